// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"
#include "tests/support/rawpeer.h"

#include <QString>
#include <QStringList>

namespace landline::support {

class Stage;

/// Somebody in a room by a simple connection, byte by byte: who can be had on any server that tells a room's texts to
/// all in it, and can be made to read nothing.
class RawMember {
public:
    /// Comes in under a name of the stage; ExpectationFailed where it is refused.
    RawMember(const Stage& stage, const QString& name, const RoomName& room);

    RawPeer& peer() { return m_peer; }
    const QString& name() const { return m_name; }
    /// `content` must need no escaping in JSON.
    void say(const QString& content);
    /// The next text of the room; nothing where none comes in time.
    std::optional<QString> nextText(std::chrono::milliseconds deadline = patience);
    /// Sends a ping and waits for its pong; texts before it are lost.
    bool isAnswered();
    /// Whether this one has read that the other left.
    bool knowsLeft(const QString& name) const { return m_left.contains(name); }
    /// Reads on until it has; texts among it are lost.
    bool isToldLeft(const QString& name, std::chrono::milliseconds deadline);

private:
    /// The content, where the frame is a text. Remembers who left.
    std::optional<QString> take(const RawFrame& frame);

    QString m_name;
    RawPeer m_peer;
    QStringList m_left;
};

} // namespace landline::support
