// SPDX-License-Identifier: GPL-3.0-or-later
// search (PROTOCOL.md section 3), frame by frame, on a server with a file and on one in memory.
#include "tests/server/talker.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;
using landline::tests::patience;

namespace {

QJsonObject ask(Talker& talker, const QByteArray& query, const QByteArray& fields = {})
{
    talker.say(R"({"type":"search","query":)" + ('"' + query + '"') + fields + '}');
    for (auto event = talker.next(); !event.isEmpty(); event = talker.next()) {
        const auto type = event.value(u"type").toString();
        if (type == u"results" || type == u"error") {
            return event;
        }
    }
    return {};
}

/// "general:3 general:1"
QString summary(const QJsonObject& results)
{
    QStringList places;
    const auto list = results.value(u"results").toArray();
    for (const auto& result : list) {
        places.append(u"%1:%2"_s.arg(result[u"room"].toString()).arg(result[u"seq"].toInteger()));
    }
    return places.join(u' ');
}

/// Asks until that is the answer, for the index follows what is said.
bool finds(Talker& talker, const QByteArray& query, const QString& expected)
{
    QString last;
    const bool found = QTest::qWaitFor(
        [&] {
            last = summary(ask(talker, query));
            return last == expected;
        },
        patience);
    if (!found) {
        qWarning() << "found" << last << "and not" << expected;
    }
    return found;
}

} // namespace

class SearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSaidIsFound_data();
    void whatWasSaidIsFound();
    void changesAreFollowed_data();
    void changesAreFollowed();
    void resultsAreFramesOfTheProtocol();
    void pagesFollowEachOther();
    void onlyWhoMayReadItFindsIt();
    void badQueriesAreRefusedInWords_data();
    void badQueriesAreRefusedInWords();
    void simpleConnectionsDoNotSearch();
    void searchesOfOneUserComeOneAfterTheOther();
    void aServerThatDoesNotSearchSaysSo();
    void whatWasThereBeforeIsRead();
    void aDamagedIndexIsMadeAnew();
    void theIndexOutlivesAKill();
    void talkGoesOnWithoutAnIndex();

private:
    void start(bool inMemory = false, bool search = true)
    {
        m_server = std::make_unique<EmbeddedServer>([inMemory, search](ServerConfig& config) {
            config.inMemory = inMemory;
            config.search = search;
        });
        QVERIFY(m_server->start());
    }
    static void storages()
    {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("in a file") << false;
        QTest::newRow("in memory") << true;
    }

    std::unique_ptr<EmbeddedServer> m_server;
};

void SearchTest::whatWasSaidIsFound_data()
{
    storages();
}

void SearchTest::whatWasSaidIsFound()
{
    QFETCH(bool, inMemory);
    start(inMemory);
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto bob = Talker::join(*m_server, "bob", "other");
    QCOMPARE(summary(ask(*ann, "tea")), QString());
    ann->sayText("general", "Tea at four");
    QVERIFY(finds(
        *bob, "te", u"general:1"_s)); // of two connections the server may hear the later one first
    bob->sayText("other", "teapots, 北京大学");
    ann->sayText("general", "coffee");
    QVERIFY(finds(*ann, "te", u"other:1 general:1"_s));
    QVERIFY(finds(*bob, "coffee", u"general:2"_s));
    QVERIFY(finds(*bob, "京大", u"other:1"_s));
    QVERIFY(finds(*bob, "from:ann -coffee", u"general:1"_s));
}

void SearchTest::changesAreFollowed_data()
{
    storages();
}

void SearchTest::changesAreFollowed()
{
    QFETCH(bool, inMemory);
    start(inMemory);
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "tea one");
    ann->sayText("general", "tea two");
    QVERIFY(finds(*ann, "tea", u"general:2 general:1"_s));
    ann->say(R"({"type":"edit","seq":1,"content":"coffee"})");
    ann->say(R"({"type":"delete","seq":2})");
    ann->nextOf(u"delete");
    // What was told is not found any more, whether the index knows already or not.
    QCOMPARE(summary(ask(*ann, "tea")), QString());
    QVERIFY(finds(*ann, "coffee", u"general:1"_s));
    ann->say(R"({"type":"pin","seq":1})");
    QVERIFY(finds(*ann, "has:pin", u"general:1"_s));
}

