// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chatcommand.h"

#include <QLatin1StringView>

#include <array>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

struct CommandName {
    QLatin1StringView name;
    ChatCommand::Kind kind;
};

constexpr std::array commandNames {
    CommandName { "/help"_L1, ChatCommand::Kind::Help },
    CommandName { "/join"_L1, ChatCommand::Kind::Join },
    CommandName { "/leave"_L1, ChatCommand::Kind::Leave },
    CommandName { "/older"_L1, ChatCommand::Kind::Older },
    CommandName { "/quit"_L1, ChatCommand::Kind::Quit },
    CommandName { "/reply"_L1, ChatCommand::Kind::Reply },
    CommandName { "/room"_L1, ChatCommand::Kind::Room },
    CommandName { "/rooms"_L1, ChatCommand::Kind::Rooms },
    CommandName { "/topic"_L1, ChatCommand::Kind::Topic },
    CommandName { "/who"_L1, ChatCommand::Kind::Who },
};

} // namespace

ChatCommand readChatCommand(const QString& line)
{
    if (line.trimmed().isEmpty()) {
        return {};
    }
    if (!line.startsWith(u'/')) {
        return { ChatCommand::Kind::Say, line };
    }
    if (line.startsWith("//"_L1)) {
        return { ChatCommand::Kind::Say, line.mid(1) };
    }
    const QString name = line.section(u' ', 0, 0).trimmed();
    for (const CommandName& command : commandNames) {
        if (name == command.name) {
            return { command.kind, line.section(u' ', 1).trimmed() };
        }
    }
    return { ChatCommand::Kind::Unknown, name };
}

QStringList chatCommandNames()
{
    QStringList names;
    names.reserve(static_cast<qsizetype>(commandNames.size()));
    for (const CommandName& command : commandNames) {
        names.append(command.name);
    }
    return names;
}

} // namespace landline::cli
