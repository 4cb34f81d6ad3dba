// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/unservederrand.h"

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

struct Service {
    QString feature; ///< In `features` of the welcome.
    QString words;
};

Service serviceOf(Verb verb)
{
    switch (verb) {
    case Verb::Notify:
        return { u"notify"_s, u"notifications"_s };
    default:
        return { u"files"_s, u"files"_s };
    }
}

} // namespace

void UnservedErrand::begin()
{
    const Service service = serviceOf(order().verb);
    const event::Welcome& welcome = visit().welcome();
    const bool served = welcome.features.contains(service.feature)
        || (order().verb == Verb::Upload && welcome.limits.file > 0);
    const QString sentence = served
        ? u"This version of landline-cli is older than the server at %1, and knows nothing of its %2."_s
        : u"The server at %1 does not serve %2."_s;
    end({ ExitCode::NotServed, sentence.arg(visit().server(), service.words) });
}

} // namespace landline::cli
