// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <memory>
#include <optional>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace landline::server {

/// A prepared statement of SQLite: values in, rows out.
///
/// The interface of SQLite itself and not Qt's, because a message costs one insert and Qt SQL takes as long for its
/// variants as SQLite does for the work (figures in CONTRIBUTING.md). To be used in the thread of its Database.
class Statement {
public:
    Statement(sqlite3* database, const char* sql);

    /// False where the text could not be prepared; sqlite3_errmsg() of the database tells why.
    bool isValid() const { return m_handle != nullptr; }

    /// Binds the value to the placeholder, counted from 1. Text is bound as UTF-8; a null string as the empty one.
    void bind(int at, qint64 value);
    void bind(int at, QStringView value);
    void bind(int at, std::nullopt_t);
    template <typename T>
    void bind(int at, const std::optional<T>& value)
    {
        if (value) {
            bind(at, *value);
        } else {
            bind(at, std::nullopt);
        }
    }

    enum class Step { Row, Done, Failed };
    Step step();
    /// Ends what step() began. Always to be called, for an open statement keeps its transaction open.
    void reset();

    /// Of the row that step() found, by column from 0.
    qint64 integer(int column) const;
    QString text(int column) const;
    bool isNull(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const;
    };
    std::vector<QByteArray> m_texts; ///< What is bound, by place: SQLite does not copy it.
    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};

} // namespace landline::server
