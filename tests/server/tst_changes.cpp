// SPDX-License-Identifier: GPL-3.0-or-later
// edit, delete, react and pin (PROTOCOL.md sections 3 to 5), frame by frame.
#include "tests/server/talker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

class ChangesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyMemberIsToldAndTheSenderHasItsId();
    void simpleConnectionsAreNotTold();
    void refusals_data();
    void refusals();
    void historyReadsAsItIsNow();
    void afterTellsTheLogWithoutWhatWasDeleted();
    void aRepeatedFrameIsToldToTheSenderAlone();
    void aResetReadsAsItIsNow();
    void aPageMissesNothingThatWasToldBefore();
    void mentionsOfAnEditAreFound();
    void welcomeNamesTheFeatures();

private:
    std::unique_ptr<EmbeddedServer> m_server;
};

namespace {

/// The next event of the type, as JSON without what differs from run to run.
QByteArray nextAs(Talker& talker, QStringView type)
{
    auto event = talker.nextOf(type);
    event.remove(u"timestamp");
    return QJsonDocument(event).toJson(QJsonDocument::Compact);
}

QJsonObject pageOf(Talker& talker, const QByteArray& fields)
{
    talker.say(R"({"type":"history","room":"general",)" + fields + '}');
    return talker.nextOf(u"history");
}

} // namespace

void ChangesTest::init()
{
    m_server = std::make_unique<EmbeddedServer>([](ServerConfig& config) {
        config.inMemory = true;
        config.rateLimited = false;
    });
    QVERIFY(m_server->start());
}

void ChangesTest::cleanup()
{
    m_server.reset();
}

void ChangesTest::everyMemberIsToldAndTheSenderHasItsId()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto bob = Talker::join(*m_server, "bob", "general");
    ann->sayText("general", "hi");
    ann->say(R"({"type":"edit","room":"general","seq":1,"content":"ho","id":"e"})");
    bob->nextOf(u"text");
    const QByteArray edit
        = R"({"content":"ho","id":"e","room":"general","seq":2,"target":1,"type":"edit","username":"ann"})";
    QCOMPARE(nextAs(*ann, u"edit"), edit);
    QCOMPARE(nextAs(*bob, u"edit"), edit);
    bob->say(R"({"type":"react","seq":1,"emoji":"👍","id":"r"})");
    const QByteArray react
        = R"({"emoji":"👍","id":"r","on":true,"room":"general","seq":3,"target":1,"type":"react","username":"bob"})";
    QCOMPARE(nextAs(*ann, u"react"), react);
    QCOMPARE(nextAs(*bob, u"react"), react);
    bob->say(R"({"type":"pin","seq":1})");
    QCOMPARE(nextAs(*ann, u"pin"),
        R"({"on":true,"room":"general","seq":4,"target":1,"type":"pin","username":"bob"})");
    ann->say(R"({"type":"delete","seq":1,"id":"d"})");
    QCOMPARE(nextAs(*bob, u"delete"),
        R"({"id":"d","room":"general","seq":5,"target":1,"type":"delete","username":"ann"})");
}

void ChangesTest::simpleConnectionsAreNotTold()
{
    const auto guest = Talker::simple(*m_server, "gus");
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "hi");
    for (const char* json :
        { R"({"type":"edit","seq":1,"content":"ho"})", R"({"type":"react","seq":1,"emoji":"👍"})",
            R"({"type":"pin","seq":1})", R"({"type":"delete","seq":1})" }) {
        ann->say(json);
    }
    ann->nextOf(u"delete");
    ann->sayText("general", "end");
    QStringList seen;
    while (!seen.contains(u"text:6:end"_s)) {
        const auto event = guest->next();
        QVERIFY(!event.isEmpty());
        if (event.value(u"type") != u"user_list"_s) {
            seen.append(Talker::summary(event));
        }
    }
    QCOMPARE(seen, (QStringList { u"join:ann"_s, u"text:1:hi"_s, u"text:6:end"_s }));
    const Talker later(*m_server, "/ws?username=gil&history=10");
    auto page = const_cast<Talker&>(later).nextOf(u"history").value(u"events").toArray();
    QCOMPARE(page.size(), 2);
    QCOMPARE(page.at(0).toObject().value(u"deleted").toBool(), true);
}

