// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/errand.h"

#include "app/cli/echoerrand.h"
#include "app/cli/historyerrand.h"
#include "app/cli/listerrands.h"
#include "app/cli/searcherrand.h"
#include "app/cli/senderrand.h"
#include "app/cli/tailerrand.h"
#include "app/cli/unservederrand.h"

namespace landline::cli {

void Errand::finish(const End& end)
{
    if (!m_finished) {
        m_finished = true;
        Q_EMIT finished(end);
    }
}

std::unique_ptr<Errand> errandFor(const Order& order)
{
    switch (order.verb) {
    case Verb::Send:
        return std::make_unique<SendErrand>(order);
    case Verb::Tail:
        return std::make_unique<TailErrand>(order);
    case Verb::History:
        return std::make_unique<HistoryErrand>(order);
    case Verb::Rooms:
        return std::make_unique<RoomsErrand>(order);
    case Verb::Who:
        return std::make_unique<WhoErrand>(order);
    case Verb::Echo:
        return std::make_unique<EchoErrand>(order);
    case Verb::Search:
        return std::make_unique<SearchErrand>(order);
    case Verb::Notify:
    case Verb::Upload:
        return std::make_unique<UnservedErrand>(order);
    case Verb::Chat:
    case Verb::Help:
    case Verb::Version:
        break;
    }
    return nullptr;
}

} // namespace landline::cli
