// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/clifixture.h"

#include <QTest>

namespace landline::tests {

using namespace Qt::StringLiterals;
using support::waitUntil;

RoomName room(const QString& name)
{
    return RoomName::fromString(name).value();
}

UserName user(const QString& name)
{
    return UserName::fromString(name).value();
}

void CliFixture::prepare()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<support::EmbeddedServer>();
    QVERIFY(m_server->start());
    m_bob = std::make_unique<support::SimulatedUser>(user(u"bob"_s), m_server->url());
    m_bob->setReconnecting(true);
    m_bob->openSession();
    QVERIFY(m_bob->waitUntilLive());
}

void CliFixture::tidyUp()
{
    m_bob.reset();
    m_server.reset();
    m_home.reset();
}

void CliFixture::bobSays(const QStringList& contents, const RoomName& in)
{
    m_bob->join(in);
    QVERIFY(m_bob->waitFor<event::UserList>(
        [&in](const event::UserList& list) { return list.room == in; }));
    for (const QString& content : contents) {
        m_bob->say(in, content);
    }
    QVERIFY(waitUntil([this] { return m_bob->unacknowledged() == 0; }));
}

std::unique_ptr<PtyProgram> CliFixture::chat(
    const QString& place, int columns, int rows, const QMap<QString, QString>& environment)
{
    auto program = std::make_unique<PtyProgram>(columns, rows);
    QMap<QString, QString> all { { u"LANDLINE_CLIENT_DIR"_s, m_home->path() },
        { u"HOME"_s, m_home->path() } };
    all.insert(environment);
    const QString address = u"127.0.0.1:%1/%2"_s.arg(QString::number(m_server->port()), place);
    program->start(cliPath(), { address, u"--name"_s, u"ann"_s }, all);
    return program;
}

std::unique_ptr<PtyProgram> CliFixture::liveChat(const QString& place)
{
    auto program = chat(place);
    const QString prompt = (place.isEmpty() ? u"general"_s : place) + u'>';
    (void)waitUntil([&] {
        return program->terminal().cursorLine() == prompt
            && program->terminal().lineAbove().contains(u"2 here"_s);
    });
    return program;
}

} // namespace landline::tests
