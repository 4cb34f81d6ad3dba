// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineview.h"

#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/timeline/actionbar.h"
#include "ui/timeline/jumpbutton.h"
#include "ui/timeline/messagepainter.h"
#include "ui/timeline/reactionpicker.h"

#include <QApplication>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace landline::ui {

using client::TimelineModel;

namespace {

/// Screens from the beginning at which an older page is asked for.
constexpr int pagesAhead = 2;
/// Where the "new messages" line stands when a room is opened, from the top.
constexpr int newLineAt = 72;

QDate localDay(const Clock& clock)
{
    return QDateTime::fromMSecsSinceEpoch(clock.now().sinceEpoch.count()).date();
}

} // namespace

TimelineView::TimelineView(const Appearance& appearance, const Clock& clock, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_appearance(appearance)
    , m_clock(clock)
    , m_flow(appearance.theme())
    , m_jump(new JumpButton(appearance, this))
    , m_bar(new ActionBar(appearance, viewport()))
    , m_picker(new ReactionPicker(appearance, this))
{
    setFrameShape(NoFrame);
    setAccessibleName(tr("Messages"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(
        Qt::ScrollBarAlwaysOn); // its coming and going would lay everything out again
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    m_jump->hide();
    makeActions();
    connect(m_jump, &QAbstractButton::clicked, this, &TimelineView::jumpToEnd);
    connect(&appearance, &Appearance::themeChanged, this, [this] {
        m_flow.setTheme(m_appearance.theme());
        afterChange();
    });
}

TimelineView::~TimelineView()
{
    // The focus leaves a widget that goes, and by then this is no TimelineView any more.
    qApp->disconnect(this);
}

void TimelineView::setModel(TimelineModel* model)
{
    if (m_model) {
        m_model->disconnect(this);
    }
    m_model = model;
    m_selection = {};
    m_hovered = {};
    setCurrent(-1);
    m_wanted = {};
    m_lit = {};
    m_found = {};
    m_unseen = 0;
    m_seen = {};
    m_caughtUp = false;
    m_today = localDay(m_clock);
    m_flow.setToday(m_today);
    m_flow.setModel(model);
    if (model) {
        connectModel();
        openAtUnread();
    }
    afterChange();
}

void TimelineView::connectModel()
{
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex&, int first, int last) { takeInserted(first, last); });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this,
        [this](const QModelIndex&, int first, int last) {
            m_selection = {};
            m_flow.removeRows(first, last - first + 1);
            afterChange();
        });
    connect(m_model, &QAbstractItemModel::rowsMoved, this,
        [this](const QModelIndex&, int first, int last, const QModelIndex&, int before) {
            const int count = last - first + 1;
            m_selection = {};
            m_flow.removeRows(first, count);
            m_flow.insertRows(before > last ? before - count : before, count);
            afterChange();
        });
    connect(m_model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last) {
            m_flow.changeRows(first.row(), last.row());
            if (m_current.row() >= first.row() && m_current.row() <= last.row()) {
                describeCurrent();
            }
            afterChange();
        });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_selection = {};
        m_hovered = {};
        m_flow.setModel(m_model);
        openAtUnread();
        afterChange();
    });
    connect(m_model, &TimelineModel::readSeqChanged, this, [this] { afterChange(); });
    connect(m_model, &TimelineModel::loadingOlderChanged, this, [this] {
        m_settled.start();
        viewport()->update();
    });
}

void TimelineView::openAtUnread()
{
    const Seq read = m_model->readSeq();
    const int readRow = m_model->rowOf(read);
    if (read.value == 0 || readRow < 0 || !(read < m_model->lastSeq())) {
        return;
    }
    for (int row = readRow + 1; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        const bool message = index.data(TimelineModel::KindRole).value<TimelineModel::Kind>()
            == TimelineModel::Kind::Message;
        if (message && !index.data(TimelineModel::OwnRole).toBool()) {
            m_flow.setNewRow(row);
            m_flow.scrollToRow(row, newLineAt);
            return;
        }
    }
}

void TimelineView::takeInserted(int first, int last)
{
    const bool atTheEnd = last + 1 == m_model->rowCount();
    const bool watched = isWatched();
    m_selection.shift(first, last - first + 1);
    m_flow.insertRows(first, last - first + 1);
    if (atTheEnd && first == 0) {
        openAtUnread(); // the room's history is there now
    } else if (atTheEnd) {
        takeArrivals(first, last, watched);
    }
    afterChange();
}

void TimelineView::takeArrivals(int first, int last, bool watched)
{
    int firstOfOthers = -1;
    bool posted = false;
    for (int row = last; row >= first; --row) {
        const TimelineRow content = TimelineRow::fromIndex(m_model->index(row));
        if (content.isMessage() && content.own) {
            posted = posted || content.delivery == client::Delivery::Pending;
        } else if (content.isMessage()) {
            firstOfOthers = row;
            ++m_unseen;
        }
    }
    if (posted) {
        m_flow.setNewRow(-1); // who answers has read
        m_flow.scrollToEnd();
    } else if (firstOfOthers >= 0 && !watched) {
        // The line stands where the reader stopped, and moves only once all above it was seen.
        if (m_flow.newRow() < 0 || m_caughtUp) {
            m_flow.setNewRow(firstOfOthers);
        }
        m_caughtUp = false;
    }
}

