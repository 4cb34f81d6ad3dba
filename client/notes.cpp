// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/notes.h"

#include "client/localdatabase.h"

namespace landline::client {

using namespace Qt::StringLiterals;

Notes::Notes(LocalDatabase& database)
    : m_database(database)
{
}

void Notes::load()
{
    m_drafts.clear();
    m_wishes.clear();
    QSqlQuery& drafts = m_database.prepared(u"SELECT name, text FROM drafts"_s);
    for (m_database.run(drafts); drafts.next();) {
        if (const auto room = RoomName::fromString(drafts.value(0).toString())) {
            m_drafts.insert(*room, drafts.value(1).toString());
        }
    }
    drafts.finish();
    QSqlQuery& wishes = m_database.prepared(u"SELECT name, joins FROM wishes"_s);
    for (m_database.run(wishes); wishes.next();) {
        if (const auto room = RoomName::fromString(wishes.value(0).toString())) {
            m_wishes.insert(*room, wishes.value(1).toBool() ? Wish::Join : Wish::Leave);
        }
    }
    wishes.finish();
}

void Notes::rewrite()
{
    for (auto draft = m_drafts.cbegin(); draft != m_drafts.cend(); ++draft) {
        writeDraft(draft.key(), draft.value());
    }
    for (auto wish = m_wishes.cbegin(); wish != m_wishes.cend(); ++wish) {
        writeWish(wish.key(), wish.value());
    }
}

void Notes::setDraft(const RoomName& room, const QString& text)
{
    if (text.isEmpty()) {
        if (m_drafts.remove(room)) {
            QSqlQuery& query = m_database.prepared(u"DELETE FROM drafts WHERE key = ?"_s);
            query.addBindValue(room.key());
            m_database.write(query);
        }
    } else if (m_drafts.value(room) != text) {
        m_drafts.insert(room, text);
        writeDraft(room, text);
    }
}

void Notes::writeDraft(const RoomName& room, const QString& text)
{
    QSqlQuery& query = m_database.prepared(
        u"INSERT OR REPLACE INTO drafts (key, name, text) VALUES (?, ?, ?)"_s);
    query.addBindValue(room.key());
    query.addBindValue(room.toString());
    query.addBindValue(text);
    m_database.write(query);
}

void Notes::setWish(const RoomName& room, Wish wish)
{
    m_wishes.insert(room, wish);
    writeWish(room, wish);
}

void Notes::writeWish(const RoomName& room, Wish wish)
{
    QSqlQuery& query = m_database.prepared(
        u"INSERT OR REPLACE INTO wishes (key, name, joins) VALUES (?, ?, ?)"_s);
    query.addBindValue(room.key());
    query.addBindValue(room.toString());
    query.addBindValue(wish == Wish::Join);
    m_database.write(query);
}

void Notes::clearWish(const RoomName& room)
{
    if (m_wishes.remove(room)) {
        QSqlQuery& query = m_database.prepared(u"DELETE FROM wishes WHERE key = ?"_s);
        query.addBindValue(room.key());
        m_database.write(query);
    }
}

} // namespace landline::client
