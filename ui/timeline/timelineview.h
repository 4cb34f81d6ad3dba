// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "ui/timeline/timelineflow.h"
#include "ui/timeline/timelineselection.h"

#include <QAbstractScrollArea>
#include <QPointer>

namespace landline::client {
class TimelineModel;
}

namespace landline::ui {

class Appearance;
class JumpButton;

/// A room's messages: the widget around a TimelineFlow. Shows, and tells what was asked for.
class TimelineView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    TimelineView(const Appearance& appearance, const Clock& clock, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows a room from its "new messages" line on, or from its end. The model may be null and outlives its showing.
    void setModel(client::TimelineModel* model);
    client::TimelineModel* model() const { return m_model; }
    /// To the end, as the jump button does.
    void jumpToEnd();
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
    Target targetAt(const QPoint& point);
    void setHovered(const Target& target);
    void hoverAt(const QPoint& point);
    void activate(const Target& target);
    void paintEmpty(QPainter& painter) const;
    void selectWord(const Target& target);
    QString lineForClipboard(int row, int from, int to);

    const Appearance& m_appearance;
    const Clock& m_clock;
    TimelineFlow m_flow;
    JumpButton* m_jump;
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
};

} // namespace landline::ui
