// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/timelinemodel.h"

#include <QDateTime>

#include <algorithm>

namespace landline::client {

namespace {

/// Rows held at most, a day's talk of a busy team; more of the past is loaded when it is asked for.
constexpr int mostRows = 20000;
/// Rows dropped at once when there are more, so that it happens seldom.
constexpr int trimmedRows = 5000;

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
    const Row& row = m_rows.at(index.row());
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
        return QDateTime::fromMSecsSinceEpoch(row.timestamp.sinceEpoch.count(), Qt::UTC);
    case DeliveryRole:
        return QVariant::fromValue(row.delivery);
    case FailureRole:
        return row.failure;
    case OwnRole:
        return row.author == m_self;
    case MentionsMeRole:
        return row.mentionsMe;
    case ReplyToRole:
        return row.replyTo.value;
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
        { MentionsMeRole, "mentionsMe" }, { ReplyToRole, "replyTo" } });
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
    const auto row = std::lower_bound(
        m_rows.begin(), end, seq, [](const Row& r, Seq wanted) { return r.place < wanted; });
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

std::optional<TimelineModel::Row> TimelineModel::rowFrom(const event::Persistent& entry) const
{
    Row row;
    row.hasSeq = true;
    if (const auto* text = std::get_if<event::Text>(&entry)) {
        row.kind = Kind::Message;
        row.id = text->id.value_or(EventId());
        row.author = text->username;
        row.content = text->content;
        row.timestamp = text->timestamp;
        row.replyTo = text->replyTo.value_or(Seq());
        row.mentionsMe = text->username != m_self && text->mentions.contains(m_self);
    } else if (const auto* topic = std::get_if<event::Topic>(&entry)) {
        row.kind = Kind::Topic;
        row.id = topic->id.value_or(EventId());
        row.author = topic->username;
        row.content = topic->topic;
        row.timestamp = topic->timestamp;
    } else {
        return std::nullopt;
    }
    row.place = seqOf(entry);
    return row;
}

void TimelineModel::reset(const event::History& newest)
{
    beginResetModel();
    QList<Row> rows;
    for (const event::Persistent& entry : newest.events) {
        if (auto row = rowFrom(entry)) {
            rows.append(*std::move(row));
        }
    }
    const auto arrived = [&](const Row& waiting) {
        return std::any_of(rows.cbegin(), rows.cend(),
            [&](const Row& r) { return r.id == waiting.id && r.author == m_self; });
    };
    QList<Row> waiting = m_rows.mid(m_rows.size() - m_unconfirmed);
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
    QList<Row> fresh;
    for (const event::Persistent& entry : events) {
        const Seq seq = seqOf(entry);
        if (seq <= m_last) {
            continue;
        }
        if (m_first == Seq()) {
            m_first = seq;
        }
        m_last = seq;
        auto row = rowFrom(entry);
        if (!row) {
            continue;
        }
        const bool isOwn = row->author == m_self && !row->id.isEmpty();
        if (const int waiting = isOwn ? rowOfUnconfirmed(row->id) : -1; waiting >= 0) {
            insertConfirmed(std::exchange(fresh, {}));
            confirm(rowOfUnconfirmed(row->id), *row);
        } else {
            fresh.append(*std::move(row));
        }
    }
    insertConfirmed(fresh);
    trim();
}

void TimelineModel::insertConfirmed(const QList<Row>& rows)
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
        const QList<Row> waiting = m_rows.mid(at);
        m_rows.resize(at);
        m_rows.append(rows);
        m_rows.append(waiting);
    }
    endInsertRows();
}

void TimelineModel::confirm(int from, Row row)
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
    QList<Row> rows;
    for (const event::Persistent& entry : older.events) {
        if (seqOf(entry) >= m_first) {
            break;
        }
        if (auto row = rowFrom(entry)) {
            rows.append(*std::move(row));
        }
    }
    if (!rows.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
        m_rows = rows + m_rows;
        endInsertRows();
    }
    if (older.first != Seq() && older.first < m_first) {
        m_first = older.first;
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
    Row row;
    row.kind = kind;
    row.place = m_last;
    row.author = user;
    row.timestamp = timestamp;
    insertConfirmed({ row });
}

void TimelineModel::addPending(const PendingMessage& message)
{
    if (rowOfUnconfirmed(message.id) >= 0) {
        return;
    }
    Row row;
    row.kind = Kind::Message;
    row.id = message.id;
    row.author = m_self;
    row.content = message.content;
    row.timestamp = message.writtenAt;
    row.replyTo = message.replyTo.value_or(Seq());
    row.delivery = message.failure ? Delivery::Failed : Delivery::Pending;
    row.failure = message.failure.value_or(QString());
    const int at = static_cast<int>(m_rows.size());
    beginInsertRows({}, at, at);
    m_rows.append(row);
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
