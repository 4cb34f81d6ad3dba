// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QAbstractListModel>
#include <QHash>

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

/// What a reply shows of the message that it answers.
struct Quote {
    enum class State {
        None, ///< The row is no reply.
        NotHeld, ///< Not known here, or not yet; Session::loadOriginal() asks for it.
        Held,
        Missing, ///< The server does not have it either.
    };
    State state = State::None;
    Seq seq;
    QString author;
    QString content; ///< Markdown; empty where it was deleted.
    bool isDeleted = false;

    bool operator==(const Quote&) const = default;
};

struct TimelineEntry;

/// One room's messages and notices, oldest first; pending ones last.
///
/// Rows are messages as they read now (event::apply) and topics in seq order, and join and leave
/// notices where they happened. Pending rows become delivered in place: the row keeps its id and may
/// move.
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
        OwnRole, ///< bool: said by this session's user, and not by a guest of the same name
        MentionsMeRole, ///< bool: somebody else names the user, or the room
        ReplyToRole, ///< qint64 seq; 0 where none
        QuoteRole, ///< Quote
        EditedRole, ///< QDateTime in UTC, when it was last; invalid where never
        DeletedRole, ///< bool: its content is nowhere any more
        PinnedRole, ///< bool
        ReactionsRole, ///< QList<event::Reaction>, sorted by emoji
        SelfRole, ///< QString: whose session this is, the same in all rows
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
    /// Adds events after lastSeq(), rising; what is held already is passed over. A change is applied
    /// to what is held of its message.
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
    /// What a message that has no row reads like, for the replies to it; nothing where nobody has it.
    void setOriginal(Seq seq, const std::optional<event::Text>& message);

Q_SIGNALS:
    void readSeqChanged();
    void hasOlderChanged();
    void loadingOlderChanged();

private:
    Quote quoteOf(const TimelineEntry& row) const;
    int confirmedRows() const;
    int rowOfUnconfirmed(const EventId& id) const;
    void insertConfirmed(const QList<TimelineEntry>& rows);
    void confirm(int from, TimelineEntry row);
    bool change(const event::Persistent& change, QList<TimelineEntry>& fresh);
    void tellChanged(const QList<Seq>& messages);
    void tellReplies(Seq from, Seq to);
    void trim();

    RoomName m_room;
    UserName m_self;
    QList<TimelineEntry> m_rows; ///< Events and notices in order, then m_unconfirmed of one's own.
    QHash<Seq, std::optional<event::Text>> m_originals; ///< Of replies, where they have no row.
    int m_unconfirmed = 0;
    Seq m_first;
    Seq m_last;
    Seq m_readSeq;
    bool m_hasOlder = false;
    bool m_loadingOlder = false;
};

} // namespace landline::client

Q_DECLARE_METATYPE(landline::client::Quote)
