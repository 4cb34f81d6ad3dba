// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QAbstractListModel>

#include <optional>

namespace landline::client {

/// How far a message of one's own has come.
enum class Delivery {
    Received, ///< From the server (somebody else's, or one's own seen before).
    Pending, ///< In the outbox; waiting for a connection or for its echo.
    Delivered, ///< Its echo arrived: it is stored.
    Failed, ///< The server refused it; FailureRole says why. retry() and discard() of Session act on it.
};

/// One room's messages and notices, oldest first; pending ones last.
///
/// Rows are persistent events in seq order, and join and leave notices where they happened.
/// Pending rows become delivered in place: the row keeps its id and may move.
class TimelineModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum class Kind { Message, Topic, Joined, Left };

    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind
        SeqRole, ///< qint64; 0 for notices and pending messages
        IdRole, ///< QString: EventId; empty where there is none
        AuthorRole, ///< QString
        ContentRole, ///< QString: Markdown for messages, the topic, empty for join and leave
        TimestampRole, ///< QDateTime in UTC
        DeliveryRole, ///< Delivery
        FailureRole, ///< QString: plain sentence, for Delivery::Failed
        OwnRole, ///< bool: said by this session's user
        MentionsMeRole, ///< bool
        ReplyToRole, ///< qint64 seq; 0 where none
    };

    explicit TimelineModel(RoomName room, UserName self, QObject* parent = nullptr);
    ~TimelineModel() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the content.
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const RoomName& room() const;
    /// The seq up to which the user had read when the room was last opened; the "new messages" line stands after it.
    Seq readSeq() const;
    /// The newest seq held; 0 where none.
    Seq lastSeq() const;
    /// There are events before the first row, on disk or on the server.
    bool hasOlder() const;
    bool isLoadingOlder() const;
    /// The row of a seq, or -1 where it is not loaded.
    int rowOf(Seq seq) const;

    // Mutators are called by Session alone; add what it needs below.

Q_SIGNALS:
    void readSeqChanged();
    void hasOlderChanged();
    void loadingOlderChanged();
};

} // namespace landline::client
