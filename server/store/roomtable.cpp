// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/roomtable.h"

#include <QVariant>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Unread messages are counted up to here; beyond it the number tells a person no more.
constexpr int mostUnread = 1000;
/// User numbers kept at most: some 100 bytes each.
constexpr qsizetype mostUsersKept = 10000;

RoomName storedRoom(const QVariant& text)
{
    const auto name = RoomName::fromString(text.toString());
    return name ? *name : RoomName();
}

} // namespace

Result<RoomRecord> RoomTable::open(const RoomOpening& opening)
{
    if (auto found = find(opening.name)) {
        if (opening.mustBeNew) {
            return Error { ErrorCode::NameTaken,
                u"There is a room named \"%1\" already."_s.arg(found->name.toString()) };
        }
        return *std::move(found);
    }
    auto& insert = m_database.statement(
        "INSERT INTO rooms (key, name, topic, private, created) VALUES (?, ?, ?, ?, ?)");
    insert.bindValue(0, opening.name.key());
    insert.bindValue(1, opening.name.toString());
    insert.bindValue(2, opening.topic.isNull() ? u""_s : opening.topic);
    insert.bindValue(3, opening.isPrivate ? 1 : 0);
    insert.bindValue(4, static_cast<qint64>(opening.at.sinceEpoch.count()));
    if (!m_database.run(insert)) {
        return m_database.storageError();
    }
    return RoomRecord { { insert.lastInsertId().toLongLong() }, opening.name, opening.topic,
        opening.isPrivate, {}, {} };
}

RoomRecord RoomTable::take(QSqlQuery& query)
{
    return { { query.value(0).toLongLong() }, storedRoom(query.value(1)), query.value(2).toString(),
        query.value(3).toBool(), {}, {} };
}

void RoomTable::complete(RoomRecord& record)
{
    auto& last = m_database.statement("SELECT max(seq) FROM events WHERE room = ?");
    last.bindValue(0, record.id.value);
    if (m_database.run(last) && last.next()) {
        record.lastSeq = { last.value(0).toLongLong() };
    }
    last.finish();
    auto& members = m_database.statement("SELECT users.name FROM members JOIN users ON users.id = "
                                         "members.user WHERE members.room = ? ORDER BY users.name");
    members.bindValue(0, record.id.value);
    if (m_database.run(members)) {
        while (members.next()) {
            if (auto name = UserName::fromString(members.value(0).toString())) {
                record.members.append(*std::move(name));
            }
        }
    }
    members.finish();
}

std::optional<RoomRecord> RoomTable::find(const RoomName& name)
{
    auto& query = m_database.statement("SELECT id, name, topic, private FROM rooms WHERE key = ?");
    query.bindValue(0, name.key());
    std::optional<RoomRecord> record;
    if (m_database.run(query) && query.next()) {
        record = take(query);
    }
    query.finish();
    if (record) {
        complete(*record);
    }
    return record;
}

qint64 RoomTable::userId(const UserName& user, bool make)
{
    if (const auto known = m_users.constFind(user); known != m_users.cend()) {
        return *known;
    }
    auto& query = m_database.statement("SELECT id FROM users WHERE name = ?");
    query.bindValue(0, user.toString());
    qint64 id = m_database.run(query) && query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    if (id == 0 && make) {
        auto& insert = m_database.statement("INSERT INTO users (name) VALUES (?)");
        insert.bindValue(0, user.toString());
        return m_database.run(insert) ? insert.lastInsertId().toLongLong() : 0;
    }
    if (id != 0) {
        if (m_users.size() >= mostUsersKept) {
            m_users.clear();
        }
        m_users.insert(user, id);
    }
    return id;
}

