// SPDX-License-Identifier: GPL-3.0-or-later
// Deadlines, slow readers, stops, crashes and full disks, over real connections.
#include "tests/server/fulldisk.h"
#include "tests/server/talker.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;
using landline::support::waitUntil;

class EnduranceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void noHelloInTime();
    void aSilentClientIsGoneAndOneThatAnswersIsNot();
    void oneThatNeverReadsIsGone();
    void aSlowReaderIsCutOffAndTheOthersAreNot();
    void aStopDeliversWhatWasSaidBefore();
    void aStopDoesNotWaitForTheDeaf();
    void aStopTwiceAndAStartAgain();
    void aFullDiskIsToldToTheSenderAlone();
    void aKilledServerKeepsWhatAnyoneSaw();
    void anUnwritableFolderIsAProblem();
    void twoServersOnOneFolder();
    void aTakenPortIsAProblem();

private:
    static std::unique_ptr<EmbeddedServer> start(const EmbeddedServer::Adjust& adjust = {})
    {
        QFETCH_GLOBAL(bool, portable);
        auto server = std::make_unique<EmbeddedServer>([portable, adjust](ServerConfig& config) {
            config.portableSockets = portable;
            config.closeDeadline = 300ms; // raw peers do not answer a close
            if (adjust) {
                adjust(config);
            }
        });
        return server->start() ? std::move(server) : nullptr;
    }
};

void EnduranceTest::initTestCase_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("the quickest") << false;
    QTest::newRow("portable") << true;
}

void EnduranceTest::noHelloInTime()
{
    const auto server = start([](ServerConfig& config) { config.helloDeadline = 200ms; });
    Talker silent(*server);
    Talker chatty(*server);
    for (int i = 0; i < 5; ++i) {
        chatty.say(R"({"type":"hello","protocol":9,"username":"ann"})");
    }
    QCOMPARE(silent.peer().readClose(), 4010);
    QCOMPARE(chatty.peer().readClose(), 4010);
    // Neither the simple nor those that have said it are meant.
    const auto simple = Talker::simple(*server, "ann");
    const auto session = Talker::hello(*server, "bob");
    QTest::qWait(400);
    QVERIFY(simple->peer().isConnected());
    QVERIFY(session->untilPong().isEmpty());
}

void EnduranceTest::aSilentClientIsGoneAndOneThatAnswersIsNot()
{
    const auto server = start([](ServerConfig& config) {
        config.pingInterval = 100ms;
        config.silenceDeadline = 600ms;
    });
    Talker silent(*server, "/ws?username=silent");
    Talker answering(*server, "/ws?username=answering");
    QElapsedTimer since;
    since.start();
    int pings = 0;
    while (since.elapsed() < 1500) {
        const auto frame = answering.peer().readFrame(100ms);
        if (frame && frame->opcode == RawFrame::Ping) {
            ++pings;
            answering.peer().send(RawFrame { RawFrame::Pong, frame->payload });
        }
    }
    QVERIFY(pings > 3);
    QVERIFY(answering.peer().isConnected());
    QVERIFY(silent.peer().waitForEnd());
}

void EnduranceTest::oneThatNeverReadsIsGone()
{
    const auto server = start([](ServerConfig& config) { config.writeDeadline = 300ms; });
    Talker deaf(*server, "/echo");
    deaf.peer().stopReading();
    const QByteArray message = RawFrame { RawFrame::Binary, QByteArray(65536, 'x') }.toBytes();
    int said = 0;
    QElapsedTimer since;
    since.start();
    while (deaf.peer().isConnected() && since.elapsed() < 20'000) {
        // It does not stop at what the server takes: the rest waits on this side.
        if (said < 1000) {
            deaf.peer().send(message);
            ++said;
        }
        QTest::qWait(1);
    }
    QVERIFY(!deaf.peer().isConnected());
}

