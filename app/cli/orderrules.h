// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/order.h"
#include "messages/limits.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <limits>

/// Which verbs and options there are, and which goes with which. Of order.cpp alone.
namespace landline::cli {

using namespace Qt::StringLiterals;

/// Messages or echoes that --count may ask for: what is shown at once is held in memory.
constexpr qint64 mostCounted = 1'000'000;
/// In seconds: a day. Who waits longer means it otherwise.
constexpr qint64 longestWait = 86400;
/// Characters of --id, behind which a number may have to stand.
constexpr qsizetype longestId = limits::eventId - 8;
/// Words that are as many as one likes.
constexpr qsizetype anyNumber = std::numeric_limits<qsizetype>::max();

struct VerbRule {
    QLatin1StringView name;
    Verb verb;
    int rooms; ///< Words at the front that name rooms.
    qsizetype leastWords;
    qsizetype mostWords;
    QLatin1StringView usage;
};

inline constexpr std::array verbRules {
    VerbRule { "chat"_L1, Verb::Chat, 0, 0, 1, "chat [URL]"_L1 },
    VerbRule { "send"_L1, Verb::Send, 1, 1, anyNumber, "send ROOM [TEXT...]"_L1 },
    VerbRule { "tail"_L1, Verb::Tail, std::numeric_limits<int>::max(), 1, anyNumber,
        "tail [-f] ROOM..."_L1 },
    VerbRule { "history"_L1, Verb::History, 1, 1, 1, "history ROOM"_L1 },
    VerbRule { "search"_L1, Verb::Search, 0, 1, anyNumber, "search QUERY..."_L1 },
    VerbRule { "rooms"_L1, Verb::Rooms, 0, 0, 0, "rooms"_L1 },
    VerbRule { "who"_L1, Verb::Who, 1, 1, 1, "who ROOM"_L1 },
    VerbRule { "notify"_L1, Verb::Notify, 0, 2, 3, "notify USER TITLE [MESSAGE]"_L1 },
    VerbRule { "upload"_L1, Verb::Upload, 1, 2, 2, "upload ROOM FILE"_L1 },
    VerbRule { "echo"_L1, Verb::Echo, 0, 0, 0, "echo"_L1 },
    VerbRule { "help"_L1, Verb::Help, 0, 0, anyNumber, "help"_L1 },
};

constexpr quint32 bitOf(Verb verb)
{
    return 1U << static_cast<quint32>(verb);
}

template <typename... Verbs>
constexpr quint32 bitsOf(Verbs... verbs)
{
    return (bitOf(verbs) | ...);
}

struct OptionRule {
    QLatin1StringView name;
    QLatin1StringView letter; ///< Empty where it has none.
    QLatin1StringView value; ///< Empty where it takes none.
    quint32 verbs;
};

constexpr quint32 allVerbs = ~0U;

inline constexpr std::array optionRules {
    OptionRule { "server"_L1, "s"_L1, "URL"_L1, allVerbs },
    OptionRule { "name"_L1, ""_L1, "NAME"_L1, allVerbs },
    OptionRule { "token-file"_L1, ""_L1, "FILE"_L1, allVerbs },
    OptionRule { "wait"_L1, ""_L1, "SECONDS"_L1, allVerbs },
    OptionRule { "color"_L1, ""_L1, "WHEN"_L1,
        bitsOf(Verb::Chat, Verb::Tail, Verb::History, Verb::Search, Verb::Rooms, Verb::Who) },
    OptionRule { "json"_L1, ""_L1, ""_L1, allVerbs & ~bitOf(Verb::Chat) },
    OptionRule { "count"_L1, "n"_L1, "COUNT"_L1,
        bitsOf(Verb::Tail, Verb::History, Verb::Search, Verb::Echo) },
    OptionRule { "follow"_L1, "f"_L1, ""_L1, bitOf(Verb::Tail) },
    OptionRule { "before"_L1, ""_L1, "SEQ"_L1, bitOf(Verb::History) },
    OptionRule { "after"_L1, ""_L1, "SEQ"_L1, bitOf(Verb::History) },
    OptionRule { "id"_L1, ""_L1, "ID"_L1, bitOf(Verb::Send) },
    OptionRule { "code"_L1, ""_L1, ""_L1, bitOf(Verb::Send) },
    OptionRule { "lines"_L1, ""_L1, ""_L1, bitOf(Verb::Send) },
    OptionRule { "raw"_L1, ""_L1, ""_L1, bitOf(Verb::Send) },
    OptionRule { "size"_L1, ""_L1, "BYTES"_L1, bitOf(Verb::Echo) },
    OptionRule { "data-dir"_L1, ""_L1, "DIR"_L1, bitOf(Verb::Chat) },
    OptionRule { "help"_L1, "h"_L1, ""_L1, allVerbs },
    OptionRule { "version"_L1, "v"_L1, ""_L1, allVerbs },
};

} // namespace landline::cli
