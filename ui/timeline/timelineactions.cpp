// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that does something with a message: bar, menu and keys.
#include "ui/timeline/timelineview.h"

#include "client/timelinemodel.h"
#include "ui/timeline/actionbar.h"
#include "ui/timeline/reactionpicker.h"
#include "ui/timewords.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace landline::ui {

using namespace Qt::StringLiterals;
using client::TimelineModel;

namespace {

/// Between the bar and the view's edges.
constexpr int barMargin = 16;
/// Between a row that the keys came to and the view's edges.
constexpr int walkMargin = 8;
/// Characters of a message that screen readers are told of.
constexpr qsizetype describedCharacters = 1000;

/// What has a place on the bar; all else is in the menu.
constexpr MessageOffer onBar { MessageAction::React, MessageAction::Reply, MessageAction::Edit,
    MessageAction::Pin, MessageAction::Delete };

QList<Emoji> ownReactions(const TimelineRow& row)
{
    QList<Emoji> own;
    for (const event::Reaction& reaction : row.reactions) {
        if (isOwn(reaction, row.self)) {
            own.append(reaction.emoji);
        }
    }
    return own;
}

/// Names and messages are whatever people chose: never taken for markup (TRAPS 16).
QString plainToolTip(const QString& words)
{
    return words.isEmpty() ? QString() : Qt::convertFromPlainText(words, Qt::WhiteSpaceNormal);
}

} // namespace

void TimelineView::makeActions()
{
    m_bar->hide();
    makeJump();
    connect(m_bar, &ActionBar::emojiChosen, this,
        [this](const Emoji& emoji) { toggle(m_barRow, emoji); });
    connect(m_bar, &ActionBar::actionRequested, this,
        [this](MessageAction action) { perform(m_barRow, action); });
    connect(m_bar, &ActionBar::menuRequested, this,
        [this] { openMenu(m_barRow, {}, m_bar->menuPoint()); });
    connect(m_picker, &ReactionPicker::emojiChosen, this,
        [this](const Emoji& emoji) { toggle(m_pickRow, emoji); });
    connect(qApp, &QApplication::focusChanged, this,
        [this](const QWidget*, const QWidget* now) { takeFocusChange(now); });
}

void TimelineView::setFeatures(client::Features features)
{
    m_features = features;
    updateBar();
}

TimelineRow TimelineView::rowAt(const QModelIndex& index) const
{
    return index.isValid() ? TimelineRow::fromIndex(index) : TimelineRow();
}

std::optional<Seq> TimelineView::newestEditable() const
{
    for (int row = m_model ? m_model->rowCount() - 1 : -1; row >= 0; --row) {
        const QModelIndex index = m_model->index(row);
        if (!index.data(TimelineModel::OwnRole).toBool()) {
            continue;
        }
        const TimelineRow content = rowAt(index);
        if (offerFor(content, m_features).testFlag(MessageAction::Edit)) {
            return content.seq;
        }
    }
    return std::nullopt;
}

void TimelineView::perform(const QModelIndex& index, MessageAction action)
{
    const TimelineRow row = rowAt(index);
    const auto id = EventId::fromString(row.id);
    if (!offerFor(row, m_features).testFlag(action)) {
        return;
    }
    switch (action) {
    case MessageAction::React:
        openPicker(index);
        break;
    case MessageAction::Reply:
        Q_EMIT replyRequested(row.seq);
        break;
    case MessageAction::FindOriginal:
        jumpTo(row.quote.seq);
        break;
    case MessageAction::Edit:
        Q_EMIT editRequested(row.seq);
        break;
    case MessageAction::Pin:
        Q_EMIT pinRequested(row.seq, !row.pinned);
        break;
    case MessageAction::Copy:
        QGuiApplication::clipboard()->setText(row.content);
        break;
    case MessageAction::Retry:
        Q_EMIT retryRequested(id.value());
        break;
    case MessageAction::Discard:
        Q_EMIT discardRequested(id.value());
        break;
    case MessageAction::Delete:
        Q_EMIT deleteRequested(row.seq);
        break;
    }
}

