// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/messagestates.h"

#include "messages/limits.h"
#include "server/store/eventrow.h"

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

Error noSuchMessage(Seq seq)
{
    return { ErrorCode::NoSuchMessage,
        u"There is no message %1 in this room, or it was deleted."_s.arg(seq.value) };
}

} // namespace

std::optional<Error> MessageStates::refusal(const NewEvent& change, qint64 userNumber)
{
    auto row = m_database.query(
        "SELECT kind, content = '', author, guest FROM events WHERE room = ? AND seq = ?",
        change.room.value, change.target->value);
    const bool isMessage = row.next() && static_cast<EventKind>(row.integer(0)) == EventKind::Text
        && row.integer(1) == 0;
    if (!isMessage) {
        return noSuchMessage(*change.target);
    }
    // What a guest of the same name said is somebody else's.
    const bool isOwn = row.integer(2) == userNumber && row.integer(3) == 0;
    if (!isOwn && (change.kind == EventKind::Edit || change.kind == EventKind::Delete)) {
        return Error { ErrorCode::Forbidden, u"Only who said it can edit or delete a message."_s };
    }
    return change.kind == EventKind::React ? refuseReaction(change, userNumber) : std::nullopt;
}

std::optional<Error> MessageStates::refuseReaction(const NewEvent& change, qint64 userNumber)
{
    auto row = m_database.query(
        "SELECT count(*), count(DISTINCT emoji), coalesce(sum(emoji = ?3), 0), "
        "coalesce(sum(emoji = ?3 AND user = ?4), 0) FROM reactions WHERE room = ?1 AND seq = ?2",
        change.room.value, change.target->value, change.content, userNumber);
    const bool isThere = row.next() && row.integer(3) > 0;
    if (isThere) {
        return std::nullopt;
    }
    if (row.integer(2) == 0 && row.integer(1) >= limits::reactionKinds) {
        return Error { ErrorCode::Forbidden,
            u"A message may have at most %1 different reactions."_s.arg(limits::reactionKinds) };
    }
    if (row.integer(0) >= limits::reactions) {
        return Error { ErrorCode::Forbidden,
            u"A message may have at most %1 reactions."_s.arg(limits::reactions) };
    }
    return std::nullopt;
}

void MessageStates::apply(const NewEvent& change, qint64 userNumber)
{
    const qint64 room = change.room.value;
    const qint64 target = change.target->value;
    switch (change.kind) {
    case EventKind::Edit:
        m_database.change(
            "INSERT INTO message_states (room, seq, content, mentions, edited) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET content = excluded.content, "
            "mentions = excluded.mentions, edited = excluded.edited",
            room, target, change.content, mentionsColumnOf(change), change.at.sinceEpoch.count());
        break;
    case EventKind::Delete:
        remove(change);
        break;
    case EventKind::React:
    case EventKind::Unreact:
        react(change, userNumber);
        break;
    case EventKind::Pin:
    case EventKind::Unpin:
        m_database.change("INSERT INTO message_states (room, seq, pinned) VALUES (?, ?, ?) "
                          "ON CONFLICT DO UPDATE SET pinned = excluded.pinned",
            room, target, qint64 { change.kind == EventKind::Pin });
        break;
    case EventKind::Text:
    case EventKind::Topic:
        Q_UNREACHABLE();
    }
}

void MessageStates::react(const NewEvent& change, qint64 userNumber)
{
    const qint64 room = change.room.value;
    const qint64 target = change.target->value;
    if (change.kind == EventKind::Unreact) {
        m_database.change(
            "DELETE FROM reactions WHERE room = ? AND seq = ? AND emoji = ? AND user = ?", room,
            target, change.content, userNumber);
        return;
    }
    m_database.change("INSERT INTO reactions (room, seq, emoji, user) VALUES (?, ?, ?, ?) "
                      "ON CONFLICT DO NOTHING",
        room, target, change.content, userNumber);
}

void MessageStates::remove(const NewEvent& change)
{
    const qint64 room = change.room.value;
    const qint64 target = change.target->value;
    m_database.change(
        "UPDATE events SET content = '', mentions = NULL WHERE room = ? AND seq = ?", room, target);
    m_database.change("UPDATE events SET content = '', mentions = NULL "
                      "WHERE room = ? AND reply_to = ? AND kind = 2",
        room, target);
    m_database.change("DELETE FROM message_states WHERE room = ? AND seq = ?", room, target);
    m_database.change("DELETE FROM reactions WHERE room = ? AND seq = ?", room, target);
}

void MessageStates::readReactions(RoomId room, QList<event::Persistent>& messages)
{
    if (messages.isEmpty()) {
        return;
    }
    auto rows = m_database.query(
        "SELECT reactions.seq, reactions.emoji, users.name FROM reactions "
        "JOIN users ON users.id = reactions.user WHERE reactions.room = ? AND reactions.seq "
        "BETWEEN ? AND ? ORDER BY reactions.seq, reactions.emoji",
        room.value, seqOf(messages.first()).value, seqOf(messages.last()).value);
    auto message = messages.begin();
    while (rows.next()) {
        const Seq seq { rows.integer(0) };
        message = std::find_if(message, messages.end(),
            [seq](const event::Persistent& entry) { return seqOf(entry) == seq; });
        auto* text = message == messages.end() ? nullptr : std::get_if<event::Text>(&*message);
        auto emoji = Emoji::fromString(rows.text(1));
        auto user = UserName::fromString(rows.text(2));
        if (text == nullptr || !emoji || !user) {
            continue;
        }
        if (text->reactions.isEmpty() || text->reactions.last().emoji != *emoji) {
            text->reactions.append({ *std::move(emoji), {} });
        }
        // In the order of event::apply(), which is not that of the database beyond U+FFFF.
        auto& users = text->reactions.last().users;
        const auto place = std::lower_bound(users.begin(), users.end(), *user);
        users.insert(place - users.begin(), *std::move(user));
    }
}

} // namespace landline::server