void ChangesTest::refusals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* json, const QString& code) {
        QTest::newRow(json) << QByteArray(json) << code;
    };
    row(R"({"type":"edit","seq":1,"content":"mine"})", u"forbidden"_s);
    row(R"({"type":"delete","seq":1})", u"forbidden"_s);
    row(R"({"type":"edit","seq":9,"content":"x"})", u"no_such_message"_s);
    row(R"({"type":"delete","seq":9})", u"no_such_message"_s);
    row(R"({"type":"react","seq":9,"emoji":"👍"})", u"no_such_message"_s);
    row(R"({"type":"pin","seq":2})", u"no_such_message"_s); // a topic
    row(R"({"type":"pin","room":"other","seq":1})", u"not_joined"_s);
    row(R"({"type":"react","seq":1,"emoji":"ok"})", u"bad_field"_s);
    row(R"({"type":"edit","seq":1,"content":" "})", u"bad_field"_s);
    row(R"({"type":"edit","seq":1})", u"bad_field"_s);
}

void ChangesTest::refusals()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, code);
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "hi");
    ann->say(R"({"type":"topic","room":"general","topic":"Tea"})");
    ann->nextOf(u"topic");
    const auto bob = Talker::join(*m_server, "bob", "general");
    bob->say(json.chopped(1) + R"(,"id":"x"})");
    const auto error = bob->nextOf(u"error");
    QCOMPARE(error.value(u"code").toString(), code);
    QCOMPARE(error.value(u"id").toString(), u"x"_s);
    QCOMPARE(ann->untilPong(), QStringList { u"join:bob"_s }); // and nobody else hears of it
}

void ChangesTest::historyReadsAsItIsNow()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    for (const char* content : { "one", "two", "three" }) {
        ann->sayText("general", content);
    }
    ann->say(R"({"type":"edit","seq":1,"content":"uno"})");
    ann->say(R"({"type":"delete","seq":2})");
    ann->say(R"({"type":"react","seq":3,"emoji":"👍"})");
    ann->say(R"({"type":"pin","seq":3})");
    ann->nextOf(u"pin");
    for (const char* fields : { R"("limit":50)", R"("before":8)" }) {
        const auto page = pageOf(*ann, fields);
        QCOMPARE(page.value(u"first").toInteger(), 1);
        QCOMPARE(page.value(u"last").toInteger(), 7);
        QCOMPARE(page.value(u"more").toBool(), false);
        const auto events = page.value(u"events").toArray();
        QCOMPARE(events.size(), 3);
        QCOMPARE(events.at(0)[u"content"].toString(), u"uno"_s);
        QVERIFY(events.at(0)[u"edited"].toString().endsWith(u'Z'));
        QCOMPARE(events.at(1)[u"content"].toString(), QString());
        QCOMPARE(events.at(1)[u"deleted"].toBool(), true);
        QCOMPARE(events.at(2)[u"pinned"].toBool(), true);
        QCOMPARE(events.at(2)[u"reactions"].toArray(),
            (QJsonArray {
                QJsonObject { { u"emoji"_s, u"👍"_s }, { u"users"_s, QJsonArray { u"ann"_s } } } }));
    }
    // A page counts messages; the next one is asked for with its first.
    const auto newest = pageOf(*ann, R"("limit":1)");
    QCOMPARE(newest.value(u"first").toInteger(), 3);
    QCOMPARE(newest.value(u"last").toInteger(), 7);
    QCOMPARE(newest.value(u"more").toBool(), true);
    QCOMPARE(Talker::summary(pageOf(*ann, R"("limit":1,"before":3)")), u"history:2-2"_s);
}

void ChangesTest::afterTellsTheLogWithoutWhatWasDeleted()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "one");
    ann->sayText("general", "secret");
    ann->say(R"({"type":"edit","seq":1,"content":"uno"})");
    ann->say(R"({"type":"edit","seq":2,"content":"still secret"})");
    ann->say(R"({"type":"delete","seq":2})");
    ann->nextOf(u"delete");
    const auto events = pageOf(*ann, R"("after":0)").value(u"events").toArray();
    QCOMPARE(events.size(), 5);
    QCOMPARE(events.at(0)[u"content"].toString(), u"one"_s);
    QVERIFY(!events.at(0).toObject().contains(u"edited"));
    QCOMPARE(events.at(1)[u"content"].toString(), QString());
    QCOMPARE(events.at(1)[u"deleted"].toBool(), true);
    QCOMPARE(events.at(2)[u"content"].toString(), u"uno"_s);
    QCOMPARE(events.at(3)[u"type"].toString(), u"edit"_s);
    QCOMPARE(events.at(3)[u"content"].toString(), QString());
    QCOMPARE(events.at(4)[u"type"].toString(), u"delete"_s);
}