void TimelineView::setCurrent(int row)
{
    m_current = row >= 0 && m_model ? m_model->index(row) : QModelIndex();
    describeCurrent();
    updateBar();
    viewport()->update();
}

void TimelineView::walk(int step)
{
    if (!m_model || m_flow.placed().empty()) {
        return;
    }
    cancelJump();
    const auto isMessage = [this](int row) {
        return m_model->index(row).data(TimelineModel::KindRole).value<TimelineModel::Kind>()
            == TimelineModel::Kind::Message;
    };
    int row = m_current.isValid() ? m_current.row() + step : m_flow.placed().back().row;
    const int direction = m_current.isValid() ? step : -1;
    while (row >= 0 && row < m_model->rowCount() && !isMessage(row)) {
        row += direction;
    }
    if (row < 0 || row >= m_model->rowCount()) {
        // Past the ends there is nothing to walk to, but something to see.
        if (step < 0) {
            m_flow.scrollTo(0);
        } else {
            m_flow.scrollToEnd();
        }
        afterChange();
        return;
    }
    setHovered({}); // the bar goes with the keys until the pointer moves again
    setCurrent(row);
    showRow(row);
}

void TimelineView::showRow(int row)
{
    const int height = m_flow.laidOut(row).layout.height;
    const int lowest = viewport()->height() - height - walkMargin;
    const auto top = m_flow.topOf(row);
    const bool isBelow = top ? *top > lowest : row > m_flow.placed().back().row;
    if (isBelow && lowest > walkMargin) {
        m_flow.scrollToRow(row, lowest);
    } else if (isBelow || !top || *top < 0) {
        m_flow.scrollToRow(row, walkMargin);
    }
    afterChange();
}

void TimelineView::reveal(Seq seq)
{
    if (const int row = m_model ? m_model->rowOf(seq) : -1; row >= 0 && !m_flow.placed().empty()) {
        showRow(row);
    }
}

bool TimelineView::takeActionKey(const QKeyEvent& event)
{
    const auto action = m_current.isValid() ? actionFor(event) : std::nullopt;
    if (!action) {
        return false;
    }
    perform(QModelIndex(m_current), *action);
    return true; // also where it is not offered: it is not meant for the composer
}

void TimelineView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKeys
        = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKeys && !m_current.isValid()) {
        walk(-1); // what has the focus is to be seen
    }
}

void TimelineView::takeFocusChange(const QWidget* now)
{
    // A popup and another window give the focus back; elsewhere in this window the keys have gone.
    const bool isHere = !now || now == this || isAncestorOf(now) || now->window() != window();
    if (!isHere && m_current.isValid()) {
        setCurrent(-1);
    }
}

