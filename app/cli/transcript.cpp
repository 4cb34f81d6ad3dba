// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/transcript.h"

#include "app/cli/terminaltext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace landline::cli {

using namespace Qt::StringLiterals;
using client::Delivery;
using client::TimelineModel;

namespace {

/// Messages that are written where the timeline began anew: a screen or two.
constexpr int mostAnew = 50;

Delivery deliveryOf(const QModelIndex& index)
{
    return index.data(TimelineModel::DeliveryRole).value<Delivery>();
}

QString author(const QModelIndex& index)
{
    return index.data(TimelineModel::AuthorRole).toString();
}

} // namespace

int waitingIn(const TimelineModel& model)
{
    int waiting = 0;
    for (int row = model.rowCount() - 1; row >= 0; --row) {
        const Delivery delivery = deliveryOf(model.index(row));
        if (delivery != Delivery::Pending && delivery != Delivery::Failed) {
            break; // what is not stored comes last
        }
        waiting += delivery == Delivery::Pending ? 1 : 0;
    }
    return waiting;
}

Transcript::Transcript(TimelineModel& model, const LineForm& form, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_form(form)
{
    connect(&model, &TimelineModel::rowsInserted, this,
        [this](const QModelIndex&, int first, int last) { takeRows(first, last); });
    connect(&model, &TimelineModel::rowsRemoved, this, &Transcript::waitingChanged);
    connect(&model, &TimelineModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last) {
            takeChange(first.row(), last.row());
        });
    connect(&model, &TimelineModel::modelReset, this, &Transcript::takeReset);
}

Seq Transcript::seqOf(int row) const
{
    return { m_model.index(row).data(TimelineModel::SeqRole).toLongLong() };
}

QString Transcript::authorOf(Seq seq) const
{
    const int row = seq > Seq() ? m_model.rowOf(seq) : -1;
    return row < 0 ? QString() : author(m_model.index(row));
}

QString Transcript::lineOf(int row) const
{
    const QModelIndex index = m_model.index(row);
    const auto time = index.data(TimelineModel::TimestampRole).toDateTime();
    const Timestamp at { std::chrono::milliseconds(time.toMSecsSinceEpoch()) };
    const QString content = index.data(TimelineModel::ContentRole).toString();
    switch (index.data(TimelineModel::KindRole).value<TimelineModel::Kind>()) {
    case TimelineModel::Kind::Message: {
        Said said;
        said.at = at;
        said.author = author(index);
        said.content = content;
        said.answered = authorOf({ index.data(TimelineModel::ReplyToRole).toLongLong() });
        said.mentionsMe = index.data(TimelineModel::MentionsMeRole).toBool();
        return cli::lineOf(said, m_form);
    }
    case TimelineModel::Kind::Topic:
        return noticeLine(at, {},
            author(index)
                + (content.isEmpty() ? u" removed the topic"_s : u" set the topic: "_s + content),
            m_form);
    case TimelineModel::Kind::Joined:
        return noticeLine(at, {}, author(index) + u" came"_s, m_form);
    case TimelineModel::Kind::Left:
        return noticeLine(at, {}, author(index) + u" left"_s, m_form);
    }
    return {};
}

void Transcript::append(QStringList& lines, int row)
{
    const QDate day
        = m_model.index(row).data(TimelineModel::TimestampRole).toDateTime().toLocalTime().date();
    if (std::exchange(m_day, day) != day) {
        const QString words = QLocale::c().toString(day, u"dddd, d MMMM yyyy"_s);
        lines.append(m_form.style.faint(u"── "_s + words + u" ──"_s));
    }
    lines.append(lineOf(row));
    if (const Seq seq = seqOf(row); seq > Seq()) {
        m_last = seq;
        m_first = m_first == Seq() ? seq : std::min(m_first, seq);
    }
}

