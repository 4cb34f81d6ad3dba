// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/transportfactory.h"

#include "server/net/sockettransport.h"

#ifdef Q_OS_LINUX
#include "server/net/epolltransport.h"
#endif

namespace landline::server {

#ifdef Q_OS_LINUX

TransportFactory::TransportFactory(Turn& turn, bool portable)
{
    if (!portable) {
        m_poller = std::make_unique<Poller>(turn);
        if (!m_poller->isValid()) {
            m_poller.reset();
        }
    }
}

TransportFactory::~TransportFactory() = default;

std::unique_ptr<Transport> TransportFactory::make(qintptr descriptor)
{
    if (m_poller) {
        return std::make_unique<EpollTransport>(static_cast<int>(descriptor), *m_poller);
    }
    return std::make_unique<SocketTransport>(descriptor);
}

#else

class Poller { };

TransportFactory::TransportFactory(Turn&, bool) { }

TransportFactory::~TransportFactory() = default;

std::unique_ptr<Transport> TransportFactory::make(qintptr descriptor)
{
    return std::make_unique<SocketTransport>(descriptor);
}

#endif

} // namespace landline::server
