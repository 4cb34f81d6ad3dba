// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that leads to a message: the original of a reply, or what was searched for.
#include "ui/timeline/timelineview.h"

#include "client/timelinemodel.h"
#include "ui/look/appearance.h"

#include <QPainter>

namespace landline::ui {

using namespace std::chrono_literals;
using client::Quote;

namespace {

/// Messages that a jump goes back at most: more would be minutes of loading.
constexpr qint64 farthestJump = 15000;
/// How long a message is lit that was jumped to.
constexpr auto litFor = 1800ms;

} // namespace

void TimelineView::makeJump()
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(0ms);
    connect(&m_settled, &QTimer::timeout, this, &TimelineView::afterSettling);
    m_litTimer.setSingleShot(true);
    m_litTimer.setInterval(litFor);
    connect(&m_litTimer, &QTimer::timeout, this, [this] { light({}); });
}

void TimelineView::jumpTo(Seq seq)
{
    if (!m_model || seq == Seq()) {
        return;
    }
    if (const int row = m_model->rowOf(seq); row >= 0) {
        showRowOf(seq, row);
        return;
    }
    if (m_found == seq && m_model->firstSeq() == Seq()) {
        m_wanted = seq; // the room was joined just now
        viewport()->update();
        return;
    }
    const bool isAhead = m_model->hasOlder() && seq < m_model->firstSeq();
    const bool isNear = m_model->firstSeq().value - seq.value <= farthestJump;
    const bool isStuck
        = m_wanted == seq && m_wantedFrom == m_model->firstSeq() && !m_model->isLoadingOlder();
    m_wanted = seq;
    m_wantedFrom = m_model->firstSeq();
    if (!isAhead || !isNear || isStuck) {
        giveUpJump();
    } else if (!m_model->isLoadingOlder()) {
        Q_EMIT olderPageWanted();
        m_settled.start(); // what the disk has is there already
    }
    viewport()->update();
}

void TimelineView::showRowOf(Seq seq, int row)
{
    m_wanted = {};
    expandToHit(row);
    const auto top = m_flow.topOf(row);
    const int height = m_flow.laidOut(row).layout.height;
    const int third = viewport()->height() / 3;
    if (!top || *top < 0 || *top + height > viewport()->height()) {
        m_flow.scrollToRow(row, third);
    }
    const auto words = litWords(row);
    if (!words.isEmpty() && words.constFirst().bottom() > viewport()->height()) {
        // The message is long, and the hit far below its beginning.
        m_flow.scrollBy(static_cast<int>(words.constFirst().top()) - third);
    }
    light(seq);
    afterChange();
}

void TimelineView::jumpToFound(Seq seq, const SearchQuery& query)
{
    m_found = seq;
    m_sought = query;
    jumpTo(seq);
}

void TimelineView::forgetFound()
{
    m_found = {};
    m_sought = {};
    viewport()->update();
}

QList<SearchQuery::Hit> TimelineView::hitsOf(const TimelineFlow::LaidOut& row) const
{
    const bool isFound = m_found != Seq() && row.content.seq == m_found && !row.content.deleted;
    return isFound ? m_sought.hitsIn(row.layout.block->text()) : QList<SearchQuery::Hit>();
}

void TimelineView::expandToHit(int row)
{
    const TimelineFlow::LaidOut& laidOut = m_flow.laidOut(row);
    const bool isCut = !laidOut.layout.showAll.isNull();
    const bool isSought = m_found != Seq() && laidOut.content.seq == m_found;
    if (isCut && isSought && hitsOf(laidOut).isEmpty()
        && !m_sought.hitsIn(laidOut.content.content).isEmpty()) {
        m_flow.expand(row);
    }
}

QList<QRectF> TimelineView::litWords(int row)
{
    const TimelineFlow::LaidOut& laidOut = m_flow.laidOut(row);
    const auto hits = hitsOf(laidOut);
    const QPoint origin = laidOut.layout.text.topLeft() + QPoint(0, m_flow.topOf(row).value_or(0));
    QList<QRectF> words;
    words.reserve(hits.size());
    for (const SearchQuery::Hit& hit : hits) {
        const auto rects
            = laidOut.layout.block->rectsOf(static_cast<int>(hit.begin), static_cast<int>(hit.end));
        for (const QRectF& rect : rects) {
            words.append(rect.translated(origin));
        }
    }
    return words;
}

void TimelineView::giveUpJump()
{
    if (m_wanted != Seq()) {
        cancelJump();
        Q_EMIT jumpFailed();
    }
}

void TimelineView::cancelJump()
{
    if (m_wanted != Seq()) {
        m_wanted = {};
        viewport()->update();
    }
}

void TimelineView::light(Seq seq)
{
    m_lit = seq;
    if (seq != Seq()) {
        m_litTimer.start();
    }
    viewport()->update();
}

void TimelineView::afterSettling()
{
    if (!m_model) {
        return;
    }
    if (m_wanted != Seq() && !m_model->isLoadingOlder()) {
        jumpTo(m_wanted);
    }
    QList<Seq> unknown;
    for (const TimelineFlow::Placed& placed : m_flow.placed()) {
        const Quote& quote = m_flow.laidOut(placed.row).content.quote;
        if (quote.state == Quote::State::NotHeld && !unknown.contains(quote.seq)) {
            unknown.append(quote.seq);
        }
    }
    for (const Seq seq : std::as_const(unknown)) {
        Q_EMIT originalWanted(seq);
    }
}

void TimelineView::paintSeeking(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const QString words = tr("Loading older messages…");
    const QFontMetrics metrics(theme.fonts.smallStrong);
    QRect pill(0, 0, metrics.horizontalAdvance(words) + 28, metrics.height() + 12);
    pill.moveCenter(QPoint(viewport()->rect().center().x(), 12 + pill.height() / 2));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.palette.border);
    painter.setBrush(theme.palette.raised);
    painter.drawRoundedRect(
        QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2.0, pill.height() / 2.0);
    painter.restore();
    painter.setFont(theme.fonts.smallStrong);
    painter.setPen(theme.palette.textMuted);
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, words);
}

} // namespace landline::ui