QString Transcript::opening(int messages)
{
    m_isOpen = true;
    m_wanted = messages;
    int from = m_model.rowCount();
    for (int found = 0; from > 0 && found < messages; --from) {
        found += seqOf(from - 1) > Seq() ? 1 : 0;
    }
    QStringList lines;
    for (int row = from; row < m_model.rowCount(); ++row) {
        if (deliveryOf(m_model.index(row)) == Delivery::Received || seqOf(row) > Seq()) {
            append(lines, row);
        }
    }
    m_last = std::max(m_last, m_model.lastSeq());
    return lines.join(u'\n');
}

std::optional<QString> Transcript::older(int messages)
{
    const int before = m_first > Seq() ? m_model.rowOf(m_first) : -1;
    if (before <= 0) {
        return std::nullopt;
    }
    const int from = std::max(before - messages, 0);
    // What is older comes below what is newer here, so it bears its day, and so does what follows.
    const Seq last = m_last;
    m_day = {};
    QStringList lines;
    for (int row = from; row < before; ++row) {
        append(lines, row);
    }
    m_last = last;
    m_day = {};
    return lines.join(u'\n');
}

std::optional<Seq> Transcript::lastOf(const QString& name) const
{
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_model.index(row);
        const bool isMessage = index.data(TimelineModel::KindRole).value<TimelineModel::Kind>()
            == TimelineModel::Kind::Message;
        if (isMessage && seqOf(row) > Seq() && author(index) == name) {
            return seqOf(row);
        }
    }
    return std::nullopt;
}

void Transcript::takeRows(int first, int last)
{
    if (!m_isOpen) {
        return;
    }
    QStringList lines;
    for (int row = first; row <= last; ++row) {
        const Seq seq = seqOf(row);
        // Without a seq it is who came or went, or a message of one's own that waits.
        const bool isNotice = seq == Seq() && deliveryOf(m_model.index(row)) == Delivery::Received;
        if (seq > m_last || isNotice) {
            append(lines, row);
        }
    }
    if (!lines.isEmpty()) {
        Q_EMIT written(lines.join(u'\n'));
    }
    Q_EMIT waitingChanged();
}

void Transcript::takeChange(int first, int last)
{
    QStringList lines;
    for (int row = first; m_isOpen && row <= last; ++row) {
        if (seqOf(row) > m_last) { // one's own, delivered
            append(lines, row);
        }
    }
    if (!lines.isEmpty()) {
        Q_EMIT written(lines.join(u'\n'));
    }
    Q_EMIT waitingChanged();
}

void Transcript::tellRefused()
{
    struct Refused {
        QString id;
        QString content;
        QString sentence;
    };
    QList<Refused> all;
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_model.index(row);
        if (deliveryOf(index) == Delivery::Failed) {
            all.prepend({ index.data(TimelineModel::IdRole).toString(),
                index.data(TimelineModel::ContentRole).toString(),
                index.data(TimelineModel::FailureRole).toString() });
        } else if (deliveryOf(index) != Delivery::Pending) {
            break;
        }
    }
    // Who hears of it may forget the message, which is a row less.
    for (const Refused& message : std::as_const(all)) {
        Q_EMIT refused(EventId::fromString(message.id).value(), message.content, message.sentence);
    }
}

void Transcript::takeReset()
{
    if (!m_isOpen) {
        return;
    }
    if (m_model.lastSeq() < m_last) { // another log
        m_first = m_last = {};
    }
    const int most = m_last == Seq() ? m_wanted : mostAnew;
    int from = m_model.rowCount();
    for (int found = 0; from > 0 && found < most && seqOf(from - 1) > m_last; --from) {
        ++found;
    }
    const bool leavesHole
        = m_last > Seq() && from < m_model.rowCount() && seqOf(from) > m_last.next();
    QStringList lines;
    if (leavesHole) {
        lines.append(m_form.style.faint(u"── … ──"_s));
        m_first = {};
    }
    for (int row = from; row < m_model.rowCount(); ++row) {
        if (seqOf(row) > m_last) {
            append(lines, row);
        }
    }
    m_last = std::max(m_last, m_model.lastSeq());
    if (!lines.isEmpty()) {
        Q_EMIT written(lines.join(u'\n'));
    }
    Q_EMIT waitingChanged();
}

} // namespace landline::cli
