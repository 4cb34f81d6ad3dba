// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/memberlistmodel.h"

#include <QSet>

#include <algorithm>

namespace landline::client {

namespace {

bool standsBefore(const MemberListModel::Entry& a, const MemberListModel::Entry& b)
{
    if (a.online != b.online) {
        return a.online;
    }
    if (a.key != b.key) {
        return a.key < b.key;
    }
    return a.name < b.name;
}

} // namespace

MemberListModel::MemberListModel(UserName self, QObject* parent)
    : QAbstractListModel(parent)
    , m_self(std::move(self))
{
}

int MemberListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_members.size());
}

QVariant MemberListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = m_members.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return entry.name.toString();
    case OnlineRole:
        return entry.online;
    case SelfRole:
        return entry.name == m_self;
    case TypingRole:
        return m_typing.contains(entry.name);
    default:
        return {};
    }
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({ { NameRole, "name" }, { OnlineRole, "online" }, { SelfRole, "self" },
        { TypingRole, "typing" } });
    return names;
}

int MemberListModel::onlineCount() const
{
    return m_online;
}

bool MemberListModel::contains(const UserName& user) const
{
    return rowOf(user) >= 0;
}

int MemberListModel::rowOf(const UserName& user) const
{
    const Entry entry { user, user.toString().toCaseFolded(), true };
    for (const bool online : { true, false }) {
        Entry wanted = entry;
        wanted.online = online;
        const auto place
            = std::lower_bound(m_members.begin(), m_members.end(), wanted, standsBefore);
        if (place != m_members.end() && place->name == user) {
            return static_cast<int>(place - m_members.begin());
        }
    }
    return -1;
}

void MemberListModel::setMembers(const QList<event::Member>& members)
{
    QList<Entry> entries;
    entries.reserve(members.size());
    QSet<UserName> seen;
    for (const event::Member& member : members) {
        if (!seen.contains(member.username)) {
            seen.insert(member.username);
            entries.append({ member.username, member.username.toString().toCaseFolded(),
                member.presence == event::Presence::Online });
        }
    }
    std::sort(entries.begin(), entries.end(), standsBefore);
    replaceBy(std::move(entries));
}

void MemberListModel::setOnline(const QList<UserName>& users)
{
    QSet<UserName> online(users.begin(), users.end());
    QList<Entry> entries;
    entries.reserve(m_members.size() + users.size());
    for (Entry entry : std::as_const(m_members)) {
        entry.online = online.remove(entry.name);
        entries.append(entry);
    }
    for (const UserName& user : std::as_const(online)) {
        entries.append({ user, user.toString().toCaseFolded(), true });
    }
    std::sort(entries.begin(), entries.end(), standsBefore);
    replaceBy(std::move(entries));
}

void MemberListModel::replaceBy(QList<Entry> entries)
{
    if (entries == m_members) {
        return;
    }
    // A whole list is rare (on joining and on reconnecting), so views may start afresh.
    beginResetModel();
    m_members = std::move(entries);
    m_online = static_cast<int>(
        std::count_if(m_members.begin(), m_members.end(), [](const Entry& e) { return e.online; }));
    endResetModel();
    Q_EMIT countsChanged();
}

void MemberListModel::put(const UserName& user, bool online)
{
    const Entry entry { user, user.toString().toCaseFolded(), online };
    const int from = rowOf(user);
    if (from >= 0 && m_members.at(from).online == online) {
        return;
    }
    const auto place = std::lower_bound(m_members.begin(), m_members.end(), entry, standsBefore);
    const int to = static_cast<int>(place - m_members.begin());
    if (from < 0) {
        beginInsertRows({}, to, to);
        m_members.insert(to, entry);
        endInsertRows();
    } else {
        // Moving to just before or after itself is no move to a model.
        const bool moves = to != from && to != from + 1 && beginMoveRows({}, from, from, {}, to);
        const int target = to > from ? to - 1 : to;
        m_members.move(from, target);
        m_members[target].online = online;
        if (moves) {
            endMoveRows();
        }
        Q_EMIT dataChanged(index(target), index(target), { OnlineRole });
    }
    m_online += online ? 1 : (from < 0 ? 0 : -1);
    Q_EMIT countsChanged();
}

void MemberListModel::remove(const UserName& user)
{
    const int row = rowOf(user);
    if (row < 0) {
        return;
    }
    m_online -= m_members.at(row).online ? 1 : 0;
    beginRemoveRows({}, row, row);
    m_members.removeAt(row);
    endRemoveRows();
    Q_EMIT countsChanged();
}

void MemberListModel::setTyping(const QList<UserName>& users)
{
    const QSet<UserName> before
        = std::exchange(m_typing, QSet<UserName>(users.begin(), users.end()));
    const QSet<UserName> either = before + m_typing;
    for (const UserName& user : either) {
        const int row = rowOf(user);
        if (row >= 0 && before.contains(user) != m_typing.contains(user)) {
            Q_EMIT dataChanged(index(row), index(row), { TypingRole });
        }
    }
}

} // namespace landline::client