void EnduranceTest::aSlowReaderIsCutOffAndTheOthersAreNot()
{
    const auto server = start([](ServerConfig& config) {
        config.lagBytes = 65536;
        config.writeDeadline = 500ms; // for the close frame, which it does not read either
        config.inMemory = true;
    });
    const auto slow = Talker::join(*server, "slow", "general");
    const auto ann = Talker::join(*server, "ann", "general");
    const auto bob = Talker::join(*server, "bob", "general");
    slow->peer().stopReading();
    // 24 MB: more than all the buffers between.
    int said = 0;
    while (said < 1500) {
        ann->sayText("general", QByteArray(16'000, 'x'), QByteArray::number(++said));
        QCOMPARE(ann->nextOf(u"text").value(u"seq").toInt(), said);
        QCOMPARE(bob->nextOf(u"text").value(u"seq").toInt(), said);
    }
    QVERIFY(waitUntil([&] { return server->status().connections == 2; }));
    // It comes back and loses nothing.
    const auto again = Talker::hello(*server, "slow");
    again->say(R"({"type":"join","room":"general","since":)" + QByteArray::number(said - 2) + '}');
    QCOMPARE(
        Talker::summary(again->nextOf(u"history")), u"history:%1-%2"_s.arg(said - 1).arg(said));
}

void EnduranceTest::aStopDeliversWhatWasSaidBefore()
{
    const auto server = start();
    const auto ann = Talker::join(*server, "ann", "general");
    const auto bob = Talker::simple(*server, "bob");
    Talker echo(*server, "/echo");
    QByteArray all;
    for (int i = 1; i <= 500; ++i) {
        all += RawFrame::text(R"({"type":"text","content":")" + QByteArray(1000, 'x')
            + R"(","id":")" + QByteArray::number(i) + "\"}")
                   .toBytes();
    }
    ann->peer().send(all);
    QCOMPARE(ann->nextOf(u"text").value(u"seq").toInt(), 1); // the others are under way
    server->beginStop();
    int last = 1;
    QList<int> refused;
    for (auto event = ann->next(); !event.isEmpty(); event = ann->next()) {
        const int id = event.value(u"id").toString().toInt();
        if (event.value(u"type").toString() == u"text"_s) {
            QCOMPARE(event.value(u"seq").toInt(), ++last);
            QCOMPARE(id, last);
        } else if (event.value(u"type").toString() == u"error"_s) {
            QCOMPARE(event.value(u"code").toString(), u"draining"_s);
            refused.append(id);
        }
    }
    QCOMPARE(ann->closeCode, 1001);
    // A refusal needs no disk and may overtake the echoes, but what is refused was said after all that is stored.
    for (qsizetype i = 0; i < refused.size(); ++i) {
        QCOMPARE(refused.at(i), last + 1 + i);
    }
    int heard = 0;
    for (auto event = bob->next(); !event.isEmpty(); event = bob->next()) {
        heard = event.value(u"type").toString() == u"text"_s ? event.value(u"seq").toInt() : heard;
    }
    QCOMPARE(bob->closeCode, 1001);
    QCOMPARE(heard, last); // all are told the same
    QCOMPARE(echo.peer().readClose(), 1001);
    QVERIFY(waitUntil([&] { return !server->isRunning(); }));
    // What was told is there, and nothing else.
    QVERIFY(server->start());
    const auto later = Talker::hello(*server, "ann");
    later->say(R"({"type":"history","room":"general","limit":1})");
    QCOMPARE(later->nextOf(u"history").value(u"last").toInt(), last);
}

void EnduranceTest::aStopDoesNotWaitForTheDeaf()
{
    const auto server = start([](ServerConfig& config) {
        config.drainDeadline = 500ms;
        config.closeDeadline = 200ms;
        config.inMemory = true;
    });
    // One that does not answer the close, one that does not read at all and has much to read.
    Talker deaf(*server, "/ws?username=deaf");
    const auto full = Talker::simple(*server, "full");
    full->peer().stopReading();
    const auto ann = Talker::join(*server, "ann", "general");
    for (int i = 1; i <= 60; ++i) {
        ann->sayText("general", QByteArray(16'000, 'x'));
        ann->nextOf(u"text");
    }
    server->beginStop();
    QVERIFY(waitUntil([&] { return !server->isRunning(); }, 10s));
}

void EnduranceTest::aStopTwiceAndAStartAgain()
{
    const auto server = start();
    const auto ann = Talker::join(*server, "ann", "general");
    server->beginStop();
    server->beginStop();
    server->stop();
    QVERIFY(!server->isRunning());
    QVERIFY(!Talker(*server).isOpen());
    QVERIFY(server->start());
    const auto again = Talker::hello(*server, "ann");
    QVERIFY(again);
    again->sayText("general", "x");
    QCOMPARE(Talker::summary(again->nextOf(u"text")), u"text:1:x"_s);
}

void EnduranceTest::aFullDiskIsToldToTheSenderAlone()
{
    const auto server = start([](ServerConfig& config) { config.pingInterval = 400ms; });
    const auto ann = Talker::join(*server, "ann", "general");
    const auto bob = Talker::join(*server, "bob", "general");
    ann->nextOf(u"join");
    ann->sayText("general", "before");
    ann->nextOf(u"text");
    {
        const FullDisk full(65536);
        for (int i = 0; i < 5; ++i) {
            ann->sayText("general", QByteArray(16'000, 'x'), "lost" + QByteArray::number(i));
            const auto error = ann->next();
            QCOMPARE(Talker::summary(error), u"error:storage"_s);
            QCOMPARE(error.value(u"id").toString(), u"lost%1"_s.arg(i));
        }
        QCOMPARE(RawPeer(server->url()).get("/healthz")->status, 503);
        // Reading goes on.
        bob->say(R"({"type":"history","id":"h"})");
        QCOMPARE(Talker::summary(bob->nextOf(u"history")), u"history:1-1"_s);
    }
    QVERIFY(waitUntil([&] { return RawPeer(server->url()).get("/healthz")->status == 200; }));
    QVERIFY(bob->untilPong().isEmpty());
    ann->sayText("general", "after", "lost0");
    QCOMPARE(Talker::summary(bob->next()), u"text:2:after"_s);
    QCOMPARE(Talker::summary(ann->next()), u"text:2:after"_s);
}

void EnduranceTest::aKilledServerKeepsWhatAnyoneSaw()
{
    const auto server = start();
    for (int round = 0; round < 3; ++round) {
        const auto ann = Talker::join(*server, "ann", "general");
        const auto bob = Talker::join(*server, "bob", "general");
        QByteArray all;
        for (int i = 0; i < 300; ++i) {
            all += RawFrame::text(R"({"type":"text","content":"x","id":")"
                + QByteArray::number(round * 1000 + i) + "\"}")
                       .toBytes();
        }
        ann->peer().send(all);
        QHash<QString, int> seen;
        for (int i = 0; i < 50 + round * 40; ++i) {
            const auto text = bob->nextOf(u"text");
            seen.insert(text.value(u"id").toString(), text.value(u"seq").toInt());
        }
        server->kill();
        for (auto event = bob->next(); !event.isEmpty(); event = bob->next()) {
            seen.insert(event.value(u"id").toString(), event.value(u"seq").toInt());
        }
        QVERIFY(server->start());
        const auto again = Talker::hello(*server, "ann");
        // Said again: what was stored is told as it was, the rest is stored now; none twice.
        again->peer().send(all);
        QSet<int> seqs;
        for (int i = 0; i < 300; ++i) {
            const auto text = again->nextOf(u"text");
            const QString id = text.value(u"id").toString();
            QVERIFY(!text.isEmpty());
            QVERIFY(!seqs.contains(text.value(u"seq").toInt()));
            seqs.insert(text.value(u"seq").toInt());
            if (seen.contains(id)) {
                QCOMPARE(text.value(u"seq").toInt(), seen.value(id));
            }
        }
        again->say(R"({"type":"history","room":"general","limit":1})");
        QCOMPARE(again->nextOf(u"history").value(u"last").toInt(), (round + 1) * 300);
    }
}

void EnduranceTest::anUnwritableFolderIsAProblem()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString& path : { file.fileName(), file.fileName() + u"/below"_s, QString() }) {
        EmbeddedServer server([&path](ServerConfig& config) { config.dataDir = path; });
        QVERIFY(!server.start());
        QCOMPARE(server.status().state, ServerState::Failed);
        QCOMPARE(server.status().problem, ServerProblem::DataDirUnusable);
    }
}

void EnduranceTest::twoServersOnOneFolder()
{
    const auto first = start();
    EmbeddedServer second([&first](ServerConfig& config) { config.dataDir = first->dataDir(); });
    QVERIFY(!second.start());
    QCOMPARE(second.status().problem, ServerProblem::DataDirInUse);
    first->stop();
    QVERIFY(second.start());
}

void EnduranceTest::aTakenPortIsAProblem()
{
    const auto first = start();
    EmbeddedServer second([&first](ServerConfig& config) { config.port = first->port(); });
    QVERIFY(!second.start());
    QCOMPARE(second.status().problem, ServerProblem::PortInUse);
    QVERIFY(second.status().detail.contains(QString::number(first->port())));
    // The folder is free again.
    QVERIFY(!QFile::exists(second.dataDir() + u"/landline.lock"_s));
}

QTEST_GUILESS_MAIN(EnduranceTest)
#include "tst_endurance.moc"
