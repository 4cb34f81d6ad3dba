// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchfinder.h"

#include "server/store/eventrow.h"
#include "server/store/search/searchexpression.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Messages that are told with one that was found, on either side.
constexpr qint64 neighboursEach = 1;
/// UTF-16 units of content on one page, as of history.
constexpr qsizetype pageContent = 262144;

#define READ_MESSAGE                                                                               \
    "SELECT " MESSAGE_COLUMNS " FROM events JOIN users ON users.id = events.author "               \
    "LEFT JOIN message_states ON message_states.room = events.room "                               \
    "AND message_states.seq = events.seq WHERE events.room = ? "

std::optional<event::Text> takeText(const Rows& row, const RoomName& room)
{
    auto entry = takeMessage(row, room);
    auto* text = std::get_if<event::Text>(&entry);
    return text != nullptr && !text->deleted ? std::optional(std::move(*text)) : std::nullopt;
}

qsizetype sizeOf(const event::FoundMessage& found)
{
    qsizetype size = found.message.content.size();
    for (const auto& text : found.before + found.after) {
        size += text.content.size();
    }
    return size;
}

} // namespace

/// A search under way.
struct SearchFinder::Search {
    const SearchWish& wish;
    QString expression = {};
    qint64 below
        = std::numeric_limits<qint64>::max(); ///< Documents from here on have been looked at.
    Clock::Steady::time_point due = {};
    qsizetype size = 0; ///< Of the content found.
    SearchPage page = {};
    QHash<qint64, std::optional<RoomName>> readable
        = {}; ///< By the room's number; as far as it was asked.
};

SearchFinder::SearchFinder(Database& log, Database& index, const Clock& clock,
    std::chrono::milliseconds budget, qint64 shelfSize)
    : m_log(log)
    , m_index(index)
    , m_states(log)
    , m_clock(clock)
    , m_budget(budget)
    , m_shelfSize(shelfSize)
{
}

Result<SearchPage> SearchFinder::find(const SearchWish& wish)
{
    m_log.clearFailure();
    m_index.clearFailure();
    Search search { wish };
    search.due = m_clock.steadyNow() + m_budget;
    QList<RoomId> in;
    QList<RoomId> notIn;
    for (const auto& name : wish.query.in) {
        const auto room = roomOf(search, name);
        if (!room) {
            return Error { ErrorCode::NoSuchRoom,
                u"There is no room \"%1\" that you may read."_s.arg(name.toString()) };
        }
        in.append(*room);
    }
    for (const auto& name : wish.query.notIn) {
        if (const auto room = roomOf(search, name)) {
            notIn.append(*room);
        }
    }
    search.expression = searchExpression(wish.query, in, notIn);
    search.below = wish.before ? wish.before->value : search.below;
    const auto all = shelves();
    const bool isThrough = std::all_of(all.cbegin(), all.cend(),
        [this, &search](const Shelf& shelf) { return findIn(search, shelf); });
    if (m_log.failure() || m_index.failure()) {
        return Error { ErrorCode::Storage,
            u"The server cannot read what it would have to search at the moment."_s };
    }
    if (!isThrough) {
        search.page.next = SearchPlace { search.below };
    }
    return std::move(search.page);
}

QList<SearchFinder::Shelf> SearchFinder::shelves()
{
    QList<Shelf> all;
    auto rows = m_index.query("SELECT number, first_at, last_at FROM shelves ORDER BY number DESC");
    while (rows.next()) {
        all.append({ rows.integer(0), rows.integer(1), rows.integer(2) });
    }
    return all;
}

const char* SearchFinder::selectFrom(qint64 shelf)
{
    auto& select = m_selects[shelf];
    if (select.empty()) {
        const std::string name = "words_" + std::to_string(shelf);
        select = "SELECT rowid FROM " + name + " WHERE " + name
            + " MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC";
    }
    return select.c_str();
}

std::optional<RoomId> SearchFinder::roomOf(Search& search, const RoomName& name)
{
    auto row = m_log.query("SELECT id FROM rooms WHERE key = ?", name.key());
    const RoomId room { row.next() ? row.integer(0) : 0 };
    return readable(search, room) ? std::optional(room) : std::nullopt;
}

const std::optional<RoomName>& SearchFinder::readable(Search& search, RoomId room)
{
    const auto known = search.readable.constFind(room.value);
    if (known != search.readable.cend()) {
        return *known;
    }
    auto row = m_log.query("SELECT name FROM rooms WHERE id = ? AND (private = 0 OR EXISTS "
                           "(SELECT 1 FROM members JOIN users ON users.id = members.user "
                           "WHERE members.room = rooms.id AND users.name = ?))",
        room.value, search.wish.asker.toString());
    const auto name = row.next() ? RoomName::fromString(row.text(0))
                                 : Result<RoomName>(Error { ErrorCode::NoSuchRoom, {} });
    return *search.readable.insert(
        room.value, name ? std::optional(*name) : std::optional<RoomName>());
}

