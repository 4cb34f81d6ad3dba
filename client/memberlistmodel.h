// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QAbstractListModel>
#include <QSet>

namespace landline::client {

/// The members of a room: those online first, then by name without regard to case.
class MemberListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< QString
        OnlineRole, ///< bool
        SelfRole, ///< bool: this session's user
        TypingRole, ///< bool
    };

    explicit MemberListModel(UserName self, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the name.
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int onlineCount() const;

    /// One row. `key` is the name case-folded, kept for sorting.
    struct Entry {
        UserName name;
        QString key;
        bool online = false;

        bool operator==(const Entry&) const = default;
    };

    // Mutators are called by Session alone, and by tests and galleries that fill a model without
    // one.

    bool contains(const UserName& user) const;
    /// All members with their presence, as `users` tells them.
    void setMembers(const QList<event::Member>& members);
    /// Exactly these are online, as `user_list` tells them; who is not a member yet is added.
    void setOnline(const QList<UserName>& users);
    /// Adds a member or changes the presence of one.
    void put(const UserName& user, bool online);
    void remove(const UserName& user);
    /// Exactly these type.
    void setTyping(const QList<UserName>& users);

Q_SIGNALS:
    void countsChanged();

private:
    int rowOf(const UserName& user) const;
    void replaceBy(QList<Entry> entries);

    UserName m_self;
    QList<Entry> m_members;
    QSet<UserName> m_typing;
    int m_online = 0;
};

} // namespace landline::client
