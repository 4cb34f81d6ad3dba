// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/sessionstate.h"
#include "messages/clock.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace landline::ui {

class Appearance;

/// The state of the connection in words, with a dot; counts down to the next attempt and offers it now.
class ConnectionPill final : public QWidget {
    Q_OBJECT

public:
    ConnectionPill(const Appearance& appearance, const Clock& clock, QWidget* parent = nullptr);

    void setStatus(const client::SessionStatus& status);

Q_SIGNALS:
    void tryNowRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    QColor dotColor() const;

    const Appearance& m_appearance;
    const Clock& m_clock;
    client::SessionStatus m_status;
    Clock::Steady::time_point m_nextAttempt;
    QTimer m_tick;
    QLabel* m_words;
    QPushButton* m_tryNow;
};

} // namespace landline::ui
