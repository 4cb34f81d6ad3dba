// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/timelinemodel.h"

#include "client/timelineentry.h"
#include "messages/change.h"

#include <QDateTime>

#include <algorithm>

namespace landline::client {

namespace {

/// Rows held at most, a day's talk of a busy team; more of the past is loaded when it is asked for.
constexpr int mostRows = 20000;
/// Rows dropped at once when there are more, so that it happens seldom.
constexpr int trimmedRows = 5000;

QDateTime inUtc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.sinceEpoch.count(), Qt::UTC);
}

} // namespace

TimelineModel::TimelineModel(RoomName room, UserName self, QObject* parent)
    : QAbstractListModel(parent)
    , m_room(std::move(room))
    , m_self(std::move(self))
{
}

TimelineModel::~TimelineModel() = default;

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TimelineEntry& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case ContentRole:
        return row.content;
    case KindRole:
        return QVariant::fromValue(row.kind);
    case SeqRole:
        return row.hasSeq ? row.place.value : qint64 { 0 };
    case IdRole:
        return row.id.toString();
    case AuthorRole:
        return row.author.toString();
    case TimestampRole:
        return inUtc(row.timestamp);
    case DeliveryRole:
        return QVariant::fromValue(row.delivery);
    case FailureRole:
        return row.failure;
    case OwnRole:
        return row.isOwn;
    case MentionsMeRole:
        return row.mentionsMe;
    case ReplyToRole:
        return row.replyTo.value;
    case QuoteRole:
        return QVariant::fromValue(quoteOf(row));
    case EditedRole:
        return row.edited ? inUtc(*row.edited) : QDateTime();
    case DeletedRole:
        return row.isDeleted;
    case PinnedRole:
        return row.isPinned;
    case ReactionsRole:
        return QVariant::fromValue(row.reactions);
    case SelfRole:
        return m_self.toString();
    default:
        return {};
    }
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({ { KindRole, "kind" }, { SeqRole, "seq" }, { IdRole, "id" },
        { AuthorRole, "author" }, { ContentRole, "content" }, { TimestampRole, "timestamp" },
        { DeliveryRole, "delivery" }, { FailureRole, "failure" }, { OwnRole, "own" },
        { MentionsMeRole, "mentionsMe" }, { ReplyToRole, "replyTo" }, { QuoteRole, "quote" },
        { EditedRole, "edited" }, { DeletedRole, "deleted" }, { PinnedRole, "pinned" },
        { ReactionsRole, "reactions" }, { SelfRole, "self" } });
    return names;
}

const RoomName& TimelineModel::room() const
{
    return m_room;
}

Seq TimelineModel::readSeq() const
{
    return m_readSeq;
}

Seq TimelineModel::firstSeq() const
{
    return m_first;
}

Seq TimelineModel::lastSeq() const
{
    return m_last;
}

bool TimelineModel::hasOlder() const
{
    return m_hasOlder;
}

bool TimelineModel::isLoadingOlder() const
{
    return m_loadingOlder;
}

int TimelineModel::rowOf(Seq seq) const
{
    // Notices stand after the message that they followed and bear its place.
    const auto end = m_rows.begin() + confirmedRows();
    const auto row = std::lower_bound(m_rows.begin(), end, seq,
        [](const TimelineEntry& r, Seq wanted) { return r.place < wanted; });
    return row != end && row->place == seq && row->hasSeq ? static_cast<int>(row - m_rows.begin())
                                                          : -1;
}

int TimelineModel::confirmedRows() const
{
    return static_cast<int>(m_rows.size()) - m_unconfirmed;
}

int TimelineModel::rowOfUnconfirmed(const EventId& id) const
{
    for (int row = confirmedRows(); row < m_rows.size(); ++row) {
        if (m_rows.at(row).id == id) {
            return row;
        }
    }
    return -1;
}

void TimelineModel::reset(const event::History& newest)
{
    beginResetModel();
    QList<TimelineEntry> waiting = m_rows.mid(m_rows.size() - m_unconfirmed);
    m_rows.clear();
    m_unconfirmed = 0;
    m_originals.clear();
    QList<TimelineEntry> rows;
    for (const event::Persistent& entry : newest.events) {
        if (event::targetOf(entry)) {
            change(entry, rows);
        }
        if (auto row = TimelineEntry::from(entry, m_self)) {
            rows.append(*std::move(row));
        }
    }
    const auto arrived = [&rows](const TimelineEntry& own) {
        return std::any_of(rows.cbegin(), rows.cend(),
            [&own](const TimelineEntry& r) { return r.id == own.id && r.isOwn; });
    };
    waiting.removeIf(arrived);
    m_unconfirmed = static_cast<int>(waiting.size());
    m_rows = rows + waiting;
    m_first = newest.first;
    m_last = newest.last;
    endResetModel();
    setHasOlder(newest.more);
}

