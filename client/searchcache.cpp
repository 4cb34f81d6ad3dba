// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/searchcache.h"

#include "client/localdatabase.h"
#include "messages/search/searchwords.h"

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

/// Conditions of a SELECT, and the values for their placeholders.
struct Conditions {
    QString sql;
    QVariantList values;

    void add(const QString& condition, const QVariantList& its)
    {
        sql += u" AND "_s + condition;
        values += its;
    }
};

void addAuthors(Conditions& conditions, const QString& operation, const QList<UserName>& names)
{
    if (names.isEmpty()) {
        return;
    }
    QVariantList folded;
    for (const auto& name : names) {
        folded.append(searchFolded(name.toString()));
    }
    const QString places = QStringList(names.size(), u"?"_s).join(u',');
    conditions.add(u"author %1 (%2)"_s.arg(operation, places), folded);
}

/// What a query asks of a message; the text depends on how many terms and names there are alone.
Conditions conditionsOf(const SearchQuery& query)
{
    Conditions conditions;
    for (const auto& term : query.terms) {
        conditions.add(
            term.isExcluded ? u"instr(words, ?) = 0"_s : u"instr(words, ?) > 0"_s, { term.needle });
    }
    addAuthors(conditions, u"IN"_s, query.from);
    addAuthors(conditions, u"NOT IN"_s, query.notFrom);
    if (query.has) {
        const auto has = static_cast<int>(query.has);
        conditions.add(u"traits & ? = ?"_s, { has, has });
    }
    if (query.hasNot) {
        conditions.add(u"traits & ? = 0"_s, { static_cast<int>(query.hasNot) });
    }
    if (query.after) {
        conditions.add(u"at >= ?"_s, { qint64 { query.after->sinceEpoch.count() } });
    }
    if (query.before) {
        conditions.add(u"at < ?"_s, { qint64 { query.before->sinceEpoch.count() } });
    }
    return conditions;
}

} // namespace

void SearchCache::put(qint64 room, const event::Text& message)
{
    if (message.deleted) {
        QSqlQuery& query = m_database.prepared(u"DELETE FROM words WHERE room = ? AND seq = ?"_s);
        query.addBindValue(room);
        query.addBindValue(message.seq.value);
        m_database.write(query);
        return;
    }
    QSqlQuery& query
        = m_database.prepared(u"INSERT OR REPLACE INTO words (room, seq, at, author, traits, words)"
                              u" VALUES (?, ?, ?, ?, ?, ?)"_s);
    const QString words = searchText(message.content);
    query.addBindValue(room);
    query.addBindValue(message.seq.value);
    query.addBindValue(qint64 { message.timestamp.sinceEpoch.count() });
    query.addBindValue(searchFolded(message.username.toString()));
    query.addBindValue(static_cast<int>(traitsOf(message)));
    query.addBindValue(words.isNull() ? u""_s : words);
    m_database.write(query);
}

void SearchCache::removeRoom(qint64 room)
{
    QSqlQuery& query = m_database.prepared(u"DELETE FROM words WHERE room = ?"_s);
    query.addBindValue(room);
    m_database.write(query);
}

void SearchCache::removeBefore(qint64 room, Seq seq)
{
    QSqlQuery& query = m_database.prepared(u"DELETE FROM words WHERE room = ? AND seq < ?"_s);
    query.addBindValue(room);
    query.addBindValue(seq.value);
    m_database.write(query);
}

void SearchCache::clear()
{
    m_database.write(m_database.prepared(u"DELETE FROM words"_s));
}

QList<SearchCache::Place> SearchCache::find(qint64 room, const SearchQuery& query, int limit)
{
    QList<Place> places;
    const Conditions conditions = conditionsOf(query);
    QSqlQuery& select = m_database.prepared(u"SELECT seq, at FROM words WHERE room = ?"_s
        + conditions.sql + u" ORDER BY seq DESC LIMIT ?"_s);
    select.addBindValue(room);
    for (const QVariant& value : conditions.values) {
        select.addBindValue(value);
    }
    select.addBindValue(limit);
    if (m_database.run(select)) {
        while (select.next()) {
            places.append({ { select.value(0).toLongLong() },
                { std::chrono::milliseconds(select.value(1).toLongLong()) } });
        }
    }
    select.finish();
    return places;
}

} // namespace landline::client