void SearchTest::resultsAreFramesOfTheProtocol()
{
    start();
    const auto ann = Talker::join(*m_server, "ann", "general");
    for (const char* text : { "one", "tea", "three" }) {
        ann->sayText("general", text);
    }
    QVERIFY(finds(*ann, "three", u"general:3"_s));
    const auto results = ask(*ann, "tea", R"(,"id":"s1")");
    QCOMPARE(results.value(u"id").toString(), u"s1"_s);
    QVERIFY(results.contains(u"more") && !results.value(u"more").toBool());
    const auto result = results.value(u"results")[0];
    QCOMPARE(result[u"type"].toString(), u"text"_s);
    QCOMPARE(result[u"content"].toString(), u"tea"_s);
    QCOMPARE(result[u"username"].toString(), u"ann"_s);
    QVERIFY(!result[u"timestamp"].toString().isEmpty());
    QCOMPARE(result[u"before"][0][u"content"].toString(), u"one"_s);
    QCOMPARE(result[u"after"][0][u"content"].toString(), u"three"_s);
}

void SearchTest::pagesFollowEachOther()
{
    start();
    const auto ann = Talker::join(*m_server, "ann", "general");
    for (int i = 1; i <= 25; ++i) {
        ann->sayText("general", "tea " + QByteArray::number(i));
    }
    QVERIFY(finds(*ann, "\\\"tea 25\\\"", u"general:25"_s));
    const auto usual = ask(*ann, "tea");
    QCOMPARE(usual.value(u"results").toArray().size(), 20);
    QVERIFY(usual.value(u"more").toBool());
    const QByteArray next = QByteArray::number(usual.value(u"next").toInteger());
    QCOMPARE(summary(ask(*ann, "tea", R"(,"limit":3,"before":)" + next)),
        u"general:5 general:4 general:3"_s);
    const auto all = ask(*ann, "tea", R"(,"limit":100)");
    QCOMPARE(all.value(u"results").toArray().size(), 25);
    QVERIFY(!all.value(u"more").toBool() && !all.contains(u"next"));
}

void SearchTest::onlyWhoMayReadItFindsIt()
{
    start();
    const auto ann = Talker::hello(*m_server, "ann");
    ann->say(R"({"type":"create","room":"secret","private":true})");
    ann->nextOf(u"room");
    ann->sayText("secret", "tea for one");
    ann->say(R"({"type":"join","room":"general"})");
    ann->sayText("general", "tea for all");
    QVERIFY(finds(*ann, "tea", u"general:1 secret:1"_s));
    const auto bob = Talker::hello(*m_server, "bob"); // in no room, but may enter this one
    QCOMPARE(summary(ask(*bob, "tea")), u"general:1"_s);
    QCOMPARE(ask(*bob, "in:secret").value(u"code").toString(), u"no_such_room"_s);
    QCOMPARE(ask(*bob, "in:nowhere").value(u"code").toString(), u"no_such_room"_s);
}

void SearchTest::badQueriesAreRefusedInWords_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char* query :
        { "", "-tea", "has:wings", "tea before:noon", "from:", "in:", "..." }) {
        QTest::newRow(query) << QByteArray(query);
    }
}

void SearchTest::badQueriesAreRefusedInWords()
{
    start(true);
    const auto ann = Talker::hello(*m_server, "ann");
    QFETCH(QByteArray, query);
    const auto refusal = ask(*ann, query, R"(,"id":"s")");
    QCOMPARE(refusal.value(u"code").toString(), u"bad_field"_s);
    QCOMPARE(refusal.value(u"id").toString(), u"s"_s);
    const auto sentence = refusal.value(u"content").toString();
    QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u"SQL"_s), qPrintable(sentence));
}

void SearchTest::simpleConnectionsDoNotSearch()
{
    start(true);
    const auto guest = Talker::simple(*m_server, "ann");
    QCOMPARE(ask(*guest, "tea").value(u"code").toString(), u"unsupported"_s);
}

void SearchTest::searchesOfOneUserComeOneAfterTheOther()
{
    start();
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "tea");
    QVERIFY(finds(*ann, "tea", u"general:1"_s));
    QByteArray many;
    for (int i = 0; i < 50; ++i) {
        many += RawFrame::text(
            R"({"type":"search","query":"tea","id":")" + QByteArray::number(i) + "\"}")
                    .toBytes();
    }
    ann->peer().send(many);
    for (int i = 0; i < 50; ++i) {
        const auto results = ann->nextOf(u"results");
        QCOMPARE(results.value(u"id").toString(), QString::number(i));
        QCOMPARE(summary(results), u"general:1"_s);
    }
}

