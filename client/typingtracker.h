// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "messages/names.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

namespace landline::client {

/// Who else is typing in each room: until told otherwise, and no longer than limits::typingExpiry.
class TypingTracker final : public QObject {
    Q_OBJECT

public:
    /// The clock is borrowed.
    explicit TypingTracker(const Clock& clock, QObject* parent = nullptr);

    /// Sorted.
    QList<UserName> typing(const RoomName& room) const;
    void setTyping(const RoomName& room, const UserName& user, bool active);
    /// Nobody is heard of any more.
    void clear();
    /// Forgets those whose time is over by the clock. Called by a timer; by hand with a test's
    /// clock.
    void expire();

Q_SIGNALS:
    void changed(const landline::RoomName& room, const QList<landline::UserName>& users);

private:
    void schedule();

    using Deadlines = QHash<UserName, Clock::Steady::time_point>;

    const Clock& m_clock;
    QHash<RoomName, Deadlines> m_rooms;
    QTimer m_timer;
};

/// Which of one's own key presses are told to others: the first, and then one every few seconds.
class TypingThrottle {
public:
    /// The clock is borrowed.
    explicit TypingThrottle(const Clock& clock);

    /// True where this is to be sent now.
    bool report(const RoomName& room, bool active);
    /// The server has forgotten what was told.
    void clear();

private:
    const Clock& m_clock;
    QHash<RoomName, Clock::Steady::time_point> m_told;
};

} // namespace landline::client