void RoomTable::setMember(RoomId room, const UserName& user, bool member, Timestamp at)
{
    auto& query = member
        // Who joins has read nothing, yet needs not be told of all that was said before.
        ? m_database.statement("INSERT INTO members (room, user, joined, read_seq) "
                               "VALUES (:room, :user, :at, (SELECT coalesce(max(seq), 0) FROM "
                               "events WHERE room = :room)) "
                               "ON CONFLICT DO NOTHING")
        : m_database.statement("DELETE FROM members WHERE room = :room AND user = :user");
    query.bindValue(u":room"_s, room.value);
    query.bindValue(u":user"_s, userId(user, true));
    if (member) {
        query.bindValue(u":at"_s, static_cast<qint64>(at.sinceEpoch.count()));
    }
    m_database.run(query);
}

void RoomTable::setRead(RoomId room, const UserName& user, Seq seq)
{
    auto& query = m_database.statement("UPDATE members SET read_seq = :seq WHERE room = :room AND "
                                       "user = :user AND read_seq < :seq");
    query.bindValue(u":room"_s, room.value);
    query.bindValue(u":user"_s, userId(user, true));
    query.bindValue(u":seq"_s, seq.value);
    m_database.run(query);
}

void RoomTable::setTopic(RoomId room, const QString& topic)
{
    auto& query = m_database.statement("UPDATE rooms SET topic = ? WHERE id = ?");
    query.bindValue(0, topic.isNull() ? u""_s : topic);
    query.bindValue(1, room.value);
    m_database.run(query);
}

void RoomTable::touch()
{
    m_database.run(m_database.statement(
        "INSERT INTO meta VALUES ('probe', '') ON CONFLICT DO UPDATE SET value = ''"));
}

void RoomTable::countUnread(Membership& membership, const UserName& user, qint64 userNumber)
{
    auto& query = m_database.statement("SELECT count(*), coalesce(sum(instr(char(10) || mentions "
                                       "|| char(10), char(10) || ? || char(10)) > 0), 0) "
                                       "FROM (SELECT mentions FROM events WHERE room = ? AND seq > "
                                       "? AND kind = 0 AND author <> ? LIMIT ?)");
    query.bindValue(0, user.toString());
    query.bindValue(1, membership.room.id.value);
    query.bindValue(2, membership.readSeq.value);
    query.bindValue(3, userNumber);
    query.bindValue(4, mostUnread);
    if (m_database.run(query) && query.next()) {
        membership.unread = query.value(0).toInt();
        membership.mentions = query.value(1).toInt();
    }
    query.finish();
}

QList<Membership> RoomTable::memberships(const UserName& user)
{
    QList<Membership> memberships;
    const qint64 number = userId(user, false);
    auto& query = m_database.statement(
        "SELECT rooms.id, rooms.name, rooms.topic, rooms.private, members.read_seq "
        "FROM members JOIN rooms ON rooms.id = members.room WHERE members.user = ?");
    query.bindValue(0, number);
    if (m_database.run(query)) {
        while (query.next()) {
            memberships.append({ take(query), { query.value(4).toLongLong() }, 0, 0 });
        }
    }
    query.finish();
    for (auto& membership : memberships) {
        complete(membership.room);
        countUnread(membership, user, number);
    }
    return memberships;
}

QList<RoomRecord> RoomTable::visibleTo(const UserName& user)
{
    QList<RoomRecord> records;
    auto& query
        = m_database.statement("SELECT id, name, topic, private FROM rooms WHERE private = 0 "
                               "OR EXISTS (SELECT 1 FROM members WHERE members.room = rooms.id AND "
                               "members.user = ?) ORDER BY key");
    query.bindValue(0, userId(user, false));
    if (m_database.run(query)) {
        while (query.next()) {
            records.append(take(query));
        }
    }
    query.finish();
    for (auto& record : records) {
        complete(record);
    }
    return records;
}

QString RoomTable::serverId()
{
    auto& query = m_database.statement("SELECT value FROM meta WHERE key = 'server_id'");
    const QString id
        = m_database.run(query) && query.next() ? query.value(0).toString() : QString();
    query.finish();
    return id;
}

} // namespace landline::server
