// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/roomtable.h"

#include "tests/server/tablesfixture.h"

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class RoomTableTest final : public TablesFixture {
    Q_OBJECT

private Q_SLOTS:
    void roomsAreFoundWithoutRegardToCase();
    void aRoomThatMustBeNewIsRefusedWhereItExists();
    void membersComeAndGo();
    void privateRoomsAreSeenByTheirMembersAlone();
    void unreadCountsWhatOthersSaid();
    void readNeverMovesBack();
};

void RoomTableTest::roomsAreFoundWithoutRegardToCase()
{
    const auto made = open("Ärger");
    const auto again = open("ÄRGER");
    QCOMPARE(again.id, made.id);
    QCOMPARE(again.name.toString(), u"Ärger"_s);
    QVERIFY(!m_rooms->find(room("other")));
    QVERIFY(open("other").id != made.id);
}

void RoomTableTest::aRoomThatMustBeNewIsRefusedWhereItExists()
{
    const auto made = m_rooms->open({ room("Plans"), true, u"the topic"_s, true, at(0) });
    QVERIFY(made.isOk());
    QCOMPARE(made->topic, u"the topic"_s);
    QVERIFY(made->isPrivate);
    const auto refused = m_rooms->open({ room("plans"), true, u"another"_s, false, at(0) });
    QVERIFY(!refused.isOk());
    QCOMPARE(refused.error().code, ErrorCode::NameTaken);
    QCOMPARE(open("plans").topic, u"the topic"_s);
}

void RoomTableTest::membersComeAndGo()
{
    const auto general = open("general");
    for (const char* name : { "bob", "ann", "Ann", "ann" }) {
        m_rooms->setMember(general.id, user(name), true, at(0));
    }
    QCOMPARE(open("general").members, (QList { user("Ann"), user("ann"), user("bob") }));
    m_rooms->setMember(general.id, user("ann"), false, at(0));
    m_rooms->setMember(general.id, user("nobody"), false, at(0));
    QCOMPARE(open("general").members, (QList { user("Ann"), user("bob") }));
    QCOMPARE(m_rooms->memberships(user("bob")).size(), 1);
    QVERIFY(m_rooms->memberships(user("ann")).isEmpty());
    QVERIFY(m_rooms->memberships(user("stranger")).isEmpty());
}

void RoomTableTest::privateRoomsAreSeenByTheirMembersAlone()
{
    open("b");
    open("a");
    const auto secret = *m_rooms->open({ room("secret"), true, {}, true, at(0) });
    m_rooms->setMember(secret.id, user("ann"), true, at(0));
    const auto names = [this](const char* name) {
        QStringList list;
        for (const auto& record : m_rooms->visibleTo(user(name))) {
            list.append(record.name.toString());
        }
        return list;
    };
    QCOMPARE(names("ann"), (QStringList { u"a"_s, u"b"_s, u"secret"_s }));
    QCOMPARE(names("bob"), (QStringList { u"a"_s, u"b"_s }));
}

void RoomTableTest::unreadCountsWhatOthersSaid()
{
    const auto general = open("general");
    say(general, "bob", u"before ann came"_s);
    m_rooms->setMember(general.id, user("ann"), true, at(0));
    say(general, "bob", u"1"_s);
    say(general, "ann", u"her own"_s);
    NewEvent mention = message(general, "bob", u"2"_s);
    mention.mentions = { user("annabel"), user("ann") };
    m_events->append(mention).value();
    mention.mentions = { user("annabel") };
    m_events->append(mention).value();
    NewEvent topic = message(general, "bob", u"no message"_s);
    topic.kind = EventKind::Topic;
    m_events->append(topic).value();
    auto memberships = m_rooms->memberships(user("ann"));
    QCOMPARE(memberships.first().unread, 3);
    QCOMPARE(memberships.first().mentions, 1);
    QCOMPARE(memberships.first().readSeq.value, 1);
    m_rooms->setRead(general.id, user("ann"), { 4 });
    memberships = m_rooms->memberships(user("ann"));
    QCOMPARE(memberships.first().unread, 1);
    QCOMPARE(memberships.first().mentions, 0);
}

void RoomTableTest::readNeverMovesBack()
{
    const auto general = open("general");
    m_rooms->setMember(general.id, user("ann"), true, at(0));
    for (const qint64 seq : { 5, 3, 7, 1 }) {
        m_rooms->setRead(general.id, user("ann"), { seq });
    }
    QCOMPARE(m_rooms->memberships(user("ann")).first().readSeq.value, 7);
    m_rooms->setMember(general.id, user("ann"), true, at(9)); // joins once more
    QCOMPARE(m_rooms->memberships(user("ann")).first().readSeq.value, 7);
}

QTEST_APPLESS_MAIN(RoomTableTest)
#include "tst_roomtable.moc"
