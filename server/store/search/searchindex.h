// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/search/searchschema.h"

#include <QHash>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace landline::server {

/// A message as the index knows it.
struct SearchDocument {
    RoomId room;
    Seq seq;
    Timestamp at;
    QString words;
    QString marks;
};

/// Writes the search index. Each change is to be made in a transaction of the database, which is to be ended by commit().
///
/// Where the database failed nothing happens: Database::failure() tells, and rollBack() is due.
class SearchIndex {
public:
    explicit SearchIndex(Database& database, qint64 shelfSize = usualShelf)
        : m_database(database)
        , m_shelfSize(shelfSize)
    {
    }

    struct Position {
        Seq seq;
        Timestamp at;
    };

    /// Of what, and how, the index was made; empty where it is new.
    QString origin();
    void setOrigin(const QString& origin);
    /// By the room's number.
    QHash<qint64, Position> positions();
    void setPosition(RoomId room, const Position& position);

    /// Puts a document behind all others.
    void add(const SearchDocument& document);
    /// The document of that place reads so now. Passed over where there is none.
    void replace(const SearchDocument& document);
    void remove(RoomId room, Seq seq);

    bool begin();
    bool commit();
    void rollBack();

    /// Puts full shelves in one piece, and takes what was deleted out of the others: a piece of that work, of some
    /// milliseconds, in a transaction of its own. False where none is left.
    bool tidy();
    /// Brings all to the disk, where what was deleted is overwritten. Waits for it.
    void settle();

private:
    struct Shelf {
        std::string create;
        std::string insert;
        std::string remove;
        std::string beginMerge;
        std::string merge;
    };
    /// The bounds of the newest shelf, as they will be stored with the transaction.
    struct Newest {
        qint64 document = -1; ///< The last there is.
        qint64 firstAt = 0;
        qint64 lastAt = 0;
        bool isChanged = false;
    };
    struct Held {
        qint64 number;
        QString words;
        QString marks;
    };

    qint64 shelfOf(qint64 document) const { return document / m_shelfSize; }
    const Shelf& shelf(qint64 number);
    Newest& newest();
    void extend(qint64 document, qint64 at);
    void saveNewest();
    std::optional<qint64> untidyShelf();
    std::optional<Held> find(RoomId room, Seq seq);
    void takeOut(const Held& held);

    Database& m_database;
    qint64 m_shelfSize;
    std::map<qint64, Shelf> m_shelves; ///< Statements, which must live as long as the database's.
    std::optional<Newest> m_newest;
    std::optional<qint64> m_merging; ///< The shelf that is being tidied.
};

} // namespace landline::server
