// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/deflater.h"
#include "server/net/framelog.h"

#include <memory>

namespace landline::server {

/// One text message for many, as the frames that bear it: each form is made once, and the compressed one only when
/// somebody reads that.
class SharedMessage {
public:
    explicit SharedMessage(QByteArrayView json)
        : m_plain(frameOf(Opcode::Text, json))
        , m_length(json.size())
    {
    }

    const QByteArray& plain() const { return m_plain; }
    const QByteArray& deflated(Deflater& deflater);

private:
    QByteArray m_plain;
    qsizetype m_length; ///< Of the payload, which ends the frame.
    QByteArray m_deflated;
};

/// What is said to many, in the two forms that they read: a FrameLog of plain frames, and one of compressed frames
/// (RFC 7692) that is there once a connection asked for it. Whose window is smaller than the usual one reads plain.
///
/// So a message is compressed once and not per member, and not at all where nobody asked. Network thread only.
class MessageLog {
public:
    /// Connections that read it, in whichever form.
    qsizetype readers() const
    {
        return m_plain.readers() + (m_deflated ? m_deflated->readers() : 0);
    }
    /// Nobody reads it.
    bool isUnread() const { return m_plain.isUnread() && (!m_deflated || m_deflated->isUnread()); }
    /// The log that suits the peer. It stays for as long as this.
    FrameLog& logFor(const Peer& peer);
    /// To each form that is read.
    void append(SharedMessage& message);
    void flush();
    /// Of both forms: FrameLog::giveBack().
    void giveBack();

private:
    FrameLog m_plain;
    std::unique_ptr<FrameLog> m_deflated;
    Deflater* m_deflater = nullptr; ///< The one that readers of m_deflated share.
};

} // namespace landline::server
