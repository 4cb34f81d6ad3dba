// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/roomtable.h"

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Unread messages are counted up to here; beyond it the number tells a person no more.
constexpr int mostUnread = 1000;
/// User numbers kept at most: some 100 bytes each.
constexpr qsizetype mostUsersKept = 10000;

/// From the columns id, name, topic, private.
RoomRecord take(const Rows& row)
{
    const auto name = RoomName::fromString(row.text(1));
    return { { row.integer(0) }, name ? *name : RoomName(), row.text(2), row.integer(3) != 0, {},
        {} };
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
    const bool made = m_database.change(
        "INSERT INTO rooms (key, name, topic, private, created) VALUES (?, ?, ?, ?, ?)",
        opening.name.key(), opening.name.toString(), opening.topic, qint64 { opening.isPrivate },
        opening.at.sinceEpoch.count());
    if (!made) {
        return m_database.storageError();
    }
    return RoomRecord { { m_database.lastInsertId() }, opening.name, opening.topic,
        opening.isPrivate, {}, {} };
}

void RoomTable::complete(RoomRecord& record)
{
    auto last = m_database.query("SELECT max(seq) FROM events WHERE room = ?", record.id.value);
    if (last.next()) {
        record.lastSeq = { last.integer(0) };
    }
    auto members = m_database.query("SELECT users.name FROM members JOIN users ON users.id = "
                                    "members.user WHERE members.room = ? ORDER BY users.name",
        record.id.value);
    while (members.next()) {
        if (auto name = UserName::fromString(members.text(0))) {
            record.members.append(*std::move(name));
        }
    }
}

std::optional<RoomRecord> RoomTable::find(const RoomName& name)
{
    auto row
        = m_database.query("SELECT id, name, topic, private FROM rooms WHERE key = ?", name.key());
    if (!row.next()) {
        return std::nullopt;
    }
    auto record = take(row);
    complete(record);
    return record;
}

qint64 RoomTable::userId(const UserName& user, bool make)
{
    if (const auto known = m_users.constFind(user); known != m_users.cend()) {
        return *known;
    }
    const qint64 id = findUser(user);
    if (id == 0 && make) {
        return m_database.change("INSERT INTO users (name) VALUES (?)", user.toString())
            ? m_database.lastInsertId()
            : 0;
    }
    if (id != 0) {
        if (m_users.size() >= mostUsersKept) {
            m_users.clear();
        }
        m_users.insert(user, id);
    }
    return id;
}

qint64 RoomTable::findUser(const UserName& user)
{
    auto row = m_database.query("SELECT id FROM users WHERE name = ?", user.toString());
    return row.next() ? row.integer(0) : 0;
}

void RoomTable::setMember(RoomId room, const UserName& user, bool member, Timestamp at)
{
    const qint64 number = userId(user, true);
    if (member) {
        // Who joins has read nothing, yet needs not be told of all that was said before.
        m_database.change("INSERT INTO members (room, user, joined, read_seq) VALUES (?1, ?2, ?3, "
                          "(SELECT coalesce(max(seq), 0) FROM events WHERE room = ?1)) "
                          "ON CONFLICT DO NOTHING",
            room.value, number, at.sinceEpoch.count());
    } else {
        m_database.change("DELETE FROM members WHERE room = ? AND user = ?", room.value, number);
    }
}

void RoomTable::setRead(RoomId room, const UserName& user, Seq seq)
{
    m_database.change("UPDATE members SET read_seq = ?3 WHERE room = ?1 AND user = ?2 "
                      "AND read_seq < ?3",
        room.value, userId(user, true), seq.value);
}

void RoomTable::setTopic(RoomId room, const QString& topic)
{
    m_database.change("UPDATE rooms SET topic = ? WHERE id = ?", topic, room.value);
}

void RoomTable::touch()
{
    m_database.change("INSERT INTO meta VALUES ('probe', '') ON CONFLICT DO UPDATE SET value = ''");
}

void RoomTable::countUnread(Membership& membership, const UserName& user, qint64 userNumber)
{
    // A deleted message has no content. "@room" is everybody (see mentionsColumnOf).
    auto row = m_database.query(
        "SELECT count(*), coalesce(sum(instr(lines, char(10) || ? || char(10)) > 0 "
        "OR instr(lines, char(10) || '@room' || char(10)) > 0), 0) FROM (SELECT char(10) || "
        "iif(message_states.edited IS NULL, events.mentions, message_states.mentions) || char(10) "
        "AS lines FROM events LEFT JOIN message_states ON message_states.room = events.room "
        "AND message_states.seq = events.seq WHERE events.room = ? AND events.seq > ? "
        "AND events.kind = 0 AND events.content <> '' AND events.author <> ? LIMIT ?)",
        user.toString(), membership.room.id.value, membership.readSeq.value, userNumber,
        qint64 { mostUnread });
    if (row.next()) {
        membership.unread = static_cast<int>(row.integer(0));
        membership.mentions = static_cast<int>(row.integer(1));
    }
}

QList<Membership> RoomTable::memberships(const UserName& user)
{
    QList<Membership> memberships;
    const qint64 number = userId(user, false);
    auto rows = m_database.query(
        "SELECT rooms.id, rooms.name, rooms.topic, rooms.private, members.read_seq "
        "FROM members JOIN rooms ON rooms.id = members.room WHERE members.user = ?",
        number);
    while (rows.next()) {
        memberships.append({ take(rows), { rows.integer(4) }, 0, 0 });
    }
    for (auto& membership : memberships) {
        complete(membership.room);
        countUnread(membership, user, number);
    }
    return memberships;
}

QList<RoomRecord> RoomTable::visibleTo(const UserName& user)
{
    QList<RoomRecord> records;
    auto rows
        = m_database.query("SELECT id, name, topic, private FROM rooms WHERE private = 0 "
                           "OR EXISTS (SELECT 1 FROM members WHERE members.room = rooms.id AND "
                           "members.user = ?) ORDER BY key",
            userId(user, false));
    while (rows.next()) {
        records.append(take(rows));
    }
    for (auto& record : records) {
        complete(record);
    }
    return records;
}

QString RoomTable::serverId()
{
    auto row = m_database.query("SELECT value FROM meta WHERE key = 'server_id'");
    return row.next() ? row.text(0) : QString();
}

} // namespace landline::server
