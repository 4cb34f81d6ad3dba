// SPDX-License-Identifier: GPL-3.0-or-later
// The first line is what somebody looks for, the rest is a message. What is no query is refused with a sentence; what is
// one comes back from its own text, is never an error to FTS5, and is found by it where it matches.
#include "messages/search/searchwords.h"
#include "server/store/search/searchexpression.h"
#include "tests/fuzz/verdict.h"

#include <sqlite3.h>

#include <algorithm>

using namespace landline;
using namespace landline::server;

namespace {

constexpr const char* makeTable = "CREATE VIRTUAL TABLE f USING fts5 (words, marks, content = '', "
                                  "columnsize = 0, tokenize = 'ascii')";

/// A shelf with one document.
class Shelf {
public:
    Shelf()
    {
        sqlite3_open(":memory:", &m_database);
        sqlite3_exec(m_database, makeTable, nullptr, nullptr, nullptr);
        m_insert = prepared("INSERT INTO f (rowid, words, marks) VALUES (1, ?, ?)");
        m_clear = prepared("INSERT INTO f (f) VALUES ('delete-all')");
        m_select = prepared("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid DESC");
    }

    void put(const QString& words, const QString& marks)
    {
        fuzz::require(run(m_clear, {}) == SQLITE_DONE, "a shelf can be emptied");
        fuzz::require(run(m_insert, { words, marks }) == SQLITE_DONE, "a message can be indexed");
    }
    /// What SQLite says.
    int find(const QString& expression) { return run(m_select, { expression }); }

private:
    sqlite3_stmt* prepared(const char* sql)
    {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr);
        fuzz::require(statement != nullptr, "there is FTS5");
        return statement;
    }
    static int run(sqlite3_stmt* statement, const QStringList& values)
    {
        int at = 0;
        for (const QString& value : values) {
            const QByteArray utf8 = value.toUtf8();
            sqlite3_bind_text(
                statement, ++at, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
        }
        const int result = sqlite3_step(statement);
        sqlite3_reset(statement);
        return result;
    }

    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_insert = nullptr;
    sqlite3_stmt* m_clear = nullptr;
    sqlite3_stmt* m_select = nullptr;
};

QString marksOf(const event::Text& message)
{
    QString marks = authorMark(message.username);
    for (const auto trait : searchTraits) {
        if (traitsOf(message).testFlag(trait)) {
            marks += u' ' + traitMark(trait);
        }
    }
    return marks;
}

void checkWords(const QString& content)
{
    const auto isKept = [](QChar c) {
        return c.unicode() >= 0x80 || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
    };
    for (const auto& word : searchWords(content)) {
        fuzz::require(word.begin < word.end && !word.text.isEmpty(), "a word stands somewhere");
        fuzz::require(std::all_of(word.text.begin(), word.text.end(), isKept),
            "a word is one to the tokenizer");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    static Shelf shelf;
    const QString input
        = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto end = input.indexOf(u'\n');
    event::Text message;
    message.username = *UserName::fromString(QStringLiteral("Zoë"));
    message.content = end < 0 ? QString() : input.mid(end + 1);
    checkWords(message.content);
    auto query = SearchQuery::parse(input.left(end));
    if (!query) {
        fuzz::require(!query.error().detail.isEmpty(), "a refusal has a reason");
        return 0;
    }
    const auto again = SearchQuery::parse(query->toString());
    fuzz::require(again && *again == *query, "a query comes back from its own text");
    for (const auto& hit : query->hitsIn(message.content)) {
        fuzz::require(
            hit.begin < hit.end && hit.end <= message.content.size(), "a hit is in the text");
    }
    // Rooms and times are not the index's alone.
    SearchQuery bare = *query;
    bare.in.clear();
    bare.notIn.clear();
    bare.after.reset();
    bare.before.reset();
    const bool hasWords = std::any_of(bare.terms.cbegin(), bare.terms.cend(),
        [](const SearchTerm& term) { return !term.isExcluded; });
    if (hasWords || bare.has || !bare.from.isEmpty()) {
        shelf.put(searchText(message.content), marksOf(message));
        const int found = shelf.find(searchExpression(bare, {}, {}));
        fuzz::require(found == (bare.matches(message) ? SQLITE_ROW : SQLITE_DONE),
            "the index finds what matches");
    }
    return 0;
}
