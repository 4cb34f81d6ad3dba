// SPDX-License-Identifier: GPL-3.0-or-later
// Edits, deletions, reactions and pins in the store: the log keeps them, and messages read as they made them.
#include "messages/change.h"
#include "messages/limits.h"
#include "tests/server/tablesfixture.h"

#include <QFile>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

namespace {

/// A database that the statements of a file make.
bool makeDatabase(const QString& path, const QString& statements)
{
    QFile file(statements);
    sqlite3* database = nullptr;
    const bool made = file.open(QIODevice::ReadOnly)
        && sqlite3_open(path.toUtf8().constData(), &database) == SQLITE_OK
        && sqlite3_exec(database, file.readAll().constData(), nullptr, nullptr, nullptr)
            == SQLITE_OK;
    sqlite3_close(database);
    return made;
}

} // namespace

class MessageStatesTest final : public TablesFixture {
    Q_OBJECT

private Q_SLOTS:
    void messagesReadAsTheyAreNow();
    void theLogTellsHow();
    void whatWasDeletedIsNowhere();
    void onlyTheAuthorEditsAndDeletes();
    void aGuestOfTheSameNameIsSomebodyElse();
    void whatIsNoMessageIsNotChanged();
    void theSameIdIsDoneOnce();
    void reactionsAreBounded();
    void pagesOfManyReactionsAreBounded();
    void unreadFollowsEditsAndDeletions();
    void everybodyIsMentioned();
    void storeAndApplyAgree();
    void dataOfVersionOneIsTakenOver();

private:
    RoomRecord general() { return open("general"); }
    Result<StoredEvent> change(EventKind kind, const char* author, qint64 target,
        const QString& content = {}, const std::optional<QString>& eventId = std::nullopt)
    {
        auto event = message(general(), author, content, eventId);
        event.kind = kind;
        event.target = Seq { target };
        return m_events->append(event);
    }
    void say(const char* author, const QString& content)
    {
        TablesFixture::say(general(), author, content);
    }
    QList<event::Persistent> messages(int limit = 100)
    {
        return m_events->readMessages(general().id, general().name, { 1'000'000 }, limit, 1'000'000)
            .events;
    }
    QList<event::Persistent> log()
    {
        return m_events
            ->readAfter(general().id, general().name, {}, { 1'000'000 }, 100'000, 1'000'000)
            .events;
    }
    event::Text first() { return std::get<event::Text>(messages().constFirst()); }
    QByteArray file() const
    {
        QFile file(m_directory->filePath(u"landline.sqlite"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void MessageStatesTest::messagesReadAsTheyAreNow()
{
    say("ann", u"one"_s);
    say("bob", u"two"_s);
    QVERIFY(change(EventKind::Edit, "ann", 1, u"uno"_s).isOk());
    QVERIFY(change(EventKind::React, "bob", 1, u"👍"_s).isOk());
    QVERIFY(change(EventKind::React, "ann", 1, u"👍"_s).isOk());
    QVERIFY(change(EventKind::React, "ann", 1, u"❤"_s).isOk());
    QVERIFY(change(EventKind::Pin, "bob", 1).isOk());
    QVERIFY(change(EventKind::Unreact, "ann", 1, u"❤"_s).isOk());
    QCOMPARE(summaryOf(messages()), u"1:ann:uno 2:bob:two"_s);
    const auto text = first();
    QCOMPARE(text.edited, std::optional(at(1'795'214'551'123)));
    QVERIFY(text.pinned);
    QCOMPARE(text.reactions.size(), 1);
    QCOMPARE(text.reactions.first().users, (QList { user("ann"), user("bob") }));
    QVERIFY(change(EventKind::Unpin, "ann", 1).isOk());
    QVERIFY(!first().pinned);
    // A page counts messages, and not what happened to them.
    QCOMPARE(summaryOf(messages(1)), u"2:bob:two"_s);
    QVERIFY(m_events->readMessages(general().id, general().name, { 9 }, 1, 1000).more);
    QVERIFY(!m_events->readMessages(general().id, general().name, { 9 }, 2, 1000).more);
}

void MessageStatesTest::theLogTellsHow()
{
    say("ann", u"one"_s);
    auto edit = message(general(), "ann", u"uno @bob @room"_s, u"e1"_s);
    edit.kind = EventKind::Edit;
    edit.target = Seq { 1 };
    edit.mentions = { user("bob") };
    edit.mentionsRoom = true;
    QList<event::Persistent> told { m_events->append(edit)->event,
        change(EventKind::React, "bob", 1, u"👍"_s)->event,
        change(EventKind::Unreact, "bob", 1, u"👍"_s)->event,
        change(EventKind::Pin, "bob", 1)->event, change(EventKind::Unpin, "bob", 1)->event };
    QVERIFY(log().mid(1) == told);
    QCOMPARE(std::get<event::Text>(log().constFirst()).content, u"one"_s);
    told.append(change(EventKind::Delete, "ann", 1)->event);
    QVERIFY(log().mid(2) == told.mid(1));
    for (qsizetype i = 0; i < told.size(); ++i) {
        QCOMPARE(seqOf(told.at(i)).value, i + 2);
        QCOMPARE(event::targetOf(told.at(i)), std::optional(Seq { 1 }));
    }
}

void MessageStatesTest::whatWasDeletedIsNowhere()
{
    say("ann", u"first-secret"_s);
    QVERIFY(change(EventKind::Edit, "ann", 1, u"second-secret"_s).isOk());
    QVERIFY(change(EventKind::Edit, "ann", 1, u"third-secret"_s).isOk());
    QVERIFY(change(EventKind::React, "bob", 1, u"👍"_s).isOk());
    QVERIFY(change(EventKind::Pin, "bob", 1).isOk());
    QVERIFY(change(EventKind::Delete, "ann", 1).isOk());
    const auto text = first();
    QVERIFY(text.deleted && text.content.isEmpty() && !text.edited && !text.pinned);
    QVERIFY(text.reactions.isEmpty());
    QVERIFY(std::get<event::Text>(log().at(0)).deleted);
    for (const int i : { 1, 2 }) {
        QVERIFY(std::get<event::Edit>(log().at(i)).content.isEmpty());
    }
    // Nor in the file, once what was written ahead is in it.
    QVERIFY(m_database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    QVERIFY(file().contains("general"));
    QVERIFY(!file().contains("secret"));
}

void MessageStatesTest::onlyTheAuthorEditsAndDeletes()
{
    say("ann", u"mine"_s);
    for (const auto kind : { EventKind::Edit, EventKind::Delete }) {
        const auto refused = change(kind, "bob", 1, u"yours"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
    }
    QCOMPARE(summaryOf(log()), u"1:ann:mine"_s);
    for (const auto kind : { EventKind::Pin, EventKind::Unpin }) {
        QVERIFY(change(kind, "bob", 1).isOk());
    }
    QVERIFY(change(EventKind::Edit, "ann", 1, u"still mine"_s).isOk());
    QVERIFY(change(EventKind::Delete, "ann", 1).isOk());
}

void MessageStatesTest::aGuestOfTheSameNameIsSomebodyElse()
{
    auto said = message(general(), "ann", u"a guest's"_s);
    said.guest = true;
    QVERIFY(m_events->append(said).isOk());
    QCOMPARE(change(EventKind::Edit, "ann", 1, u"x"_s).error().code, ErrorCode::Forbidden);
    QCOMPARE(change(EventKind::Delete, "ann", 1).error().code, ErrorCode::Forbidden);
    QVERIFY(change(EventKind::React, "ann", 1, u"👍"_s).isOk());
}

void MessageStatesTest::whatIsNoMessageIsNotChanged()
{
    auto topic = message(general(), "ann", u"Plans"_s);
    topic.kind = EventKind::Topic;
    QVERIFY(m_events->append(topic).isOk());
    say("ann", u"a message"_s);
    QVERIFY(change(EventKind::Pin, "ann", 2).isOk());
    say("ann", u"to be deleted"_s);
    QVERIFY(change(EventKind::Delete, "ann", 4).isOk());
    // A topic, a change, what was deleted, what never was.
    for (const qint64 target : { 1, 3, 4, 5, 6, 1'000'000 }) {
        for (const auto kind : { EventKind::Edit, EventKind::Delete, EventKind::React,
                 EventKind::Unreact, EventKind::Pin, EventKind::Unpin }) {
            const auto refused = change(kind, "ann", target, u"👍"_s);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::NoSuchMessage);
        }
    }
    QCOMPARE(log().size(), 5);
}

void MessageStatesTest::theSameIdIsDoneOnce()
{
    say("ann", u"one"_s);
    const auto deleted = change(EventKind::Delete, "ann", 1, {}, u"d"_s);
    QVERIFY(deleted.isOk() && !deleted->repeated);
    const auto again = change(EventKind::Delete, "ann", 1, {}, u"d"_s);
    QVERIFY(again.isOk() && again->repeated);
    QVERIFY(again->event == deleted->event);
    say("ann", u"two"_s);
    QVERIFY(change(EventKind::React, "bob", 3, u"👍"_s, u"r"_s).isOk());
    QVERIFY(change(EventKind::Unreact, "bob", 3, u"👍"_s, u"u"_s).isOk());
    QVERIFY(change(EventKind::React, "bob", 3, u"👍"_s, u"r"_s)->repeated);
    QVERIFY(std::get<event::Text>(messages().constLast()).reactions.isEmpty());
    // An id that a message has is no change's.
    auto said = message(general(), "ann", u"three"_s, u"m"_s);
    QVERIFY(m_events->append(said).isOk());
    const auto taken = change(EventKind::Edit, "ann", 3, u"x"_s, u"m"_s);
    QVERIFY(taken.isOk() && taken->repeated);
    QVERIFY(std::holds_alternative<event::Text>(taken->event));
}

void MessageStatesTest::reactionsAreBounded()
{
    say("ann", u"one"_s);
    QVERIFY(m_database->begin());
    for (int i = 0; i < limits::reactionKinds; ++i) {
        const char32_t emoji = 0x1f600 + static_cast<char32_t>(i);
        QVERIFY(change(EventKind::React, "bob", 1, QString::fromUcs4(&emoji, 1)).isOk());
    }
    QCOMPARE(change(EventKind::React, "bob", 1, u"👍"_s).error().code, ErrorCode::Forbidden);
    QVERIFY(change(EventKind::React, "bob", 1, u"😀"_s).isOk()); // is there already
    QVERIFY(change(EventKind::React, "ann", 1, u"😀"_s).isOk());
    for (int i = limits::reactionKinds + 1; i < limits::reactions; ++i) {
        QVERIFY(change(EventKind::React, QByteArray::number(i).constData(), 1, u"😀"_s).isOk());
    }
    QCOMPARE(
        change(EventKind::React, "one too many", 1, u"😀"_s).error().code, ErrorCode::Forbidden);
    QVERIFY(change(EventKind::Unreact, "bob", 1, u"😁"_s).isOk());
    QVERIFY(change(EventKind::React, "one too many", 1, u"😀"_s).isOk());
    QVERIFY(m_database->commit());
    const auto text = first();
    QCOMPARE(text.reactions.size(), limits::reactionKinds - 1);
    QVERIFY(
        std::is_sorted(text.reactions.first().users.begin(), text.reactions.first().users.end()));
}

void MessageStatesTest::pagesOfManyReactionsAreBounded()
{
    QVERIFY(m_database->begin());
    for (int i = 0; i < 10; ++i) {
        say("ann", u"x"_s);
    }
    for (int i = 1; i <= 10; ++i) {
        for (int j = 0; j < 10; ++j) {
            const QByteArray name = QByteArray(9, 'x') + QByteArray::number(j);
            QVERIFY(change(EventKind::React, name.constData(), i, u"👍"_s).isOk());
        }
    }
    QVERIFY(m_database->commit());
    const auto page = m_events->readMessages(general().id, general().name, { 200 }, 100, 250);
    QCOMPARE(page.events.size(), 2);
    QVERIFY(page.more);
    QCOMPARE(seqOf(page.events.last()).value, 10);
    // One is always given, or nobody would ever get past it.
    QCOMPARE(m_events->readMessages(general().id, general().name, { 5 }, 100, 50).events.size(), 1);
}

void MessageStatesTest::unreadFollowsEditsAndDeletions()
{
    m_rooms->setMember(general().id, user("ann"), true, at(0));
    auto mention = message(general(), "bob", u"@ann"_s);
    mention.mentions = { user("ann") };
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_events->append(mention).isOk());
    }
    QVERIFY(change(EventKind::React, "bob", 1, u"👍"_s).isOk());
    QVERIFY(change(EventKind::Pin, "bob", 1).isOk());
    const auto counts = [this] {
        const auto membership = m_rooms->memberships(user("ann")).first();
        return u"%1 %2"_s.arg(membership.unread).arg(membership.mentions);
    };
    QCOMPARE(counts(), u"3 3"_s);
    QVERIFY(change(EventKind::Edit, "bob", 1, u"nobody"_s).isOk());
    QCOMPARE(counts(), u"3 2"_s);
    QVERIFY(change(EventKind::Delete, "bob", 2).isOk());
    QCOMPARE(counts(), u"2 1"_s);
    QVERIFY(change(EventKind::Delete, "bob", 1).isOk());
    QVERIFY(change(EventKind::Delete, "bob", 3).isOk());
    QCOMPARE(counts(), u"0 0"_s);
}

void MessageStatesTest::everybodyIsMentioned()
{
    m_rooms->setMember(general().id, user("ann"), true, at(0));
    auto mention = message(general(), "bob", u"@room and @carl"_s);
    mention.mentionsRoom = true;
    mention.mentions = { user("carl") };
    const auto stored = m_events->append(mention);
    QVERIFY(log().constFirst() == stored->event);
    QVERIFY(messages().constFirst() == stored->event);
    mention.mentions.clear();
    QVERIFY(m_events->append(mention).isOk());
    QCOMPARE(m_rooms->memberships(user("ann")).first().mentions, 2);
}

void MessageStatesTest::storeAndApplyAgree()
{
    // What a client makes of the log is what the store says of the messages.
    const char* const names[] = { "ann", "bob", "carl" };
    const EventKind kinds[] = { EventKind::Edit, EventKind::Delete, EventKind::React,
        EventKind::React, EventKind::React, EventKind::Unreact, EventKind::Pin, EventKind::Unpin };
    QVERIFY(m_database->begin());
    for (int i = 0; i < 20; ++i) {
        say(names[i % 3], QString::number(i));
    }
    quint32 random = 1;
    const auto below = [&random](quint32 bound) {
        random = random * 1'664'525 + 1'013'904'223; // Numerical Recipes
        return (random >> 16) % bound;
    };
    for (int i = 0; i < 2000; ++i) {
        const auto kind = kinds[below(i % 10 == 0 ? 8 : 1) == 0 ? 0 : below(8)];
        if (kind == EventKind::Delete && below(8) != 0) {
            continue;
        }
        const QString content = kind == EventKind::Edit
            ? QString::number(i)
            : QStringList { u"👍"_s, u"❤"_s }.at(below(2));
        (void)change(kind, names[below(3)], 1 + below(20), content);
    }
    for (int i = 0; i < 500; ++i) {
        (void)change(kinds[2 + below(6)], names[below(3)], 1 + below(20),
            QStringList { u"👍"_s, u"❤"_s }.at(below(2)));
    }
    QVERIFY(m_database->commit());
    QMap<Seq, event::Text> made;
    for (const auto& entry : log()) {
        if (const auto* text = std::get_if<event::Text>(&entry)) {
            made.insert(text->seq, *text);
        } else {
            event::apply(entry, made[*event::targetOf(entry)]);
        }
    }
    const auto stored = messages();
    QCOMPARE(stored.size(), made.size());
    for (const auto& entry : stored) {
        QVERIFY(std::get<event::Text>(entry) == made.value(seqOf(entry)));
    }
}

void MessageStatesTest::dataOfVersionOneIsTakenOver()
{
    closeTables();
    const QString path = m_directory->filePath(u"old.sqlite"_s);
    QVERIFY(makeDatabase(path, QFINDTESTDATA("data/version1.sql")));
    m_database = std::make_unique<Database>(path);
    QVERIFY(!m_database->open(Database::Access::ReadWrite));
    m_rooms = std::make_unique<RoomTable>(*m_database);
    m_events = std::make_unique<EventTable>(*m_database, *m_rooms);
    QCOMPARE(m_rooms->serverId(), u"00112233445566778899aabbccddeeff"_s);
    QCOMPARE(summaryOf(log()), u"1:ann:hello 2:topic:Tea 3:bob:@ann hi"_s);
    QCOMPARE(summaryOf(messages()), summaryOf(log()));
    QCOMPARE(m_rooms->memberships(user("ann")).first().mentions, 1);
    QVERIFY(change(EventKind::Edit, "ann", 1, u"goodbye"_s).isOk());
    QCOMPARE(summaryOf(messages()), u"1:ann:goodbye 2:topic:Tea 3:bob:@ann hi"_s);
}

QTEST_APPLESS_MAIN(MessageStatesTest)
#include "tst_messagestates.moc"
