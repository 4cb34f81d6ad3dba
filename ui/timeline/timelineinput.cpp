// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that answers mouse and keys.
#include "ui/timeline/timelineview.h"

#include "client/timelinemodel.h"
#include "ui/timeline/actionbar.h"
#include "ui/timewords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QTextBoundaryFinder>
#include <QWheelEvent>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Pixels for one notch (120 eighths of a degree) of a wheel.
constexpr int notch = 80;
constexpr int lineStep = 40;

} // namespace

TimelineView::Target TimelineView::targetAt(const QPoint& point)
{
    const TimelineFlow::Placed* placed = m_flow.placedAt(point.y());
    if (!placed) {
        return {};
    }
    const auto& laidOut = m_flow.laidOut(placed->row);
    return { placed->row, hitTest(laidOut.layout, point - QPoint(0, placed->top)) };
}

void TimelineView::setHovered(const Target& target)
{
    const bool changed = target.row != m_hovered.row || target.hit.isOther(m_hovered.hit);
    m_hovered = target;
    if (!changed) {
        return;
    }
    const bool canReact = m_features.testFlag(client::Feature::React);
    switch (target.hit.part) {
    case MessageHit::Text:
        viewport()->setCursor(Qt::IBeamCursor);
        break;
    case MessageHit::Nothing:
    case MessageHit::Edited:
    case MessageHit::Time:
        viewport()->unsetCursor();
        break;
    case MessageHit::Chip:
        viewport()->setCursor(canReact ? Qt::PointingHandCursor : Qt::ArrowCursor);
        break;
    default:
        viewport()->setCursor(Qt::PointingHandCursor);
    }
    updateBar();
    viewport()->update();
}

TimelineView::Target TimelineView::messageAt(const QPoint& point)
{
    const Target target = targetAt(point);
    const auto top = m_flow.topOf(target.row);
    const bool isOn = top && viewport()->rect().contains(point)
        && m_flow.laidOut(target.row).layout.body.translated(0, *top).contains(point);
    return isOn ? target : Target();
}

void TimelineView::hoverAt(const QPoint& point)
{
    if (m_bar->isVisible() && m_bar->geometry().contains(point)) {
        return; // its row stays under the pointer
    }
    setHovered(messageAt(point));
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const int pixels = event->pixelDelta().isNull() ? event->angleDelta().y() * notch / 120
                                                    : event->pixelDelta().y();
    if (pixels != 0) {
        cancelJump(); // who scrolls has found something else to read
        m_flow.scrollBy(-pixels);
        afterChange();
    }
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const int page = viewport()->height() - lineStep;
    if (event->matches(QKeySequence::Copy) && !m_selection.isEmpty()) {
        copySelection();
        return;
    }
    if (takeActionKey(*event)) {
        return;
    }
    switch (event->key()) {
    case Qt::Key_PageUp:
        m_flow.scrollBy(-page);
        break;
    case Qt::Key_PageDown:
        m_flow.scrollBy(page);
        break;
    case Qt::Key_Up:
        walk(-1);
        return;
    case Qt::Key_Down:
        walk(1);
        return;
    case Qt::Key_Home:
        m_flow.scrollTo(0);
        break;
    case Qt::Key_End:
        m_flow.scrollToEnd();
        break;
    default:
        event->ignore(); // letters go to the composer, by way of the page
        return;
    }
    cancelJump();
    afterChange();
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    setCurrent(-1); // who takes the mouse leaves the keys, and letters go to the composer again
    m_pressed = targetAt(event->position().toPoint());
    m_selecting = m_pressed.row >= 0;
    if (m_selecting) {
        const TimelineSelection::Point point { m_pressed.row, m_pressed.hit.position };
        m_selection.cursor = point;
        if (!(event->modifiers() & Qt::ShiftModifier)) {
            m_selection.anchor = point;
        }
    }
    viewport()->update();
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    const Target target = targetAt(point);
    if (!m_selecting || !(event->buttons() & Qt::LeftButton)) {
        hoverAt(point);
        return;
    }
    // Dragging past an edge scrolls as long as the mouse moves.
    if (point.y() < 0 || point.y() > viewport()->height()) {
        m_flow.scrollBy(point.y() < 0 ? -lineStep / 2 : lineStep / 2);
        afterChange();
    }
    if (target.row >= 0) {
        m_selection.cursor = { target.row, target.hit.position };
        viewport()->update();
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    m_selecting = false;
    updateBar();
    if (event->button() != Qt::LeftButton || !m_selection.isEmpty()) {
        return;
    }
    const Target released = targetAt(event->position().toPoint());
    if (released.row == m_pressed.row && !released.hit.isOther(m_pressed.hit)) {
        activate(released);
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Target target = targetAt(event->position().toPoint());
    if (target.hit.part == MessageHit::Text) {
        selectWord(target);
    }
}

void TimelineView::selectWord(const Target& target)
{
    const QString& text = m_flow.laidOut(target.row).layout.block->text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(target.hit.position);
    const auto from = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    const auto to = finder.toNextBoundary();
    m_selection.anchor = { target.row, static_cast<int>(std::max<qsizetype>(from, 0)) };
    m_selection.cursor = { target.row, static_cast<int>(to < 0 ? text.size() : to) };
    viewport()->update();
}

void TimelineView::activate(const Target& target)
{
    if (target.row < 0) {
        return;
    }
    const QModelIndex index = m_model->index(target.row);
    switch (target.hit.part) {
    case MessageHit::Link:
        Q_EMIT linkActivated(target.hit.url);
        break;
    case MessageHit::ShowAll:
        m_flow.expand(target.row);
        afterChange();
        break;
    case MessageHit::Retry:
        perform(index, MessageAction::Retry);
        break;
    case MessageHit::Discard:
        perform(index, MessageAction::Discard);
        break;
    case MessageHit::Quote:
        perform(index, MessageAction::FindOriginal);
        break;
    case MessageHit::Chip:
        toggle(
            index, Emoji(m_flow.laidOut(target.row).content.reactions.at(target.hit.chip).emoji));
        break;
    case MessageHit::Text:
    case MessageHit::Edited:
    case MessageHit::Time:
    case MessageHit::Nothing:
        break;
    }
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        return showToolTip(help->pos(), help->globalPos());
    }
    if (event->type() == QEvent::Leave) {
        setHovered({});
    } else if (event->type() == QEvent::WindowActivate) {
        afterChange(); // what is on the screen is seen now
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString TimelineView::lineForClipboard(int row, int from, int to)
{
    const auto& laidOut = m_flow.laidOut(row);
    const QString words = laidOut.layout.block->text().mid(from, to - from);
    const QString time = clockTime(laidOut.content.time.time());
    return laidOut.content.isMessage() ? u"[%1] %2: %3"_s.arg(time, laidOut.content.author, words)
                                       : u"[%1] %2"_s.arg(time, words);
}

QString TimelineView::selectedText()
{
    if (m_selection.isEmpty()) {
        return {};
    }
    const auto first = m_selection.first();
    const auto last = m_selection.last();
    if (first.row == last.row) {
        return m_flow.laidOut(first.row).layout.block->text().mid(
            first.position, last.position - first.position);
    }
    QStringList lines;
    for (int row = first.row; row <= last.row; ++row) {
        const int length = static_cast<int>(m_flow.laidOut(row).layout.block->text().size());
        const auto [from, to] = m_selection.within(row, length);
        if (from < to) {
            lines.append(lineForClipboard(row, from, to));
        }
    }
    return lines.join(u'\n');
}

void TimelineView::copySelection()
{
    if (const QString text = selectedText(); !text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

} // namespace landline::ui
