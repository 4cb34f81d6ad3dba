// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/statement.h"

#include <sqlite3.h>

namespace landline::server {

Statement::Statement(sqlite3* database, const char* sql)
{
    sqlite3_stmt* handle = nullptr;
    sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    m_handle.reset(handle);
    m_texts.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(handle)));
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const
{
    sqlite3_finalize(handle);
}

void Statement::bind(int at, qint64 value)
{
    sqlite3_bind_int64(m_handle.get(), at, value);
}

void Statement::bind(int at, QStringView value)
{
    QByteArray& utf8 = m_texts[static_cast<std::size_t>(at - 1)];
    utf8 = value.toUtf8();
    // An empty one may have no address, which would be NULL.
    sqlite3_bind_text(m_handle.get(), at, utf8.isEmpty() ? "" : utf8.constData(),
        static_cast<int>(utf8.size()), SQLITE_STATIC);
}

void Statement::bind(int at, std::nullopt_t)
{
    sqlite3_bind_null(m_handle.get(), at);
}

Statement::Step Statement::step()
{
    switch (sqlite3_step(m_handle.get())) {
    case SQLITE_ROW:
        return Step::Row;
    case SQLITE_DONE:
        return Step::Done;
    default:
        return Step::Failed;
    }
}

void Statement::reset()
{
    sqlite3_reset(m_handle.get());
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle.get(), column);
}

QString Statement::text(int column) const
{
    // The text first: it settles the encoding that the length is then counted in.
    const auto* text = sqlite3_column_text(m_handle.get(), column);
    return QString::fromUtf8(
        reinterpret_cast<const char*>(text), sqlite3_column_bytes(m_handle.get(), column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL;
}

} // namespace landline::server
