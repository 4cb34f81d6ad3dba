// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/messagelog.h"

#include "server/net/peer.h"

namespace landline::server {

const QByteArray& SharedMessage::deflated(Deflater& deflater)
{
    if (m_deflated.isEmpty()) {
        m_deflated
            = deflatedFrameOf(Opcode::Text, QByteArrayView(m_plain).last(m_length), deflater);
    }
    return m_deflated;
}

FrameLog& MessageLog::logFor(const Peer& peer)
{
    auto* deflater = peer.deflater();
    // Who has room for a smaller window than the others cannot read what was compressed for them.
    if (deflater == nullptr || deflater->windowBits() < Deflater::usualWindowBits) {
        return m_plain;
    }
    if (!m_deflated) {
        m_deflated = std::make_unique<FrameLog>();
        m_deflater = deflater;
    }
    return *m_deflated;
}

void MessageLog::append(SharedMessage& message)
{
    if (!m_plain.isUnread()) {
        m_plain.append(message.plain());
    }
    if (m_deflated && !m_deflated->isUnread()) {
        m_deflated->append(message.deflated(*m_deflater));
    }
}

void MessageLog::flush()
{
    m_plain.flush();
    if (m_deflated) {
        m_deflated->flush();
    }
}

void MessageLog::giveBack()
{
    m_plain.giveBack();
    if (m_deflated) {
        m_deflated->giveBack();
    }
}

} // namespace landline::server
