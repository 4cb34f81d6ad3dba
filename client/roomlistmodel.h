// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QAbstractListModel>

namespace landline::client {

/// The user's rooms, sorted by name without regard to case, `general` first.
class RoomListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< QString
        TopicRole, ///< QString
        UnreadRole, ///< int: messages of others not read
        MentionsRole, ///< int
        LastMessageRole, ///< QString: plain one-line preview, empty where none is known
        LastAuthorRole, ///< QString
        LastTimeRole, ///< QDateTime in UTC, invalid where none is known
        MemberCountRole, ///< int
        PrivateRole, ///< bool
        JoiningRole, ///< bool: asked for, not yet answered
        DraftRole, ///< bool: something is written there and not sent
    };

    explicit RoomListModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the name.
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// An invalid index where the user is not in the room.
    QModelIndex indexOf(const RoomName& room) const;
    RoomName roomAt(const QModelIndex& index) const;
    /// Sums over all rooms, for the badge.
    int totalUnread() const;
    int totalMentions() const;

    // Mutators are called by Session alone; add what it needs below.

Q_SIGNALS:
    void totalsChanged();
};

} // namespace landline::client