void SearchTest::aServerThatDoesNotSearchSaysSo()
{
    start(false, false);
    Talker ann(*m_server);
    ann.say(R"({"type":"hello","username":"ann"})");
    QVERIFY(!ann.nextOf(u"welcome").value(u"features").toArray().contains(u"search"_s));
    QCOMPARE(ask(ann, "tea").value(u"code").toString(), u"unsupported"_s);
    QVERIFY(!QFile::exists(QDir(m_server->dataDir()).filePath(u"search.sqlite"_s)));
    start();
    Talker bob(*m_server);
    bob.say(R"({"type":"hello","username":"bob"})");
    QVERIFY(bob.nextOf(u"welcome").value(u"features").toArray().contains(u"search"_s));
}

void SearchTest::whatWasThereBeforeIsRead()
{
    start();
    {
        const auto ann = Talker::join(*m_server, "ann", "general");
        for (int i = 1; i <= 3000; ++i) {
            ann->sayText("general", "tea " + QByteArray::number(i));
        }
        while (ann->nextOf(u"text").value(u"seq").toInteger() < 3000) { }
    }
    m_server->stop();
    for (const char* suffix : { "", "-wal", "-shm" }) {
        QFile::remove(
            QDir(m_server->dataDir()).filePath(u"search.sqlite"_s + QLatin1StringView(suffix)));
    }
    QVERIFY(m_server->start());
    const auto ann = Talker::hello(*m_server, "ann");
    QVERIFY(QTest::qWaitFor([&] { return !ask(*ann, "tea").contains(u"indexing"); }, patience));
    QCOMPARE(summary(ask(*ann, "tea", R"(,"limit":2)")), u"general:3000 general:2999"_s);
    QCOMPARE(summary(ask(*ann, "1234")), u"general:1234"_s);
}

void SearchTest::aDamagedIndexIsMadeAnew()
{
    start();
    {
        const auto ann = Talker::join(*m_server, "ann", "general");
        ann->sayText("general", "tea");
        QVERIFY(finds(*ann, "tea", u"general:1"_s));
    }
    for (const bool whole : { true, false }) {
        m_server->stop();
        QFile file(QDir(m_server->dataDir()).filePath(u"search.sqlite"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray before = file.readAll();
        QVERIFY(file.seek(whole ? 0 : 8192)); // the head, or what comes behind the first tables
        file.write(QByteArray(static_cast<int>(before.size() - file.pos()), 'x'));
        file.close();
        QVERIFY(m_server->start());
        const auto ann = Talker::join(*m_server, "ann", "general");
        QVERIFY(finds(*ann, "tea", u"general:1"_s));
    }
}

void SearchTest::theIndexOutlivesAKill()
{
    start();
    for (int round = 1; round <= 5; ++round) {
        const auto ann = Talker::join(*m_server, "ann", "general");
        for (int i = 0; i < 20; ++i) {
            ann->sayText("general", "tea");
        }
        while (ann->nextOf(u"text").value(u"seq").toInteger() < round * 20) { }
        m_server->kill();
        QVERIFY(m_server->start());
    }
    const auto ann = Talker::hello(*m_server, "ann");
    QVERIFY(QTest::qWaitFor(
        [&] {
            return ask(*ann, "tea", R"(,"limit":200)").value(u"results").toArray().size() == 100;
        },
        patience));
}

void SearchTest::talkGoesOnWithoutAnIndex()
{
    start();
    m_server->stop();
    // A folder where the index would be: it can neither be opened nor removed.
    const QDir directory(m_server->dataDir());
    for (const char* suffix : { "", "-wal", "-shm" }) {
        QFile::remove(directory.filePath(u"search.sqlite"_s + QLatin1StringView(suffix)));
    }
    QVERIFY(directory.mkpath(u"search.sqlite/x"_s));
    QVERIFY(m_server->start());
    const auto ann = Talker::join(*m_server, "ann", "general");
    QCOMPARE(ask(*ann, "tea").value(u"code").toString(), u"storage"_s);
    ann->sayText("general", "tea");
    QCOMPARE(Talker::summary(ann->nextOf(u"text")), u"text:1:tea"_s);
    QCOMPARE(ask(*ann, "tea").value(u"code").toString(), u"storage"_s);
}

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_search.moc"
