// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QAbstractListModel>

#include <optional>

namespace landline::client {

/// What is shown of one room; see the roles of RoomListModel.
struct RoomEntry {
    RoomName room;
    QString topic;
    int unread = 0;
    int mentions = 0;
    QString lastMessage;
    QString lastAuthor;
    std::optional<Timestamp> lastTime;
    int members = 0;
    bool isPrivate = false;
    bool joining = false;
    bool hasDraft = false;

    bool operator==(const RoomEntry&) const = default;
};

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

    // Mutators are called by Session alone, and by tests and galleries that fill a model without
    // one.

    /// Nothing where the user is not in the room. Valid until the next mutation.
    const RoomEntry* find(const RoomName& room) const;
    /// Inserts the room, or changes what is shown of it.
    void put(const RoomEntry& entry);
    void remove(const RoomName& room);

Q_SIGNALS:
    void totalsChanged();

private:
    /// The row that the room has or would have.
    qsizetype placeOf(const RoomName& room) const;
    void updateTotals();

    QList<RoomEntry> m_rooms;
    int m_totalUnread = 0;
    int m_totalMentions = 0;
};

} // namespace landline::client
