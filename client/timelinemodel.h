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
    Failed, ///< The server refused it; FailureRole says why. retry() and discard() of Session act
    ///< on it.
};

/// A message of one's own that is not known to be stored by the server.
struct PendingMessage {
    EventId id;
    RoomName room;
    QString content;
    std::optional<Seq> replyTo;
    Timestamp writtenAt;
    std::optional<QString> failure; ///< The server's sentence where it refused the message.

    bool operator==(const PendingMessage&) const = default;
};

/// One room's messages and notices, oldest first; pending ones last.
///
/// Rows are persistent events in seq order, and join and leave notices where they happened.
/// Pending rows become delivered in place: the row keeps its id and may move.
class TimelineModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum class Kind { Message, Topic, Joined, Left };
    Q_ENUM(Kind)

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
    /// The seq up to which the user had read when the room was last opened; the "new messages" line
    /// stands after it.
    Seq readSeq() const;
    /// The newest seq held; 0 where none.
    Seq lastSeq() const;
    /// There are events before the first row, on disk or on the server.
    bool hasOlder() const;
    bool isLoadingOlder() const;
    /// The row of a seq, or -1 where it is not loaded.
    int rowOf(Seq seq) const;

    /// The first seq of the run held, whose events need not all have a row; 0 where none.
    Seq firstSeq() const;

    // Mutators are called by Session alone, and by tests and galleries that fill a model without
    // one.

    /// Starts anew with the newest events; `more` says whether there are older ones. Pending rows
    /// stay.
    void reset(const event::History& newest);
    /// Adds events after lastSeq(), rising; what is held already is passed over.
    void append(const QList<event::Persistent>& events);
    /// Adds the events before firstSeq(); `more` says whether there are still older ones.
    void prepend(const event::History& older);
    /// Forgets all but the pending rows.
    void clear();
    void addNotice(Kind kind, const UserName& user, Timestamp timestamp);
    void addPending(const PendingMessage& message);
    void setPending(const EventId& id);
    void setFailed(const EventId& id, const QString& sentence);
    void removePending(const EventId& id);
    void setReadSeq(Seq seq);
    void setHasOlder(bool has);
    void setLoadingOlder(bool loading);

Q_SIGNALS:
    void readSeqChanged();
    void hasOlderChanged();
    void loadingOlderChanged();

private:
    struct Row {
        Kind kind = Kind::Message;
        bool hasSeq = false; ///< A persistent event, whose seq is `place`.
        bool mentionsMe = false;
        Delivery delivery = Delivery::Received;
        Seq place; ///< Of a notice: the seq that it stands after.
        EventId id;
        UserName author;
        QString content;
        QString failure;
        Timestamp timestamp;
        Seq replyTo;
    };

    std::optional<Row> rowFrom(const event::Persistent& entry) const;
    int confirmedRows() const;
    int rowOfUnconfirmed(const EventId& id) const;
    void insertConfirmed(const QList<Row>& rows);
    void confirm(int from, Row row);
    void trim();

    RoomName m_room;
    UserName m_self;
    QList<Row> m_rows; ///< Events and notices in order, then m_unconfirmed of one's own.
    int m_unconfirmed = 0;
    Seq m_first;
    Seq m_last;
    Seq m_readSeq;
    bool m_hasOlder = false;
    bool m_loadingOlder = false;
};

} // namespace landline::client
