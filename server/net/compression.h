// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/deflater.h"
#include "server/net/inflater.h"

#include <array>
#include <memory>

namespace landline::server {

/// What a Peer with permessage-deflate reads and writes with; both null where there is no such agreement.
struct PeerCompression {
    Inflater* inflater = nullptr;
    Deflater* deflater = nullptr;
};

/// The compressors that all connections of one network thread share, made when first needed. Outlives the peers.
class Compression {
public:
    /// `windowBits` as in DeflateAgreement.
    PeerCompression forWindow(int windowBits)
    {
        if (!m_inflater) {
            m_inflater = std::make_unique<Inflater>();
        }
        auto& deflater
            = m_deflaters.at(static_cast<std::size_t>(windowBits - Deflater::leastWindowBits));
        if (!deflater) {
            deflater = std::make_unique<Deflater>(windowBits);
        }
        return { m_inflater.get(), deflater.get() };
    }

private:
    std::unique_ptr<Inflater> m_inflater;
    std::array<std::unique_ptr<Deflater>, Deflater::usualWindowBits - Deflater::leastWindowBits + 1>
        m_deflaters;
};

} // namespace landline::server
