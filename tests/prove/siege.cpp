// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/prove/siege.h"

#include "tests/support/processusage.h"
#include "tests/support/waiting.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::prove {

using support::waitUntil;

namespace {

/// Each speaks less often than the rate limit allows (PROTOCOL.md section 6).
constexpr int speakerCount = 20;
constexpr auto between = 20ms;
constexpr double mostGrowthMiB = 4;
/// Less than the talk, as an attacker elsewhere would not take this machine's processor from it.
constexpr int niceness = 10;

support::ServerProgram::Command commandFor(const SiegePlan& plan, const QString& dir)
{
    return { plan.program,
        { u"--listen"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--data-dir"_s, dir },
        { { u"LANDLINE_SILENCE_DEADLINE"_s, u"3600"_s } },
        support::processorCount() > 1 ? std::optional(0) : std::nullopt };
}

double quantileMs(std::vector<double> values, double share)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    return values[at] * 1e3;
}

} // namespace

Siege::Siege(SiegePlan plan, QTextStream& out, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_out(out)
    , m_server(commandFor(m_plan, m_dir.path()))
{
    m_speaking.setTimerType(Qt::PreciseTimer);
    connect(&m_speaking, &QTimer::timeout, this, &Siege::speak);
    connect(&m_listener, &QWebSocket::textMessageReceived, this, &Siege::hear);
}

Siege::~Siege() = default;

void Siege::finding(const QString& sentence)
{
    ++m_findings;
    m_out << "  FOUND  " << sentence << Qt::endl;
}

bool Siege::gather()
{
    if (!m_server.start()) {
        finding(m_server.problem());
        return false;
    }
    const auto enter = [this](QWebSocket& socket, const QString& name) {
        QUrl url = m_server.url();
        url.setPath(u"/ws"_s);
        url.setQuery(u"username=%1&room=talk"_s.arg(name));
        socket.open(url);
    };
    enter(m_listener, u"listener"_s);
    for (int i = 0; i < speakerCount; ++i) {
        m_speakers.push_back(std::make_unique<QWebSocket>());
        enter(*m_speakers.back(), u"speaker%1"_s.arg(i));
    }
    const bool areIn = waitUntil([this] {
        return m_listener.state() == QAbstractSocket::ConnectedState
            && std::all_of(m_speakers.begin(), m_speakers.end(), [](const auto& speaker) {
                   return speaker->state() == QAbstractSocket::ConnectedState;
               });
    });
    if (!areIn) {
        finding(u"not everyone was let in"_s);
    }
    return areIn;
}

void Siege::speak()
{
    const auto at = static_cast<std::size_t>(m_said) % m_speakers.size();
    const QString content = u"%1 %2"_s.arg(m_said).arg(m_clock.nsecsElapsed());
    m_speakers[at]->sendTextMessage(QString::fromUtf8(QJsonDocument(
        QJsonObject { { u"type"_s, u"text"_s },
            { u"content"_s, content } }).toJson(QJsonDocument::Compact)));
    ++m_said;
}

void Siege::hear(const QString& frame)
{
    const auto event = QJsonDocument::fromJson(frame.toUtf8()).object();
    if (event.value(u"type").toString() != u"text") {
        return;
    }
    const QStringList words = event.value(u"content").toString().split(u' ');
    ++m_heard;
    m_spell.latencies.push_back(
        static_cast<double>(m_clock.nsecsElapsed() - words.value(1).toLongLong()) / 1e9);
}

Siege::Spell Siege::listenFor(std::chrono::milliseconds time)
{
    constexpr auto slice = 100ms;
    m_spell = {};
    for (auto passed = 0ms; passed < time; passed += slice) {
        waitUntil([] { return false; }, slice);
        m_spell.mostMiB
            = std::max(m_spell.mostMiB, support::usageOf(m_server.processId()).anonymousMiB);
    }
    return m_spell;
}

void Siege::tell(const QString& name, const Spell& spell)
{
    m_out << name.leftJustified(32) << QString::number(spell.mostMiB, 'f', 1).rightJustified(8)
          << " MiB   p50 " << QString::number(quantileMs(spell.latencies, 0.5), 'f', 2)
          << " ms   p99 " << QString::number(quantileMs(spell.latencies, 0.99), 'f', 2) << " ms   "
          << spell.latencies.size() << " heard" << Qt::endl;
}

bool Siege::endure(const Attack& attack, quint8 house)
{
    Ground ground(m_server.port(), house);
    std::thread attacker([&] {
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
        attack.play(ground);
    });
    const Spell spell = listenFor(m_plan.each);
    ground.stop();
    attacker.join();
    tell(QString::fromLatin1(attack.name), spell);
    const int before = m_findings;
    for (const QString& sentence : ground.findings()) {
        finding(sentence);
    }
    if (ground.rounds() == 0) {
        finding(u"it did not come to a single round"_s);
    }
    if (spell.mostMiB > m_peaceMiB + mostGrowthMiB) {
        finding(u"the server's memory grew from %1 to %2 MiB"_s.arg(m_peaceMiB, 0, 'f', 1)
                    .arg(spell.mostMiB, 0, 'f', 1));
    }
    return m_findings == before;
}

bool Siege::run()
{
    m_out << "siege: each attack for " << m_plan.each.count() << " s" << Qt::endl;
    if (!gather()) {
        return false;
    }
    if (support::processorCount() > 1) {
        support::pinTo(1);
    }
    m_clock.start();
    m_speaking.start(between);
    listenFor(m_plan.each / 2); // what is allocated once is allocated
    const Spell peace = listenFor(m_plan.each);
    m_peaceMiB = peace.mostMiB;
    tell(u"in peace"_s, peace);
    quint8 house = 1;
    for (const Attack& attack : allAttacks()) {
        endure(attack, house++);
    }
    m_speaking.stop();
    if (!waitUntil([this] { return m_heard == m_said; })) {
        finding(u"%1 messages were said and %2 heard"_s.arg(m_said).arg(m_heard));
    }
    m_server.stop();
    if (m_server.exitCode() != 0) {
        finding(u"the server ended with %1"_s.arg(m_server.exitCode()));
    }
    return m_findings == 0;
}

} // namespace landline::prove
