// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/typingtracker.h"

#include "messages/limits.h"

#include <algorithm>

namespace landline::client {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// Half of limits::typingExpiry, so that a lost one does not make the line flicker.
constexpr auto tellEvery = 3s;

} // namespace

TypingTracker::TypingTracker(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TypingTracker::expire);
}

QList<UserName> TypingTracker::typing(const RoomName& room) const
{
    QList<UserName> users = m_rooms.value(room).keys();
    std::sort(users.begin(), users.end());
    return users;
}

void TypingTracker::setTyping(const RoomName& room, const UserName& user, bool active)
{
    const bool was = m_rooms.value(room).contains(user);
    if (active) {
        m_rooms[room].insert(user, m_clock.steadyNow() + limits::typingExpiry);
    } else if (was && m_rooms[room].remove(user) && m_rooms[room].isEmpty()) {
        m_rooms.remove(room);
    }
    schedule();
    if (was != active) {
        Q_EMIT changed(room, typing(room));
    }
}

void TypingTracker::clear()
{
    const QList<RoomName> rooms = std::exchange(m_rooms, {}).keys();
    m_timer.stop();
    for (const RoomName& room : rooms) {
        Q_EMIT changed(room, {});
    }
}

void TypingTracker::expire()
{
    const auto now = m_clock.steadyNow();
    QList<RoomName> rooms;
    for (auto room = m_rooms.begin(); room != m_rooms.end(); ++room) {
        if (room->removeIf([now](const auto& user) { return user.value() <= now; }) > 0) {
            rooms.append(room.key());
        }
    }
    m_rooms.removeIf([](const auto& room) { return room.value().isEmpty(); });
    schedule();
    for (const RoomName& room : std::as_const(rooms)) {
        Q_EMIT changed(room, typing(room));
    }
}

void TypingTracker::schedule()
{
    auto next = Clock::Steady::time_point::max();
    for (const Deadlines& deadlines : std::as_const(m_rooms)) {
        for (const auto deadline : deadlines) {
            next = std::min(next, deadline);
        }
    }
    if (m_rooms.isEmpty()) {
        m_timer.stop();
    } else {
        const auto wait = std::chrono::ceil<milliseconds>(next - m_clock.steadyNow());
        m_timer.start(std::max(wait, 0ms));
    }
}

TypingThrottle::TypingThrottle(const Clock& clock)
    : m_clock(clock)
{
}

bool TypingThrottle::report(const RoomName& room, bool active)
{
    if (!active) {
        return m_told.remove(room);
    }
    const auto now = m_clock.steadyNow();
    const auto told = m_told.constFind(room);
    if (told != m_told.constEnd() && now - *told < tellEvery) {
        return false;
    }
    m_told.insert(room, now);
    return true;
}

void TypingThrottle::clear()
{
    m_told.clear();
}

} // namespace landline::client
