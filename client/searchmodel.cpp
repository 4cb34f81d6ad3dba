// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/searchmodel.h"

#include <QDateTime>

namespace landline::client {

SearchModel::SearchModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int SearchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows.at(index.row());
    const event::Text& message = row.found.message;
    switch (role) {
    case Qt::DisplayRole:
    case ContentRole:
        return message.content;
    case RoomRole:
        return message.room.toString();
    case SeqRole:
        return message.seq.value;
    case AuthorRole:
        return message.username.toString();
    case TimestampRole:
        return QDateTime::fromMSecsSinceEpoch(message.timestamp.sinceEpoch.count(), Qt::UTC);
    case HitsRole:
        return QVariant::fromValue(row.hits);
    case BeforeRole:
        return QVariant::fromValue(row.found.before);
    case AfterRole:
        return QVariant::fromValue(row.found.after);
    default:
        return {};
    }
}

QHash<int, QByteArray> SearchModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({ { RoomRole, "room" }, { SeqRole, "seq" }, { AuthorRole, "author" },
        { ContentRole, "content" }, { TimestampRole, "timestamp" }, { HitsRole, "hits" },
        { BeforeRole, "before" }, { AfterRole, "after" } });
    return names;
}

RoomName SearchModel::roomAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows.at(index.row()).found.message.room : RoomName();
}

QList<SearchModel::Row> SearchModel::rowsOf(const QList<event::FoundMessage>& found) const
{
    QList<Row> rows;
    rows.reserve(found.size());
    for (const auto& result : found) {
        rows.append({ result, m_query.hitsIn(result.message.content) });
    }
    return rows;
}

void SearchModel::begin(const SearchQuery& query)
{
    beginResetModel();
    m_query = query;
    m_rows.clear();
    endResetModel();
}

void SearchModel::append(const QList<event::FoundMessage>& found)
{
    if (found.isEmpty()) {
        return;
    }
    const auto first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(found.size()) - 1);
    m_rows += rowsOf(found);
    endInsertRows();
}

void SearchModel::replace(const QList<event::FoundMessage>& found)
{
    beginResetModel();
    m_rows = rowsOf(found);
    endResetModel();
}

void SearchModel::setStatus(const SearchStatus& status)
{
    if (m_status != status) {
        m_status = status;
        Q_EMIT statusChanged(m_status);
    }
}

} // namespace landline::client