void TimelineView::afterChange()
{
    const QDate today = localDay(m_clock);
    if (today != m_today) {
        m_today = today;
        m_flow.setToday(today);
    }
    updateScrollBar();
    if (isWatched()) {
        m_unseen = 0;
        m_caughtUp = true;
    }
    updateJumpButton();
    reportSeen();
    if (m_model && m_model->hasOlder() && !m_model->isLoadingOlder() && m_flow.rowCount() > 0
        && m_flow.position() < pagesAhead * viewport()->height()) {
        Q_EMIT olderPageWanted();
    }
    const bool byKeys = m_current.isValid() && m_hovered.row < 0;
    if (viewport()->underMouse() && !m_selecting && !byKeys) {
        hoverAt(viewport()->mapFromGlobal(QCursor::pos())); // other rows are under the pointer now
    }
    updateBar();
    m_settled.start();
    viewport()->update();
}

void TimelineView::updateScrollBar()
{
    m_updatingBar = true;
    QScrollBar& bar = *verticalScrollBar();
    bar.setRange(0, static_cast<int>(std::min<qint64>(m_flow.maximum(), INT_MAX)));
    bar.setPageStep(viewport()->height());
    bar.setSingleStep(40);
    bar.setValue(static_cast<int>(std::min<qint64>(m_flow.position(), INT_MAX)));
    m_updatingBar = false;
}

void TimelineView::updateJumpButton()
{
    m_jump->setVisible(!isAtEnd());
    m_jump->setCount(m_unseen);
    const QSize size = m_jump->sizeHint();
    const QPoint corner = viewport()->geometry().bottomRight() - QPoint(16, 12);
    m_jump->setGeometry(QRect(corner - QPoint(size.width(), size.height()), size));
}

bool TimelineView::isWatched() const
{
    return isVisible() && isActiveWindow() && isAtEnd();
}

bool TimelineView::isAtEnd() const
{
    return m_flow.isFollowing();
}

void TimelineView::reportSeen()
{
    if (!m_model || !isVisible() || !isActiveWindow()) {
        return;
    }
    const auto& placed = m_flow.placed();
    for (auto at = placed.rbegin(); at != placed.rend(); ++at) {
        const auto& row = m_flow.laidOut(at->row);
        const bool whole = at->top + row.layout.height <= viewport()->height();
        if (row.content.seq.value > 0 && (whole || isAtEnd())) {
            if (m_seen < row.content.seq) {
                m_seen = row.content.seq;
                Q_EMIT seenUpTo(m_seen);
            }
            return;
        }
    }
}

void TimelineView::jumpToEnd()
{
    cancelJump();
    m_flow.scrollToEnd();
    afterChange();
}

void TimelineView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_appearance.theme().palette.surface);
    painter.setClipRect(event->rect());
    if (m_flow.rowCount() == 0) {
        paintEmpty(painter);
        return;
    }
    for (const TimelineFlow::Placed& placed : m_flow.placed()) {
        const TimelineFlow::LaidOut& row = m_flow.laidOut(placed.row);
        const QRect whole(0, placed.top, viewport()->width(), row.layout.height);
        if (!whole.intersects(event->rect())) {
            continue;
        }
        MessagePaintState state;
        state.hovered = placed.row == m_hovered.row;
        state.hover = state.hovered ? m_hovered.hit : MessageHit();
        state.current = placed.row == m_current.row();
        state.lit = m_lit != Seq() && row.content.seq == m_lit;
        state.hits = hitsOf(row);
        const int length = static_cast<int>(row.layout.block->text().size());
        std::tie(state.selectedFrom, state.selectedTo) = m_selection.within(placed.row, length);
        paintMessage(
            painter, { 0, placed.top }, row.layout, row.content, state, m_appearance.theme());
    }
    if (m_wanted != Seq() || (m_model->isLoadingOlder() && m_flow.position() <= 0)) {
        paintSeeking(painter);
    }
}

void TimelineView::paintEmpty(QPainter& painter) const
{
    if (!m_model || m_model->isLoadingOlder()) {
        return;
    }
    const Theme& theme = m_appearance.theme();
    const QRect area = viewport()->rect();
    const int middle = area.center().y();
    paintIcon(painter, Icon::Chat, QRectF(area.center().x() - 20, middle - 64, 40, 40),
        theme.palette.textMuted);
    painter.setFont(theme.fonts.title);
    painter.setPen(theme.palette.text);
    painter.drawText(QRect(24, middle - 12, area.width() - 48, 28), Qt::AlignCenter,
        tr("Nothing said in %1 yet").arg(onOneLine(m_model->room().toString())));
    painter.setFont(theme.fonts.body);
    painter.setPen(theme.palette.textMuted);
    painter.drawText(QRect(24, middle + 18, area.width() - 48, 24), Qt::AlignCenter,
        tr("Write the first message below."));
}

void TimelineView::resizeEvent(QResizeEvent*)
{
    m_flow.setViewport(viewport()->size());
    afterChange();
}

void TimelineView::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    afterChange();
}

void TimelineView::scrollContentsBy(int, int)
{
    if (!m_updatingBar) {
        cancelJump();
        m_flow.scrollTo(verticalScrollBar()->value());
        afterChange();
    }
}

} // namespace landline::ui
