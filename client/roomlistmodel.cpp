// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/roomlistmodel.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace landline::client {

namespace {

bool standsBefore(const RoomName& a, const RoomName& b)
{
    const RoomName general = RoomName::general();
    if ((a == general) != (b == general)) {
        return a == general;
    }
    return a < b;
}

} // namespace

RoomListModel::RoomListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int RoomListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rooms.size());
}

QVariant RoomListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RoomEntry& entry = m_rooms.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return entry.room.toString();
    case TopicRole:
        return entry.topic;
    case UnreadRole:
        return entry.unread;
    case MentionsRole:
        return entry.mentions;
    case LastMessageRole:
        return entry.lastMessage;
    case LastAuthorRole:
        return entry.lastAuthor;
    case LastTimeRole:
        return entry.lastTime
            ? QDateTime::fromMSecsSinceEpoch(entry.lastTime->sinceEpoch.count(), Qt::UTC)
            : QDateTime();
    case MemberCountRole:
        return entry.members;
    case PrivateRole:
        return entry.isPrivate;
    case JoiningRole:
        return entry.joining;
    case DraftRole:
        return entry.hasDraft;
    default:
        return {};
    }
}

QHash<int, QByteArray> RoomListModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({ { NameRole, "name" }, { TopicRole, "topic" }, { UnreadRole, "unread" },
        { MentionsRole, "mentions" }, { LastMessageRole, "lastMessage" },
        { LastAuthorRole, "lastAuthor" }, { LastTimeRole, "lastTime" },
        { MemberCountRole, "memberCount" }, { PrivateRole, "isPrivate" },
        { JoiningRole, "joining" }, { DraftRole, "draft" } });
    return names;
}

qsizetype RoomListModel::placeOf(const RoomName& room) const
{
    const auto place = std::lower_bound(
        m_rooms.begin(), m_rooms.end(), room, [](const RoomEntry& entry, const RoomName& name) {
            return standsBefore(entry.room, name);
        });
    return place - m_rooms.begin();
}

const RoomEntry* RoomListModel::find(const RoomName& room) const
{
    const qsizetype row = placeOf(room);
    return row < m_rooms.size() && m_rooms.at(row).room == room ? &m_rooms.at(row) : nullptr;
}

QModelIndex RoomListModel::indexOf(const RoomName& room) const
{
    return find(room) ? index(static_cast<int>(placeOf(room))) : QModelIndex();
}

RoomName RoomListModel::roomAt(const QModelIndex& index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? m_rooms.at(index.row()).room
                                                             : RoomName();
}

int RoomListModel::totalUnread() const
{
    return m_totalUnread;
}

int RoomListModel::totalMentions() const
{
    return m_totalMentions;
}

void RoomListModel::put(const RoomEntry& entry)
{
    const int row = static_cast<int>(placeOf(entry.room));
    if (row < m_rooms.size() && m_rooms.at(row).room == entry.room) {
        if (m_rooms.at(row) == entry && m_rooms.at(row).room.toString() == entry.room.toString()) {
            return;
        }
        m_rooms[row] = entry;
        Q_EMIT dataChanged(index(row), index(row));
    } else {
        beginInsertRows({}, row, row);
        m_rooms.insert(row, entry);
        endInsertRows();
    }
    updateTotals();
}

void RoomListModel::remove(const RoomName& room)
{
    if (!find(room)) {
        return;
    }
    const int row = static_cast<int>(placeOf(room));
    beginRemoveRows({}, row, row);
    m_rooms.removeAt(row);
    endRemoveRows();
    updateTotals();
}

void RoomListModel::updateTotals()
{
    int unread = 0;
    int mentions = 0;
    for (const RoomEntry& entry : std::as_const(m_rooms)) {
        unread += entry.unread;
        mentions += entry.mentions;
    }
    if (unread == m_totalUnread && mentions == m_totalMentions) {
        return;
    }
    m_totalUnread = unread;
    m_totalMentions = mentions;
    Q_EMIT totalsChanged();
}

} // namespace landline::client
