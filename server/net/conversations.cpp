// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/conversations.h"

#include <chrono>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace landline::server {

using namespace std::chrono_literals;

namespace {

/// Connections that have left, from which on it is worth to look for whole pages that are free: some megabyte.
constexpr std::size_t crowd = 500;
/// Looking takes some milliseconds for a heap of 100 MB, so it waits until nobody has left for so long, and what was
/// kept for those who left is gone as well; but not for ever.
constexpr auto quiet = 3s;
constexpr auto longestWait = 30s;

} // namespace

void Conversations::add(std::shared_ptr<Conversation> conversation)
{
    const auto* key = conversation.get();
    m_all.emplace(key, std::move(conversation));
}

bool Conversations::remove(const Conversation& conversation)
{
    const auto found = m_all.find(&conversation);
    if (found == m_all.end()) {
        return false;
    }
    if (m_ended.empty()) {
        QMetaObject::invokeMethod(
            this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
    }
    m_ended.push_back(std::move(found->second));
    m_all.erase(found);
    ++m_left;
    return true;
}

void Conversations::sweep(Clock::Steady::time_point now)
{
    // Those that end meanwhile are kept in m_ended.
    std::vector<Conversation*> inside;
    inside.reserve(m_all.size());
    for (const auto& [key, conversation] : m_all) {
        inside.push_back(conversation.get());
    }
    for (auto* conversation : inside) {
        conversation->checkDeadlines(now);
    }
    giveBackMemory(now);
}

void Conversations::giveBackMemory([[maybe_unused]] Clock::Steady::time_point now)
{
#ifdef __GLIBC__
    // free() gives back only what lies at the heap's end, where something of those who stay always lies.
    if (m_leftBefore == 0) {
        m_firstLeftAt = now;
    }
    if (m_left != m_leftBefore) {
        m_leftBefore = m_left;
        m_lastLeftAt = now;
    }
    const bool isOver = now - m_lastLeftAt >= quiet || now - m_firstLeftAt >= longestWait;
    if (m_left >= crowd && isOver) {
        m_left = 0;
        m_leftBefore = 0;
        ::malloc_trim(0);
    }
#endif
}

std::vector<std::shared_ptr<Conversation>> Conversations::all() const
{
    std::vector<std::shared_ptr<Conversation>> conversations;
    conversations.reserve(m_all.size());
    for (const auto& [key, conversation] : m_all) {
        conversations.push_back(conversation);
    }
    return conversations;
}

void Conversations::closeAll(CloseCode code, const QString& reason)
{
    for (const auto& conversation : all()) {
        conversation->peer().close(code, reason);
    }
}

void Conversations::abortAll()
{
    for (const auto& conversation : all()) {
        conversation->peer().abort();
    }
    m_ended.clear();
}

} // namespace landline::server
