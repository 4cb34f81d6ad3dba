// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchindex.h"

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Pages of 4 KiB that are merged at once: a few milliseconds, so that who wants to stop need not wait.
constexpr const char* mergedAtOnce = "256";

} // namespace

const SearchIndex::Shelf& SearchIndex::shelf(qint64 number)
{
    const auto known = m_shelves.find(number);
    if (known != m_shelves.end()) {
        return known->second;
    }
    const std::string name = "words_" + std::to_string(number);
    const std::string into = "INSERT INTO " + name + " (" + name + ", ";
    return m_shelves
        .emplace(number,
            Shelf { "CREATE VIRTUAL TABLE IF NOT EXISTS " + name
                    + " USING fts5 (words, marks, content = '', columnsize = 0, tokenize = "
                      "'ascii')",
                "INSERT INTO " + name + " (rowid, words, marks) VALUES (?, ?, ?)",
                into + "rowid, words, marks) VALUES ('delete', ?, ?, ?)",
                into + "rank) VALUES ('merge', -" + mergedAtOnce + ")",
                into + "rank) VALUES ('merge', " + mergedAtOnce + ")" })
        .first->second;
}

QString SearchIndex::origin()
{
    auto row = m_database.query("SELECT value FROM meta WHERE key = 'origin'");
    return row.next() ? row.text(0) : QString();
}

void SearchIndex::setOrigin(const QString& origin)
{
    m_database.change("INSERT INTO meta VALUES ('origin', ?) "
                      "ON CONFLICT DO UPDATE SET value = excluded.value",
        origin);
}

QHash<qint64, SearchIndex::Position> SearchIndex::positions()
{
    QHash<qint64, Position> positions;
    auto rows = m_database.query("SELECT room, seq, at FROM positions");
    while (rows.next()) {
        positions.insert(rows.integer(0),
            { { rows.integer(1) }, { std::chrono::milliseconds(rows.integer(2)) } });
    }
    return positions;
}

void SearchIndex::setPosition(RoomId room, const Position& position)
{
    m_database.change("INSERT INTO positions VALUES (?, ?, ?) "
                      "ON CONFLICT DO UPDATE SET seq = excluded.seq, at = excluded.at",
        room.value, position.seq.value, position.at.sinceEpoch.count());
}

SearchIndex::Newest& SearchIndex::newest()
{
    if (!m_newest) {
        // Of the shelves, too: all documents of the newest may have been removed.
        auto row = m_database.query("SELECT max(coalesce((SELECT max(number) FROM documents), -1), "
                                    "coalesce((SELECT max(number) FROM shelves), 0) * ? - 1)",
            m_shelfSize);
        m_newest = Newest { row.next() ? row.integer(0) : -1, 0, 0, false };
        auto bounds = m_database.query(
            "SELECT first_at, last_at FROM shelves WHERE number = ?", shelfOf(m_newest->document));
        if (m_newest->document >= 0 && bounds.next()) {
            m_newest->firstAt = bounds.integer(0);
            m_newest->lastAt = bounds.integer(1);
        }
    }
    return *m_newest;
}

void SearchIndex::saveNewest()
{
    if (!m_newest || !m_newest->isChanged) {
        return;
    }
    m_database.change("INSERT INTO shelves (number, first_at, last_at) VALUES (?, ?, ?) "
                      "ON CONFLICT DO UPDATE SET first_at = excluded.first_at, "
                      "last_at = excluded.last_at",
        shelfOf(m_newest->document), m_newest->firstAt, m_newest->lastAt);
    m_newest->isChanged = false;
}

void SearchIndex::extend(qint64 document, qint64 at)
{
    auto& last = newest();
    const qint64 number = shelfOf(document);
    if (document % m_shelfSize == 0 || shelfOf(last.document) != number) {
        saveNewest();
        m_database.change("UPDATE shelves SET untidy = 1 WHERE number = ?", number - 1);
        m_database.execute(shelf(number).create.c_str());
        last = { document, at, at, true };
        return;
    }
    last.isChanged = last.isChanged || at < last.firstAt || at > last.lastAt;
    last = { document, std::min(last.firstAt, at), std::max(last.lastAt, at), last.isChanged };
}

void SearchIndex::add(const SearchDocument& document)
{
    const qint64 number = newest().document + 1;
    const qint64 at = document.at.sinceEpoch.count();
    extend(number, at);
    m_database.change("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", number,
        document.room.value, document.seq.value, at, document.words, document.marks);
    m_database.change(
        shelf(shelfOf(number)).insert.c_str(), number, document.words, document.marks);
}

std::optional<SearchIndex::Held> SearchIndex::find(RoomId room, Seq seq)
{
    auto row
        = m_database.query("SELECT number, words, marks FROM documents WHERE room = ? AND seq = ?",
            room.value, seq.value);
    if (!row.next()) {
        return std::nullopt;
    }
    return Held { row.integer(0), row.text(1), row.text(2) };
}

void SearchIndex::takeOut(const Held& held)
{
    const qint64 number = shelfOf(held.number);
    m_database.change(shelf(number).remove.c_str(), held.number, held.words, held.marks);
    m_database.change("UPDATE shelves SET untidy = 1 WHERE number = ?", number);
}

void SearchIndex::replace(const SearchDocument& document)
{
    const auto held = find(document.room, document.seq);
    if (!held || (held->words == document.words && held->marks == document.marks)) {
        return;
    }
    saveNewest(); // so that its shelf is there to be called untidy
    takeOut(*held);
    m_database.change("UPDATE documents SET words = ?, marks = ? WHERE number = ?", document.words,
        document.marks, held->number);
    m_database.change(
        shelf(shelfOf(held->number)).insert.c_str(), held->number, document.words, document.marks);
}

void SearchIndex::remove(RoomId room, Seq seq)
{
    if (const auto held = find(room, seq)) {
        saveNewest();
        takeOut(*held);
        m_database.change("DELETE FROM documents WHERE number = ?", held->number);
    }
}

bool SearchIndex::begin()
{
    m_database.clearFailure();
    return m_database.begin();
}

bool SearchIndex::commit()
{
    saveNewest();
    return !m_database.failure() && m_database.commit();
}

void SearchIndex::rollBack()
{
    m_database.rollBack();
    m_newest.reset();
    m_merging.reset();
}

std::optional<qint64> SearchIndex::untidyShelf()
{
    auto row = m_database.query("SELECT number FROM shelves WHERE untidy LIMIT 1");
    return row.next() ? std::optional(row.integer(0)) : std::nullopt;
}

bool SearchIndex::tidy()
{
    m_database.clearFailure();
    if (!m_merging) {
        m_merging = untidyShelf();
        if (m_merging) {
            m_database.change(shelf(*m_merging).beginMerge.c_str());
        }
        return m_merging && !m_database.failure();
    }
    // Less than two changes: there was nothing left to merge (https://www.sqlite.org/fts5.html#the_merge_command).
    const qint64 before = m_database.totalChanges();
    m_database.change(shelf(*m_merging).merge.c_str());
    if (m_database.totalChanges() - before < 2) {
        m_database.change("UPDATE shelves SET untidy = 0 WHERE number = ?", *m_merging);
        m_merging.reset();
    }
    return !m_database.failure();
}

void SearchIndex::settle()
{
    m_database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace landline::server
