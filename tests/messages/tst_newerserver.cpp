// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include <QTest>

using namespace landline;
using namespace Qt::StringLiterals;

/// What a server of next year may say that this client cannot know, and must live with.
class NewerServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void persistentEventOfUnknownTypeKeepsItsPlace_data();
    void persistentEventOfUnknownTypeKeepsItsPlace();
    void anUnreadableEntryOfHistoryKeepsItsPlace();
    void aReactionThatIsNoEmojiHereIsPassedOver();
    void aFailureOfUnknownCodeIsStillAFailure();
    void anotherPresenceThanOfflineIsOnline();
};

namespace {

const RoomName general = RoomName::general();
/// "2026-11-20T22:42:31.123Z"
constexpr Timestamp moment { std::chrono::milliseconds(1795214551123) };

/// An event, or the reason why not, which fails the test.
Event decoded(const QByteArray& json)
{
    auto event = decodeEvent(json);
    if (!event) {
        QTest::qFail(qPrintable(event.error().detail), __FILE__, __LINE__);
        return {};
    }
    return std::move(event).value();
}

} // namespace

void NewerServerTest::persistentEventOfUnknownTypeKeepsItsPlace_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Timestamp>("timestamp");
    const auto row = [](const char* json, Timestamp timestamp) {
        QTest::newRow(json) << QByteArray(json) << timestamp;
    };
    row(R"({"type":"edit","room":"general","seq":7,"timestamp":"2026-11-20T22:42:31.123Z","content":5})",
        moment);
    row(R"({"type":"react","room":"general","seq":7,"emoji":"\ud83d\ude00"})", {});
    row(R"({"type":"react","room":"general","seq":7,"username":"ann","target":3,"emoji":"party-parrot","timestamp":"2026-11-20T22:42:31.123Z"})",
        moment);
    row(R"({"type":"of next year","room":"general","seq":7})", {});
    row(R"({"type":"","room":"general","seq":7})", {});
    row(R"({"type":"unknown","room":"general","seq":7})", {});
    row(R"({"type":"text","room":"general","seq":7,"content":{"of":"next year"}})", {});
    row(R"({"type":"text","room":"general","seq":7,"timestamp":"2026-11-20T22:42:31.123Z"})",
        moment);
    row(R"({"type":"topic","room":"general","seq":7,"username":""})", {});
}

void NewerServerTest::persistentEventOfUnknownTypeKeepsItsPlace()
{
    QFETCH(QByteArray, json);
    QFETCH(Timestamp, timestamp);
    QVERIFY((decoded(json) == Event { event::Unknown { general, Seq { 7 }, timestamp } }));
}

void NewerServerTest::anUnreadableEntryOfHistoryKeepsItsPlace()
{
    const auto event = decoded(R"({"type":"history","room":"general","events":[)"
                               R"({"type":"text","room":"general","seq":1,"content":null},)"
                               R"({"room":"general","seq":2}],"first":1,"last":2,"more":false})");
    const auto& history = std::get<event::History>(event);
    QCOMPARE(history.events.size(), 2);
    QVERIFY((history.events[0] == event::Persistent { event::Unknown { general, Seq { 1 }, {} } }));
    QVERIFY((history.events[1] == event::Persistent { event::Unknown { general, Seq { 2 }, {} } }));
}

void NewerServerTest::aReactionThatIsNoEmojiHereIsPassedOver()
{
    const auto event = decoded(
        R"({"type":"text","room":"general","seq":7,"username":"ann","content":"hi",)"
        R"("timestamp":"2026-11-20T22:42:31.123Z","reactions":[{"emoji":"party-parrot","users":["ann"]},)"
        R"({"emoji":"👍","users":["bob"]},{"emoji":"👎","users":[]}]})");
    const auto& reactions = std::get<event::Text>(event).reactions;
    QCOMPARE(reactions.size(), 1);
    QCOMPARE(reactions.first().emoji.toString(), u"👍"_s);
}

void NewerServerTest::aFailureOfUnknownCodeIsStillAFailure()
{
    const auto event
        = decoded(R"({"type":"error","code":"of_next_year","content":"Wait.","id":"1"})");
    QVERIFY((event
        == Event { event::Failure {
            ErrorCode::BadFrame, u"Wait."_s, *EventId::fromString(u"1"_s), {} } }));
}

void NewerServerTest::anotherPresenceThanOfflineIsOnline()
{
    const auto event = decoded(
        R"({"type":"users","room":"general","users":[{"username":"ann","presence":"away"}]})");
    QVERIFY(std::get<event::Users>(event).users.first().presence == event::Presence::Online);
}

QTEST_APPLESS_MAIN(NewerServerTest)
#include "tst_newerserver.moc"
