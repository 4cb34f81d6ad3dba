// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/conversation.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace landline::server {

/// All who are inside. Who ends is let go of in the next turn of the event loop, when nothing calls it any more, and the
/// memory of a crowd that left is given back to the system. Network thread only.
class Conversations final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    std::size_t size() const { return m_all.size(); }
    bool isEmpty() const { return m_all.empty(); }
    void add(std::shared_ptr<Conversation> conversation);
    /// False where it was not inside.
    bool remove(const Conversation& conversation);
    /// Looks at everyone's deadlines; to be called several times within the shortest of them.
    void sweep(Clock::Steady::time_point now);
    void closeAll(CloseCode code, const QString& reason);
    /// Drops all at once. Not from within a conversation's call.
    void abortAll();

private:
    std::vector<std::shared_ptr<Conversation>> all() const;
    void giveBackMemory(Clock::Steady::time_point now);

    std::unordered_map<const Conversation*, std::shared_ptr<Conversation>> m_all;
    std::vector<std::shared_ptr<Conversation>> m_ended;
    std::size_t m_left = 0; ///< Since memory was last given back.
    std::size_t m_leftBefore = 0; ///< The same, at the last sweep.
    Clock::Steady::time_point m_firstLeftAt; ///< Of those, as sweeps see it.
    Clock::Steady::time_point m_lastLeftAt;
};

} // namespace landline::server
