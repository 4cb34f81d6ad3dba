// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "messages/names.h"

#include <QWidget>

namespace landline::client {
class TimelineModel;
}

namespace landline::ui {

class Appearance;
class Composer;
class ConversationHeader;
class ElidedLabel;
class NoticeBar;
class QuestionBar;
class TimelineView;

/// The middle of the window: one room's header, messages, typing line and composer, as a frame around them.
class Conversation final : public QWidget {
    Q_OBJECT

public:
    Conversation(const Appearance& appearance, const Clock& clock, QWidget* parent = nullptr);

    ConversationHeader& header() { return *m_header; }
    TimelineView& timeline() { return *m_timeline; }
    Composer& composer() { return *m_composer; }
    /// Above the messages: what is wrong with the connection, or with a request.
    NoticeBar& notice() { return *m_notice; }
    /// Above the composer: what has to be asked before it is done.
    QuestionBar& question() { return *m_question; }

    /// Shows a room. A null model shows that there is none, and hides what would need one.
    void showRoom(client::TimelineModel* timeline, const QString& draft);
    void setTyping(const QList<UserName>& users);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

Q_SIGNALS:
    /// There is no room, and one is wanted.
    void roomWanted();

private:
    QWidget* makeEmptyPage();
    void applyTheme();

    const Appearance& m_appearance;
    ConversationHeader* m_header;
    NoticeBar* m_notice;
    Composer* m_composer; ///< Made before the messages: in this order Tab leads through the window.
    TimelineView* m_timeline;
    QuestionBar* m_question;
    ElidedLabel* m_typing;
    QWidget* m_empty;
};

} // namespace landline::ui
