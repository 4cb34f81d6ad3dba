// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "messages/search/searchquery.h"
#include "ui/timeline/messageaction.h"
#include "ui/timeline/timelineflow.h"
#include "ui/timeline/timelineselection.h"

#include <QAbstractScrollArea>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QTimer>

namespace landline::client {
class TimelineModel;
}

namespace landline::ui {

class ActionBar;
class Appearance;
class JumpButton;
class ReactionPicker;

/// A room's messages: the widget around a TimelineFlow. Shows, and tells what was asked for.
///
/// Up and Down walk the messages while it has the focus. What can be done with the current one, or with
/// the one under the pointer, is on a bar over its row, in its menu, and on the keys R E + Del.
class TimelineView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    TimelineView(const Appearance& appearance, const Clock& clock, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows a room from its "new messages" line on, or from its end. The model may be null and outlives its showing.
    void setModel(client::TimelineModel* model);
    client::TimelineModel* model() const { return m_model; }
    /// What the server can do with messages: only that is offered.
    void setFeatures(client::Features features);
    /// To the end, as the jump button does.
    void jumpToEnd();
    /// To a message, which is lit for a moment. Asks for older pages until it is there; jumpFailed where
    /// that is of no use.
    void jumpTo(Seq seq);
    /// The same for one that was searched for: where the room's history is not there yet, it is waited for; all of a
    /// long message is shown where the words that were looked for are further down, and they stay lit.
    void jumpToFound(Seq seq, const SearchQuery& query);
    /// No words are lit any more.
    void forgetFound();
    /// Where words of a row are lit, on the viewport.
    QList<QRectF> litWords(int row);
    /// What could not be had may be had now.
    void askAgain() { m_settled.start(); }
    /// No older page will come.
    void giveUpJump();
    /// Brings a message that is loaded on the screen, moving no more than that takes.
    void reveal(Seq seq);
    /// The reader's newest message that can be edited; nothing where there is none.
    std::optional<Seq> newestEditable() const;
    bool isAtEnd() const;
    /// What is selected, as it goes to the clipboard: of one message its words, of several "[time] name: words".
    QString selectedText();
    const TimelineFlow& flow() const { return m_flow; }

public Q_SLOTS:
    void copySelection();

Q_SIGNALS:
    /// All up to here was on the screen of a window in use.
    void seenUpTo(landline::Seq seq);
    void olderPageWanted();
    void retryRequested(const landline::EventId& id);
    void discardRequested(const landline::EventId& id);
    void linkActivated(const QUrl& url);
    void replyRequested(landline::Seq seq);
    void editRequested(landline::Seq seq);
    void deleteRequested(landline::Seq seq);
    void pinRequested(landline::Seq seq, bool on);
    void reactionRequested(landline::Seq seq, const landline::Emoji& emoji, bool on);
    /// A reply is on the screen whose original is not known.
    void originalWanted(landline::Seq seq);
    /// The message that was to be shown cannot be.
    void jumpFailed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Target {
        int row = -1;
        MessageHit hit;
    };

    void connectModel();
    void takeInserted(int first, int last);
    void takeArrivals(int first, int last, bool watched);
    void openAtUnread();
    void afterChange();
    void updateScrollBar();
    void updateJumpButton();
    void reportSeen();
    bool isWatched() const;
    Target targetAt(const QPoint& point); ///< Of the nearest row.
    Target messageAt(const QPoint& point); ///< Nothing between and above the rows.
    void setHovered(const Target& target);
    void hoverAt(const QPoint& point);
    void activate(const Target& target);
    void paintEmpty(QPainter& painter) const;
    void selectWord(const Target& target);
    QString lineForClipboard(int row, int from, int to);

    // timelineactions.cpp
    void makeActions();
    void setCurrent(int row);
    void describeCurrent();
    void walk(int step);
    void showRow(int row);
    void takeFocusChange(const QWidget* now);
    bool takeActionKey(const QKeyEvent& event);
    void perform(const QModelIndex& index, MessageAction action);
    void toggle(const QModelIndex& index, const Emoji& emoji);
    TimelineRow rowAt(const QModelIndex& index) const;
    void updateBar();
    void openMenu(const QModelIndex& index, const QUrl& link, const QPoint& at);
    void openPicker(const QModelIndex& index);
    bool showToolTip(const QPoint& point, const QPoint& global);

    // timelinejump.cpp
    void makeJump();
    void cancelJump();
    void showRowOf(Seq seq, int row);
    void light(Seq seq);
    QList<SearchQuery::Hit> hitsOf(const TimelineFlow::LaidOut& row) const;
    void expandToHit(int row);
    void afterSettling();
    void paintSeeking(QPainter& painter) const;

    const Appearance& m_appearance;
    const Clock& m_clock;
    TimelineFlow m_flow;
    JumpButton* m_jump;
    ActionBar* m_bar;
    ReactionPicker* m_picker;
    QPointer<client::TimelineModel> m_model;
    TimelineSelection m_selection;
    Target m_hovered;
    Target m_pressed;
    bool m_selecting = false;
    bool m_updatingBar = false;
    int m_unseen = 0; ///< Messages of others that came below what is on the screen.
    bool m_caughtUp = false; ///< The end was on the screen of a window in use.
    Seq m_seen;
    QDate m_today;
    client::Features m_features;
    QPersistentModelIndex m_current; ///< Where the keys are.
    QPersistentModelIndex m_barRow; ///< What the bar is over.
    QPersistentModelIndex m_pickRow; ///< What a reaction is chosen for.
    Seq m_wanted; ///< To be jumped to once it is loaded; 0 for none.
    Seq m_wantedFrom; ///< The first that was loaded when more was asked for.
    Seq m_lit;
    Seq m_found; ///< The message whose words are lit; 0 for none.
    SearchQuery m_sought; ///< What it was found by.
    QTimer m_litTimer;
    QTimer m_settled; ///< Runs once a change is over, when others may be asked for.
};

} // namespace landline::ui
