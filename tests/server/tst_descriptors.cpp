// SPDX-License-Identifier: GPL-3.0-or-later
// A server that runs out of descriptors (TRAPS.md 10), as a process of its own whose limit is moved from here.
#include "server/net/descriptorlimit.h"
#include "tests/support/processusage.h"
#include "tests/support/rawpeer.h"
#include "tests/support/serverprogram.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::support;

class DescriptorsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();
    void someAreKeptBack_data();
    void someAreKeptBack();
    void withNoneLeftNewcomersAreToldAndTheRestGoesOn();

private:
    /// Lets the server have no number greater than those it has open now; where `more`, as many as it likes.
    void setLimit(bool more) const
    {
        const auto pid = static_cast<pid_t>(m_server->processId());
        rlimit limit {};
        QCOMPARE(prlimit(pid, RLIMIT_NOFILE, nullptr, &limit), 0);
        limit.rlim_cur = more ? limit.rlim_max : greatestDescriptor() + 1;
        QCOMPARE(prlimit(pid, RLIMIT_NOFILE, &limit, nullptr), 0);
    }
    rlim_t greatestDescriptor() const
    {
        rlim_t greatest = 0;
        const QString folder = u"/proc/%1/fd"_s.arg(m_server->processId());
        for (const QString& number : QDir(folder).entryList(QDir::System | QDir::Files)) {
            greatest = std::max<rlim_t>(greatest, number.toULong());
        }
        return greatest;
    }
    static bool echoes(RawPeer& peer)
    {
        peer.send(RawFrame::text("hi"));
        const auto frame = peer.readFrame();
        return frame && frame->payload == "hi";
    }

    std::unique_ptr<ServerProgram> m_server;
};

void DescriptorsTest::initTestCase_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("the quickest") << false;
    QTest::newRow("portable") << true;
}

void DescriptorsTest::init()
{
    QFETCH_GLOBAL(bool, portable);
    ServerProgram::Command command;
    command.program = qEnvironmentVariable("LANDLINE_SERVER");
    command.arguments = { u"--listen"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--storage"_s,
        u"memory"_s, u"--log"_s, u"warning"_s };
    command.environment = { { u"LANDLINE_PORTABLE_SOCKETS"_s, portable ? u"on"_s : u"off"_s } };
    m_server = std::make_unique<ServerProgram>(command);
    QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
}

void DescriptorsTest::cleanup()
{
    m_server.reset();
}

void DescriptorsTest::someAreKeptBack_data()
{
    QTest::addColumn<qint64>("descriptors");
    QTest::addColumn<int>("connections");
    QTest::newRow("few") << qint64(64) << 32;
    QTest::newRow("the usual soft limit") << qint64(1024) << 768;
    QTest::newRow("many") << qint64(20'000) << 17'500;
    QTest::newRow("as many as one likes") << qint64(1'000'000) << 100'000;
}

void DescriptorsTest::someAreKeptBack()
{
    QFETCH(qint64, descriptors);
    QTEST(landline::server::connectionsWithin(descriptors), "connections");
}

void DescriptorsTest::withNoneLeftNewcomersAreToldAndTheRestGoesOn()
{
#ifdef LANDLINE_SANITIZER_NEEDS_DESCRIPTORS
    QSKIP("UBSan looks at an object's type through a pipe, and without descriptors calls all "
          "objects broken");
#endif
    RawPeer inside(m_server->url());
    QVERIFY(inside.upgrade("/echo"));
    setLimit(false);
    // Numbers in between may be free.
    std::vector<std::unique_ptr<RawPeer>> fillers;
    do {
        fillers.push_back(std::make_unique<RawPeer>(m_server->url()));
        QVERIFY(fillers.size() < 1000);
    } while (fillers.back()->upgrade("/echo"));
    // Each is told, not only the first, and nobody inside notices.
    for (int i = 0; i < 20; ++i) {
        RawPeer late(m_server->url());
        const auto response = late.readResponse();
        QVERIFY(response);
        QCOMPARE(response->status, 503);
        QVERIFY(response->header("retry-after").toInt() > 0);
        QVERIFY(echoes(inside));
    }
    // Many at once too.
    std::vector<std::unique_ptr<RawPeer>> crowd(50);
    for (auto& late : crowd) {
        late = std::make_unique<RawPeer>(m_server->url());
    }
    for (const auto& late : crowd) {
        QCOMPARE(late->readResponse()->status, 503);
    }
    QVERIFY(echoes(inside));
    // A server that spins uses all of what it gets. Processor time, so it is no matter how busy the machine is.
    const double before = usageOf(m_server->processId()).cpuSeconds;
    QTest::qWait(1000);
    const double used = usageOf(m_server->processId()).cpuSeconds - before;
    QVERIFY2(used < 0.1, qPrintable(u"%1 s of a processor in 1 s"_s.arg(used)));

    // The first one after it is let in; what it takes to come back is no more than this.
    setLimit(true);
    QElapsedTimer since;
    since.start();
    RawPeer next(m_server->url());
    QVERIFY(next.upgrade("/echo"));
    QVERIFY2(since.elapsed() < 1000, qPrintable(u"%1 ms"_s.arg(since.elapsed())));
    QVERIFY(echoes(next));
    QVERIFY(echoes(inside));
}

QTEST_GUILESS_MAIN(DescriptorsTest)
#include "tst_descriptors.moc"
