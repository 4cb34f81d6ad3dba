// SPDX-License-Identifier: GPL-3.0-or-later
// What was said while one was away (PROTOCOL.md section 5): resume, since, and history in pages.
#include "tests/server/eachtransport.h"

using namespace Qt::StringLiterals;
using namespace landline::server;
using namespace landline::server::testing;

class CatchingUpTest final : public OnEachTransport {
    Q_OBJECT

private Q_SLOTS:
    void resumeBringsWhatWasMissed();
    void joinSinceBringsWhatWasMissed();
    void aResyncOfTooMuchStartsAfresh();
    void aPageOfLongMessagesDoesNotCutOffItsReader();
    void manyQuestionsAtOnceCostLittle();
    void historyPages_data();
    void historyPages();
};

void CatchingUpTest::resumeBringsWhatWasMissed()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    Talker::join(*m_server, "ann", "general").reset();
    for (int i = 1; i <= 5; ++i) {
        bob->sayText("general", QByteArray::number(i));
        bob->nextOf(u"text");
    }
    Talker ann(*m_server);
    ann.say(R"({"type":"hello","protocol":1,"username":"ann","resume":{"GENERAL":2,"unknown":7}})");
    bob->sayText("general", "6");
    QStringList seen;
    while (seen.isEmpty() || !seen.last().endsWith(u'6')) {
        const auto event = ann.next();
        QVERIFY(!event.isEmpty());
        seen.append(Talker::summary(event));
    }
    // The sixth either was there already when ann came, or is told behind the history.
    seen.removeAll(u"join:ann"_s);
    if (seen.size() == 2) {
        QCOMPARE(seen.last(), u"history:3-6"_s);
    } else {
        QCOMPARE(seen, (QStringList { u"welcome"_s, u"history:3-5"_s, u"text:6:6"_s }));
    }
}

void CatchingUpTest::joinSinceBringsWhatWasMissed()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 1; i <= 5; ++i) {
        bob->sayText("general", QByteArray::number(i));
        bob->nextOf(u"text");
    }
    const auto ann = Talker::hello(*m_server, "ann");
    const auto join = [&ann](const QByteArray& since) {
        ann->say(R"({"type":"join","room":"general",)" + since + R"(,"id":"j"})");
        const auto history = ann->nextOf(u"history");
        return Talker::summary(history)
            + (history.value(u"reset").toBool() ? u" reset"_s : QString())
            + (history.value(u"id").toString() == u"j"_s ? QString() : u" without its id"_s);
    };
    QCOMPARE(join(R"("since":0)"), u"history:1-5"_s);
    QCOMPARE(join(R"("since":4)"), u"history:5-5"_s);
    QCOMPARE(join(R"("since":5)"), u"history:0-0"_s);
    QCOMPARE(join(R"("since":6)"), u"history:1-5 reset"_s); // another past
    QCOMPARE(join(R"("limit":2)"), u"history:4-5"_s);
    QCOMPARE(join(R"("limit":0)"), u"history:0-0"_s);
}

void CatchingUpTest::aResyncOfTooMuchStartsAfresh()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    QByteArray all;
    for (int i = 1; i <= 1002; ++i) {
        all += RawFrame::text(
            R"({"type":"text","room":"general","content":")" + QByteArray::number(i) + "\"}")
                   .toBytes();
    }
    bob->peer().send(all);
    for (int i = 1; i <= 1002; ++i) {
        QCOMPARE(bob->nextOf(u"text").value(u"seq").toInt(), i);
    }
    const auto ann = Talker::hello(*m_server, "ann");
    ann->say(R"({"type":"join","room":"general","since":1})");
    const auto reset = ann->nextOf(u"history");
    QVERIFY(reset.value(u"reset").toBool());
    QCOMPARE(Talker::summary(reset), u"history:903-1002"_s);
    ann->say(R"({"type":"join","room":"general","since":2})");
    qint64 next = 3;
    while (next <= 1002) {
        const auto page = ann->nextOf(u"history");
        QVERIFY(!page.isEmpty());
        QVERIFY(!page.value(u"reset").toBool());
        QCOMPARE(page.value(u"first").toInteger(), next);
        next = page.value(u"last").toInteger() + 1;
        QCOMPARE(page.value(u"more").toBool(), next <= 1002);
    }
}

void CatchingUpTest::aPageOfLongMessagesDoesNotCutOffItsReader()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    constexpr int count = 200;
    for (int i = 0; i < count; ++i) {
        bob->sayText("general", QByteArray(16'000, 'x'));
        QCOMPARE(bob->nextOf(u"text").value(u"seq").toInt(), i + 1);
    }
    const auto ann = Talker::join(*m_server, "ann", "general");
    // All of it, whatever the size of the pages.
    qint64 before = count + 1;
    int pages = 0;
    while (before > 1) {
        ann->say(R"({"type":"history","room":"general","limit":200,"before":)"
            + QByteArray::number(before) + '}');
        const auto page = ann->nextOf(u"history");
        QVERIFY2(!page.isEmpty(), qPrintable(QString::number(ann->closeCode)));
        QCOMPARE(page.value(u"last").toInteger(), before - 1);
        before = page.value(u"first").toInteger();
        QCOMPARE(page.value(u"more").toBool(), before > 1);
        ++pages;
    }
    QVERIFY(pages > 1);
}

void CatchingUpTest::manyQuestionsAtOnceCostLittle()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 0; i < 100; ++i) {
        bob->sayText("general", QByteArray(10'000, 'x'));
        bob->nextOf(u"text");
    }
    // A megabyte a page, asked for 500 times in one breath, and all of it is read.
    QByteArray all;
    for (int i = 0; i < 500; ++i) {
        all += RawFrame::text(
            R"({"type":"history","limit":100,"id":")" + QByteArray::number(i) + "\"}")
                   .toBytes();
    }
    bob->peer().send(all);
    for (int i = 0; i < 500; ++i) {
        const auto page = bob->nextOf(u"history");
        QVERIFY2(!page.isEmpty(), qPrintable(u"%1: %2"_s.arg(i).arg(bob->closeCode)));
        QCOMPARE(page.value(u"id").toString(), QString::number(i));
    }
}

void CatchingUpTest::historyPages_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* fields, const char* answer) {
        QTest::newRow(fields) << QByteArray(fields) << QString::fromLatin1(answer);
    };
    row(R"("limit":3)", "history:8-10 more");
    row(R"("limit":10)", "history:1-10");
    row(R"("limit":200)", "history:1-10");
    row(R"("before":5)", "history:1-4");
    row(R"("before":5,"limit":2)", "history:3-4 more");
    row(R"("before":1)", "history:0-0");
    row(R"("before":999999)", "history:1-10");
    row(R"("before":9007199254740991,"limit":1)", "history:10-10 more");
    row(R"("after":7)", "history:8-10");
    row(R"("after":0,"limit":4)", "history:1-4 more");
    row(R"("after":10)", "history:0-0");
    row(R"("after":999999)", "history:0-0");
}

void CatchingUpTest::historyPages()
{
    QFETCH(QByteArray, fields);
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 1; i <= 10; ++i) {
        bob->sayText("general", QByteArray::number(i));
    }
    for (int i = 1; i <= 10; ++i) {
        bob->nextOf(u"text");
    }
    bob->say(R"({"type":"history",)" + fields + '}');
    const auto page = bob->nextOf(u"history");
    QTEST(
        Talker::summary(page) + (page.value(u"more").toBool() ? u" more"_s : QString()), "answer");
}

QTEST_GUILESS_MAIN(CatchingUpTest)
#include "tst_catchingup.moc"
