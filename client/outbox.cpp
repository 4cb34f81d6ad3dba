// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/outbox.h"

#include "client/localdatabase.h"

namespace landline::client {

using namespace Qt::StringLiterals;

Outbox::Outbox(LocalDatabase& database)
    : m_database(database)
{
}

void Outbox::load()
{
    m_messages.clear();
    QSqlQuery& query = m_database.prepared(
        u"SELECT id, room, content, reply_to, written_at, failure FROM outbox ORDER BY position"_s);
    if (!m_database.run(query)) {
        return;
    }
    while (query.next()) {
        const auto id = EventId::fromString(query.value(0).toString());
        const auto room = RoomName::fromString(query.value(1).toString());
        if (!id || !room) {
            continue;
        }
        PendingMessage message { *id, *room, query.value(2).toString(), {}, {}, {} };
        if (!query.isNull(3)) {
            message.replyTo = Seq { query.value(3).toLongLong() };
        }
        message.writtenAt = { std::chrono::milliseconds(query.value(4).toLongLong()) };
        if (!query.isNull(5)) {
            message.failure = query.value(5).toString();
        }
        m_messages.append(message);
    }
    query.finish();
}

void Outbox::rewrite()
{
    m_database.write(m_database.prepared(u"DELETE FROM outbox"_s));
    for (const PendingMessage& message : std::as_const(m_messages)) {
        insert(message);
    }
}

qsizetype Outbox::indexOf(const EventId& id) const
{
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        if (m_messages.at(i).id == id) {
            return i;
        }
    }
    return -1;
}

const PendingMessage* Outbox::find(const EventId& id) const
{
    const qsizetype index = indexOf(id);
    return index < 0 ? nullptr : &m_messages.at(index);
}

bool Outbox::insert(const PendingMessage& message)
{
    QSqlQuery& query = m_database.prepared(
        u"INSERT INTO outbox (id, room, content, reply_to, written_at, failure)"
        u" VALUES (?, ?, ?, ?, ?, ?)"_s);
    query.addBindValue(message.id.toString());
    query.addBindValue(message.room.toString());
    query.addBindValue(message.content);
    query.addBindValue(message.replyTo ? QVariant(message.replyTo->value) : QVariant());
    query.addBindValue(qint64 { message.writtenAt.sinceEpoch.count() });
    query.addBindValue(message.failure ? QVariant(*message.failure) : QVariant());
    return m_database.writeNow(query);
}

void Outbox::add(const PendingMessage& message)
{
    m_messages.append(message);
    insert(message);
}

void Outbox::setFailure(const EventId& id, const std::optional<QString>& sentence)
{
    const qsizetype index = indexOf(id);
    if (index < 0) {
        return;
    }
    m_messages[index].failure = sentence;
    QSqlQuery& query = m_database.prepared(u"UPDATE outbox SET failure = ? WHERE id = ?"_s);
    query.addBindValue(sentence ? QVariant(*sentence) : QVariant());
    query.addBindValue(id.toString());
    m_database.write(query);
}

void Outbox::remove(const EventId& id)
{
    const qsizetype index = indexOf(id);
    if (index < 0) {
        return;
    }
    m_messages.removeAt(index);
    QSqlQuery& query = m_database.prepared(u"DELETE FROM outbox WHERE id = ?"_s);
    query.addBindValue(id.toString());
    m_database.write(query);
}

} // namespace landline::client