void TimelineView::describeCurrent()
{
    const TimelineRow row = rowAt(m_current);
    QStringList words;
    if (m_current.isValid()) {
        words = { row.author, clockTime(row.time.time()),
            row.deleted ? deletedWords() : onOneLine(row.content, describedCharacters) };
        if (row.edited.isValid() && !row.deleted) {
            words.append(editedWords());
        }
        if (row.pinned) {
            words.append(tr("pinned"));
        }
        for (const event::Reaction& reaction : row.reactions) {
            words.append(reactionSentence(reaction, row.self));
        }
    }
    setAccessibleDescription(words.join(u", "_s));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void TimelineView::updateBar()
{
    const bool byPointer = m_hovered.row >= 0 && m_model;
    m_barRow = byPointer ? QPersistentModelIndex(m_model->index(m_hovered.row)) : m_current;
    const auto top = m_flow.topOf(m_barRow.row());
    if (!top || m_selecting) {
        m_bar->hide();
        return;
    }
    const TimelineFlow::LaidOut& row = m_flow.laidOut(m_barRow.row());
    const MessageOffer offer = offerFor(row.content, m_features) & onBar;
    if (!offer) {
        m_bar->hide();
        return;
    }
    m_bar->setOffer(offer, ownReactions(row.content));
    const int lowest = viewport()->height() - m_bar->height() - 2;
    const int over = *top + row.layout.body.top() - m_bar->height() / 2;
    m_bar->move(
        viewport()->width() - m_bar->width() - barMargin, std::clamp(over, 2, std::max(lowest, 2)));
    m_bar->show();
}

void TimelineView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_model) {
        return;
    }
    if (event->reason() != QContextMenuEvent::Keyboard) {
        const Target target = messageAt(event->pos());
        openMenu(target.row >= 0 ? m_model->index(target.row) : QModelIndex(), target.hit.url,
            event->globalPos());
    } else if (m_current.isValid()) {
        openMenu(m_current, {}, m_bar->isVisible() ? m_bar->menuPoint() : event->globalPos());
    }
}

void TimelineView::openMenu(const QModelIndex& index, const QUrl& link, const QPoint& at)
{
    const QPersistentModelIndex kept(index);
    const TimelineRow row = rowAt(index);
    MessageOffer offer = index.isValid() ? offerFor(row, m_features) : MessageOffer();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!m_selection.isEmpty()) {
        offer.setFlag(MessageAction::Copy, false);
        menu->addAction(tr("Copy selection"), this, &TimelineView::copySelection);
    }
    if (!link.isEmpty()) {
        menu->addAction(tr("Copy link"), this,
            [link] { QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded)); });
    }
    for (const MessageAction action : inMenuOrder(offer)) {
        if (action == MessageAction::Delete) {
            menu->addSeparator();
        }
        // After the tab stands the key, as menus show it.
        menu->addAction(actionName(action, row) + u'\t' + actionKey(action), this,
            [this, kept, action] { perform(kept, action); });
    }
    if (menu->isEmpty()) {
        delete menu;
        return;
    }
    menu->popup(at);
}

void TimelineView::openPicker(const QModelIndex& index)
{
    m_pickRow = index;
    const TimelineRow row = rowAt(index);
    QList<Emoji> onMessage;
    onMessage.reserve(row.reactions.size());
    for (const event::Reaction& reaction : row.reactions) {
        onMessage.append(reaction.emoji);
    }
    const QRect over = m_bar->isVisible() ? QRect(m_bar->mapToGlobal(QPoint(0, 0)), m_bar->size())
                                          : QRect(QCursor::pos(), QSize());
    m_picker->open(over.bottomRight() + QPoint(0, 4), onMessage, ownReactions(row));
}

void TimelineView::toggle(const QModelIndex& index, const Emoji& emoji)
{
    const TimelineRow row = rowAt(index);
    if (offerFor(row, m_features).testFlag(MessageAction::React)) {
        Q_EMIT reactionRequested(row.seq, emoji, !ownReactions(row).contains(emoji));
    }
}

bool TimelineView::showToolTip(const QPoint& point, const QPoint& global)
{
    const Target target = targetAt(point);
    QString words;
    if (target.row >= 0) {
        const TimelineRow& row = m_flow.laidOut(target.row).content;
        if (target.hit.part == MessageHit::Chip && target.hit.chip < row.reactions.size()) {
            words = reactionSentence(row.reactions.at(target.hit.chip), row.self);
        } else if (target.hit.part == MessageHit::Edited) {
            words
                = tr("Edited %1").arg(QLocale::system().toString(row.edited, QLocale::LongFormat));
        } else if (target.hit.part == MessageHit::Time) {
            words = QLocale::system().toString(row.time, QLocale::LongFormat);
        }
    }
    QToolTip::showText(global, plainToolTip(words), viewport());
    return true;
}

} // namespace landline::ui
