// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/contestant.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::bench {

namespace {

/// A cold Go cache compiles the standard library first.
constexpr int goBuildMs = 300'000;

QString beside(const QString& program)
{
    return QCoreApplication::applicationDirPath() + u'/' + program;
}

Contestant landlineWith(const QString& storage, const QString& scratch)
{
    Contestant contestant;
    contestant.name = u"landline-"_s + storage;
    contestant.isLandline = true;
    contestant.hasRooms = true;
    // Simple connections are sent a list of the room at most once a second.
    contestant.quiet = 1200ms;
    contestant.command.program = beside(u"landline-server"_s);
    contestant.command.arguments = { u"--listen"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
        u"--storage"_s, storage, u"--data-dir"_s, scratch + u"/data"_s };
    contestant.command.environment = { { u"LANDLINE_RATE_LIMIT"_s, u"off"_s },
        { u"LANDLINE_CONNECTIONS_PER_ADDRESS"_s, u"0"_s },
        // No peer searches; the part `search` turns it on, and tells what it costs.
        { u"LANDLINE_SEARCH"_s, u"off"_s } };
    return contestant;
}

Contestant peer(const QString& name)
{
    Contestant contestant;
    contestant.name = name;
    contestant.command.program = beside(u"landline-bench-"_s + name);
    return contestant;
}

/// The Go hub is built when it is needed: who does not run the bench needs no Go.
bool buildGoHub(const QString& program, const QString& scratch, QTextStream& out)
{
    if (QStandardPaths::findExecutable(u"go"_s).isEmpty()) {
        out << "The Go hub does not take part: go is not installed (packages golang-go and "
               "golang-github-gorilla-websocket-dev)."
            << Qt::endl;
        return false;
    }
    QProcess go;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GO111MODULE"_s, u"off"_s); // Debian's packages are a GOPATH
    environment.insert(u"GOPATH"_s, u"/usr/share/gocode"_s);
    environment.insert(u"GOFLAGS"_s, QString());
    if (!environment.contains(u"GOCACHE"_s) && !environment.contains(u"HOME"_s))
        environment.insert(u"GOCACHE"_s, scratch + u"/gocache"_s);
    go.setProcessEnvironment(environment);
    go.setProcessChannelMode(QProcess::MergedChannels);
    go.start(u"go"_s, { u"build"_s, u"-o"_s, program, QStringLiteral(LANDLINE_GOHUB) });
    if (go.waitForFinished(goBuildMs) && go.exitCode() == 0)
        return true;
    out << "The Go hub does not take part: it does not build here. Go says:\n"
        << QString::fromUtf8(go.readAll()) << Qt::endl;
    return false;
}

} // namespace

std::string Contestant::path(const std::string& room, int member) const
{
    const std::string query = "?room=" + room + "&username=u" + std::to_string(member);
    return isLandline ? "/ws" + query : "/" + query;
}

QList<Contestant> contestants(const QString& scratch, QTextStream& out)
{
    QList<Contestant> all { landlineWith(u"sqlite"_s, scratch), landlineWith(u"memory"_s, scratch),
        peer(u"epoll-floor"_s), peer(u"naive-hub"_s) };
    all[2].hasRooms = true;
    Contestant go = peer(u"go-hub"_s);
    if (buildGoHub(go.command.program, scratch, out))
        all.append(go);
    return all;
}

} // namespace landline::bench
