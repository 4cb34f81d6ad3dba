// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/poller.h"

#include "server/turn.h"

#include <QSocketNotifier>

#include <array>

#include <sys/epoll.h>
#include <unistd.h>

namespace landline::server {

namespace {

/// Events taken in one turn, so that timers and the store's answers are not held up by a crowd.
constexpr int mostEvents = 512;

} // namespace

Poller::Poller(Turn& turn, QObject* parent)
    : QObject(parent)
    , m_turn(turn)
    , m_descriptor(::epoll_create1(EPOLL_CLOEXEC))
{
    if (isValid()) {
        m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &Poller::poll);
    }
}

Poller::~Poller()
{
    m_notifier.reset();
    if (isValid()) {
        ::close(m_descriptor);
    }
}

bool Poller::add(int descriptor, quint32 events, Pollable& pollable)
{
    epoll_event event { events, { &pollable } };
    return ::epoll_ctl(m_descriptor, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Poller::change(int descriptor, quint32 events, Pollable& pollable)
{
    epoll_event event { events, { &pollable } };
    ::epoll_ctl(m_descriptor, EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::remove(int descriptor)
{
    ::epoll_ctl(m_descriptor, EPOLL_CTL_DEL, descriptor, nullptr);
}

void Poller::poll()
{
    const Turn::Scope scope(m_turn);
    std::array<epoll_event, mostEvents> events;
    const int count = ::epoll_wait(m_descriptor, events.data(), mostEvents, 0);
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        static_cast<Pollable*>(event.data.ptr)->ready(event.events);
    }
}

} // namespace landline::server
