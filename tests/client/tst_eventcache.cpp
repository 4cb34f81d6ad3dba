// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventcache.h"

#include "client/localdatabase.h"
#include "tests/client/samples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

CachedRoom state(const char* name)
{
    CachedRoom room;
    room.info.room = client::room(name);
    room.info.topic = u"topic"_s;
    room.info.members = 7;
    room.info.readSeq = { 3 };
    room.info.unread = 2;
    room.info.mentions = 1;
    room.info.isPrivate = true;
    room.info.joined = true;
    room.countedTo = { 5 };
    room.lastAuthor = u"bob"_s;
    room.lastMessage = u"hi"_s;
    room.lastTime = Timestamp { std::chrono::milliseconds(99) };
    return room;
}

} // namespace

class TestEventCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<LocalDatabase>();
        QVERIFY(m_database->open({}));
        m_cache = std::make_unique<EventCache>(*m_database, user("ann"));
        QVERIFY(m_cache->load().isEmpty());
    }

    void cleanup()
    {
        m_cache.reset();
        m_database.reset();
    }

    void remembersRoomsAndEvents()
    {
        QTemporaryDir dir;
        event::Text full = text(2, "ann", "an-id");
        full.mentions = { user("bob") };
        full.replyTo = Seq { 1 };
        const event::Topic topic { room("general"), { 3 }, {}, user("bob"), u"new"_s,
            full.timestamp };
        const event::Unknown unknown { room("general"), { 4 }, full.timestamp };
        const QList<event::Persistent> events { text(1), full, topic, unknown };
        {
            LocalDatabase database;
            QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
            EventCache cache(database, user("ann"));
            QVERIFY(cache.load().isEmpty());
            cache.put(state("other"));
            cache.put(state("general"));
            cache.append(room("general"), events);
            cache.setServerId(u"server"_s);
        }
        LocalDatabase database;
        QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
        EventCache cache(database, user("ann"));
        const auto rooms = cache.load();
        QCOMPARE(rooms.size(), 2);
        CachedRoom expected = state("other");
        QCOMPARE(rooms.first(), expected);
        expected = state("general");
        expected.info.lastSeq = { 4 };
        QCOMPARE(rooms.last(), expected);
        QCOMPARE(cache.newest(room("GENERAL"), 100).events, events);
        QCOMPARE(cache.lastSeq(room("general")), Seq { 4 });
        QCOMPARE(cache.lastSeq(room("other")), std::nullopt);
        QCOMPARE(cache.serverId(), u"server"_s);
    }

    void givesPagesFromTheEnd()
    {
        m_cache->put(state("general"));
        m_cache->append(room("general"), texts(1, 250));
        const auto newest = m_cache->newest(room("general"), 100);
        QCOMPARE(newest.first, Seq { 151 });
        QCOMPARE(newest.last, Seq { 250 });
        QVERIFY(newest.more);
        const auto before = m_cache->before(room("general"), newest.first, 100);
        QCOMPARE(before.events, texts(51, 150));
        const auto oldest = m_cache->before(room("general"), before.first, 100);
        QCOMPARE(oldest.events, texts(1, 50));
        QVERIFY(!oldest.more);
    }

    void growsAtBothEndsWithoutAGap()
    {
        m_cache->put(state("general"));
        m_cache->reset(room("general"), history(101, 150, true));
        m_cache->prepend(room("general"), { 90 }, history(80, 89, true)); // Does not join up.
        QCOMPARE(m_cache->newest(room("general"), 1000).events.size(), 50);
        m_cache->prepend(room("general"), { 101 }, history(91, 100, true));
        m_cache->append(room("general"), texts(151, 152));
        const auto all = m_cache->newest(room("general"), 1000);
        QCOMPARE(all.events, texts(91, 152));
        QVERIFY(all.more);
    }

    void startsAnew()
    {
        m_cache->put(state("general"));
        m_cache->append(room("general"), texts(1, 10));
        m_cache->reset(room("general"), history(500, 510, true));
        QCOMPARE(m_cache->newest(room("general"), 100).events, texts(500, 510));
        m_cache->remove(room("general"));
        QVERIFY(m_cache->newest(room("general"), 100).events.isEmpty());
        QCOMPARE(m_cache->lastSeq(room("general")), std::nullopt);
        m_cache->put(state("general"));
        m_cache->append(room("general"), texts(5, 6));
        QVERIFY(m_cache->newest(room("general"), 100).more);
        m_cache->clear();
        QVERIFY(m_cache->load().isEmpty());
    }

    void letsGoOfTheOldest()
    {
        m_cache->put(state("general"));
        m_cache->append(room("general"), texts(1, 11500));
        m_cache->append(room("general"), texts(11501, 12000));
        const auto all = m_cache->newest(room("general"), 20000);
        QCOMPARE(all.first, Seq { 2001 });
        QCOMPARE(all.last, Seq { 12000 });
        QVERIFY(all.more);
        QVERIFY(m_cache->before(room("general"), all.first, 10).more);
    }

    void countsWhatOthersSaid()
    {
        m_cache->put(state("general"));
        event::Text mention = text(3);
        mention.mentions = { user("ann") };
        m_cache->append(room("general"), { text(1), text(2), mention, text(4, "ann"), text(5) });
        auto unread = m_cache->countUnread(room("general"), { 1 });
        QCOMPARE(unread.messages, 3);
        QCOMPARE(unread.mentions, 1);
        QVERIFY(unread.isComplete);
        m_cache->reset(room("general"), history(11, 15, true));
        unread = m_cache->countUnread(room("general"), { 5 });
        QCOMPARE(unread.messages, 5);
        QVERIFY(!unread.isComplete);
        QVERIFY(m_cache->countUnread(room("general"), { 10 }).isComplete);
    }

    void keepsMessagesAsTheyReadNow()
    {
        m_cache->put(state("general"));
        m_cache->append(room("general"), texts(1, 3));
        m_cache->append(room("general"),
            { edit(4, 1, u"secret"_s), react(5, 1, "carl"), pin(6, 2), edit(7, 3, u"hi"_s), text(8),
                remove(9, 8) });
        const auto all = m_cache->newest(room("general"), 100);
        QCOMPARE(all.events.size(), 4);
        QCOMPARE(all.first, Seq { 1 });
        QCOMPARE(all.last, Seq { 9 });
        QCOMPARE(m_cache->lastSeq(room("general")), Seq { 9 });
        QCOMPARE(m_cache->message(room("general"), { 1 })->content, u"secret"_s);
        QCOMPARE(m_cache->message(room("general"), { 1 })->reactions.size(), 1);
        QVERIFY(m_cache->message(room("general"), { 2 })->pinned);
        QCOMPARE(m_cache->newestMessage(room("general"))->content, u"hi"_s);
        QVERIFY(!m_cache->message(room("general"), { 4 }));
        QCOMPARE(m_cache->countUnread(room("general"), {}).messages, 3);
        m_cache->append(room("general"), { remove(10, 1) });
        QVERIFY(m_cache->message(room("general"), { 1 })->deleted);
        QVERIFY(m_cache->message(room("general"), { 1 })->content.isEmpty());
        QCOMPARE(m_cache->countUnread(room("general"), {}).messages, 2);
    }

    void countsMentionsThatAnEditMade()
    {
        m_cache->put(state("general"));
        event::Edit naming = edit(2, 1, u"@ann"_s);
        naming.mentions = { user("ann") };
        m_cache->append(room("general"), { text(1), naming });
        QCOMPARE(m_cache->countUnread(room("general"), {}).mentions, 1);
        naming = edit(3, 1, u"@room"_s);
        naming.mentionsRoom = true;
        m_cache->append(room("general"), { naming });
        QCOMPARE(m_cache->countUnread(room("general"), {}).mentions, 1);
        m_cache->append(room("general"), { edit(4, 1, u"nobody"_s) });
        QCOMPARE(m_cache->countUnread(room("general"), {}).mentions, 0);
    }

    void reachesTheBeginningPastChanges()
    {
        m_cache->put(state("general"));
        // A run that begins with changes of what is older, as a resync may leave it.
        event::History run = history(15, 20, true);
        run.first = { 11 };
        m_cache->reset(room("general"), run);
        const auto newest = m_cache->newest(room("general"), 6);
        QCOMPARE(newest.first, Seq { 15 });
        QVERIFY(newest.more);
        const auto rest = m_cache->before(room("general"), newest.first, 6);
        QVERIFY(rest.events.isEmpty());
        QCOMPARE(rest.first, Seq { 11 });
        QVERIFY(rest.more);
        m_cache->prepend(room("general"), { 11 }, history(1, 10, false));
        QCOMPARE(m_cache->before(room("general"), rest.first, 100).events, texts(1, 10));
    }

    void knowsNothingOfOtherRooms()
    {
        QVERIFY(m_cache->newest(room("none"), 10).events.isEmpty());
        QVERIFY(!m_cache->newest(room("none"), 10).more);
        QCOMPARE(m_cache->countUnread(room("none"), {}).messages, 0);
        m_cache->remove(room("none"));
    }

private:
    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<EventCache> m_cache;
};

QTEST_GUILESS_MAIN(TestEventCache)
#include "tst_eventcache.moc"