void ChangesTest::aRepeatedFrameIsToldToTheSenderAlone()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "hi");
    const auto bob = Talker::join(*m_server, "bob", "general");
    ann->say(R"({"type":"delete","seq":1,"id":"d"})");
    const auto first = ann->nextOf(u"delete");
    QCOMPARE(bob->nextOf(u"delete"), first);
    const auto other = Talker::join(*m_server, "ann", "general");
    other->say(R"({"type":"delete","room":"general","seq":1,"id":"d"})");
    QCOMPARE(other->nextOf(u"delete"), first);
    QVERIFY(bob->untilPong().isEmpty());
    QVERIFY(ann->untilPong().filter(u"delete"_s).isEmpty());
}

void ChangesTest::aResetReadsAsItIsNow()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    for (int i = 1; i <= 1002; ++i) {
        ann->sayText("general", QByteArray::number(i));
    }
    ann->say(R"({"type":"edit","seq":1002,"content":"the last"})");
    ann->nextOf(u"edit");
    const auto bob = Talker::hello(*m_server, "bob");
    bob->say(R"({"type":"join","room":"general","since":1})");
    const auto page = bob->nextOf(u"history");
    QCOMPARE(page.value(u"reset").toBool(), true);
    QCOMPARE(page.value(u"last").toInteger(), 1003);
    const auto events = page.value(u"events").toArray();
    QCOMPARE(events.size(), 100);
    QCOMPARE(events.last()[u"content"].toString(), u"the last"_s);
}

void ChangesTest::aPageMissesNothingThatWasToldBefore()
{
    // With a store in a file, which reads in a thread of its own while talk goes on.
    m_server = std::make_unique<EmbeddedServer>(
        [](ServerConfig& config) { config.rateLimited = false; });
    QVERIFY(m_server->start());
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "0");
    ann->nextOf(u"text");
    for (int i = 1; i <= 200; ++i) {
        const QByteArray number = QByteArray::number(i);
        ann->say(R"({"type":"edit","seq":1,"content":")" + number + "\"}");
        ann->say(R"({"type":"history","limit":1})");
        int told = 0;
        for (auto event = ann->next(); event.value(u"type") != u"history"_s; event = ann->next()) {
            QVERIFY(!event.isEmpty());
            told = event.value(u"content").toString().toInt();
            if (event.value(u"type") == u"edit"_s && told == i) {
                break;
            }
        }
        if (told != i) {
            // The page came first: it may show the edit or not, for that is told behind it.
            ann->nextOf(u"edit");
            continue;
        }
        const auto page = ann->nextOf(u"history");
        QCOMPARE(page.value(u"events")[0][u"content"].toString(), QString::number(i));
    }
}

void ChangesTest::mentionsOfAnEditAreFound()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto bob = Talker::join(*m_server, "bob", "general");
    ann->sayText("general", "hi");
    ann->say(R"({"type":"edit","seq":1,"content":"hi @bob and @room"})");
    const auto edit = bob->nextOf(u"edit");
    QCOMPARE(edit.value(u"mentions").toArray(), QJsonArray { u"bob"_s });
    QCOMPARE(edit.value(u"mentions_room").toBool(), true);
    ann->sayText("general", "@room");
    QCOMPARE(bob->nextOf(u"text").value(u"mentions_room").toBool(), true);
    Talker again(*m_server);
    again.say(R"({"type":"hello","username":"bob"})");
    const auto room = again.nextOf(u"welcome").value(u"rooms")[0];
    QCOMPARE(room[u"unread"].toInteger(), 2);
    QCOMPARE(room[u"mentions"].toInteger(), 2);
}

void ChangesTest::welcomeNamesTheFeatures()
{
    Talker ann(*m_server);
    ann.say(R"({"type":"hello","username":"ann"})");
    const auto features = ann.nextOf(u"welcome").value(u"features").toArray();
    for (const QString& feature : { u"edit"_s, u"delete"_s, u"react"_s, u"pin"_s, u"search"_s }) {
        QVERIFY(features.contains(feature));
    }
}

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