void TimelineModel::append(const QList<event::Persistent>& events)
{
    QList<TimelineEntry> fresh;
    QList<Seq> changed;
    for (const event::Persistent& entry : events) {
        const Seq seq = seqOf(entry);
        if (seq <= m_last) {
            continue;
        }
        if (m_first == Seq()) {
            m_first = seq;
        }
        m_last = seq;
        if (event::targetOf(entry)) {
            if (change(entry, fresh)) {
                changed.append(*event::targetOf(entry));
            }
            continue;
        }
        auto row = TimelineEntry::from(entry, m_self);
        if (!row) {
            continue;
        }
        const bool isOwn = row->isOwn && !row->id.isEmpty();
        if (const int waiting = isOwn ? rowOfUnconfirmed(row->id) : -1; waiting >= 0) {
            insertConfirmed(std::exchange(fresh, {}));
            confirm(rowOfUnconfirmed(row->id), *row);
        } else {
            fresh.append(*std::move(row));
        }
    }
    insertConfirmed(fresh);
    tellChanged(changed);
    trim();
}

void TimelineModel::insertConfirmed(const QList<TimelineEntry>& rows)
{
    if (rows.isEmpty()) {
        return;
    }
    const int at = confirmedRows();
    const int count = static_cast<int>(rows.size());
    beginInsertRows({}, at, at + count - 1);
    if (m_unconfirmed == 0) {
        m_rows.append(rows);
    } else {
        const QList<TimelineEntry> waiting = m_rows.mid(at);
        m_rows.resize(at);
        m_rows.append(rows);
        m_rows.append(waiting);
    }
    endInsertRows();
}

void TimelineModel::confirm(int from, TimelineEntry row)
{
    const int to = confirmedRows();
    row.delivery = Delivery::Delivered;
    const bool moves = from != to && beginMoveRows({}, from, from, {}, to);
    m_rows.move(from, to);
    m_rows[to] = std::move(row);
    --m_unconfirmed;
    if (moves) {
        endMoveRows();
    }
    Q_EMIT dataChanged(index(to), index(to));
}

void TimelineModel::prepend(const event::History& older)
{
    QList<TimelineEntry> rows;
    for (const event::Persistent& entry : older.events) {
        if (seqOf(entry) >= m_first) {
            break;
        }
        if (auto row = TimelineEntry::from(entry, m_self)) {
            rows.append(*std::move(row));
        }
    }
    if (!rows.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
        m_rows = rows + m_rows;
        endInsertRows();
    }
    const Seq before = m_first;
    if (older.first != Seq() && older.first < m_first) {
        m_first = older.first;
    }
    if (!rows.isEmpty()) {
        tellReplies(m_first, before);
    }
    setHasOlder(older.more);
}

void TimelineModel::trim()
{
    if (confirmedRows() <= mostRows) {
        return;
    }
    beginRemoveRows({}, 0, trimmedRows - 1);
    m_rows.remove(0, trimmedRows);
    m_first = m_rows.first().hasSeq ? m_rows.first().place : m_rows.first().place.next();
    endRemoveRows();
    setHasOlder(true);
}

void TimelineModel::clear()
{
    reset({});
}

void TimelineModel::addNotice(Kind kind, const UserName& user, Timestamp timestamp)
{
    Q_ASSERT(kind == Kind::Joined || kind == Kind::Left);
    TimelineEntry row;
    row.kind = kind;
    row.place = m_last;
    row.author = user;
    row.isOwn = user == m_self;
    row.timestamp = timestamp;
    insertConfirmed({ row });
}

void TimelineModel::addPending(const PendingMessage& message)
{
    if (rowOfUnconfirmed(message.id) >= 0) {
        return;
    }
    const int at = static_cast<int>(m_rows.size());
    beginInsertRows({}, at, at);
    m_rows.append(TimelineEntry::fromPending(message, m_self));
    ++m_unconfirmed;
    endInsertRows();
}

void TimelineModel::setPending(const EventId& id)
{
    if (const int row = rowOfUnconfirmed(id); row >= 0) {
        m_rows[row].delivery = Delivery::Pending;
        m_rows[row].failure.clear();
        Q_EMIT dataChanged(index(row), index(row), { DeliveryRole, FailureRole });
    }
}

void TimelineModel::setFailed(const EventId& id, const QString& sentence)
{
    if (const int row = rowOfUnconfirmed(id); row >= 0) {
        m_rows[row].delivery = Delivery::Failed;
        m_rows[row].failure = sentence;
        Q_EMIT dataChanged(index(row), index(row), { DeliveryRole, FailureRole });
    }
}

void TimelineModel::removePending(const EventId& id)
{
    if (const int row = rowOfUnconfirmed(id); row >= 0) {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        --m_unconfirmed;
        endRemoveRows();
    }
}

void TimelineModel::setReadSeq(Seq seq)
{
    if (m_readSeq != seq) {
        m_readSeq = seq;
        Q_EMIT readSeqChanged();
    }
}

void TimelineModel::setHasOlder(bool has)
{
    if (m_hasOlder != has) {
        m_hasOlder = has;
        Q_EMIT hasOlderChanged();
    }
}

void TimelineModel::setLoadingOlder(bool loading)
{
    if (m_loadingOlder != loading) {
        m_loadingOlder = loading;
        Q_EMIT loadingOlderChanged();
    }
}

} // namespace landline::client