bool SearchFinder::findIn(Search& search, const Shelf& shelf)
{
    const auto& query = search.wish.query;
    qint64 first = shelf.number * m_shelfSize;
    qint64 end = std::min(search.below, first + m_shelfSize);
    const bool isOutside = (query.after && query.after->sinceEpoch.count() > shelf.lastAt)
        || (query.before && query.before->sinceEpoch.count() <= shelf.firstAt);
    if (isOutside || end <= first) {
        return true;
    }
    if (query.after && query.after->sinceEpoch.count() > shelf.firstAt) {
        first = firstSince(*query.after, first, end);
    }
    if (query.before && query.before->sinceEpoch.count() <= shelf.lastAt) {
        end = endBefore(*query.before, first, end);
    }
    auto rows = m_index.query(selectFrom(shelf.number), search.expression, first, end);
    while (rows.next()) {
        // Looked at after each, so that every page gets on.
        if (!consider(search, rows.integer(0)) || m_clock.steadyNow() > search.due) {
            return false;
        }
    }
    search.below = shelf.number * m_shelfSize;
    return search.below == 0 || m_clock.steadyNow() <= search.due;
}

qint64 SearchFinder::firstSince(Timestamp moment, qint64 first, qint64 end)
{
    auto row = m_index.query("SELECT number FROM documents WHERE number >= ? AND number < ? "
                             "AND at >= ? ORDER BY number LIMIT 1",
        first, end, moment.sinceEpoch.count());
    return row.next() ? row.integer(0) : end;
}

qint64 SearchFinder::endBefore(Timestamp moment, qint64 first, qint64 end)
{
    auto row = m_index.query("SELECT number FROM documents WHERE number >= ? AND number < ? "
                             "AND at < ? ORDER BY number DESC LIMIT 1",
        first, end, moment.sinceEpoch.count());
    return row.next() ? row.integer(0) + 1 : first;
}

bool SearchFinder::consider(Search& search, qint64 number)
{
    auto found = match(search, number);
    if (!found) {
        search.below = number;
        return true;
    }
    auto& page = search.page;
    if (page.found.size() >= search.wish.limit || search.size >= pageContent) {
        return false; // the next page begins with it
    }
    search.below = number;
    const auto& message = found->message;
    const RoomId room = found->room;
    page.found.append(
        { message, neighbours(room, message, true), neighbours(room, message, false) });
    search.size += sizeOf(page.found.constLast());
    return true;
}

std::optional<SearchFinder::Match> SearchFinder::match(Search& search, qint64 number)
{
    auto document = m_index.query("SELECT room, seq, at FROM documents WHERE number = ?", number);
    if (!document.next()) {
        return std::nullopt;
    }
    const RoomId room { document.integer(0) };
    const Timestamp at { std::chrono::milliseconds(document.integer(2)) };
    const auto& query = search.wish.query;
    const bool isInTime
        = (!query.after || at >= *query.after) && (!query.before || at < *query.before);
    const auto& name = readable(search, room);
    if (!isInTime || !name) {
        return std::nullopt;
    }
    auto row = m_log.query(READ_MESSAGE "AND events.seq = ?", room.value, document.integer(1));
    auto text = row.next() ? takeText(row, *name) : std::nullopt;
    if (!text) {
        return std::nullopt;
    }
    QList<event::Persistent> withReactions { *text };
    m_states.readReactions(room, withReactions);
    const auto& message = std::get<event::Text>(withReactions.constFirst());
    return query.matches(message) ? std::optional(Match { room, message }) : std::nullopt;
}

QList<event::Text> SearchFinder::neighbours(RoomId room, const event::Text& message, bool older)
{
    QList<event::Text> texts;
    const auto take = [&texts, &message](Rows&& rows) {
        while (rows.next()) {
            if (auto text = takeText(rows, message.room)) {
                texts.append(*std::move(text));
            }
        }
    };
    if (older) {
        take(m_log.query(READ_MESSAGE "AND events.seq < ? AND events.kind = 0 AND "
                                      "events.content <> '' ORDER BY events.seq DESC LIMIT ?",
            room.value, message.seq.value, neighboursEach));
        std::reverse(texts.begin(), texts.end());
    } else {
        take(m_log.query(READ_MESSAGE "AND events.seq > ? AND events.kind = 0 AND "
                                      "events.content <> '' ORDER BY events.seq LIMIT ?",
            room.value, message.seq.value, neighboursEach));
    }
    return texts;
}

} // namespace landline::server
