// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/change.h"

#include <algorithm>

namespace landline::event {

namespace {

bool change(const Edit& edit, Text& message)
{
    if (edit.content.isEmpty()) {
        return false; // Its message is deleted, which is told further on in the log.
    }
    if (message.edited == edit.timestamp && message.content == edit.content) {
        return false;
    }
    message.content = edit.content;
    message.mentions = edit.mentions;
    message.mentionsRoom = edit.mentionsRoom;
    message.edited = edit.timestamp;
    return true;
}

bool change(const Delete&, Text& message)
{
    message.content.clear();
    message.mentions.clear();
    message.mentionsRoom = false;
    message.edited.reset();
    message.pinned = false;
    message.reactions.clear();
    message.deleted = true;
    return true;
}

bool change(const React& react, Text& message)
{
    auto& reactions = message.reactions;
    auto kind = std::lower_bound(reactions.begin(), reactions.end(), react.emoji,
        [](const Reaction& reaction, const Emoji& emoji) { return reaction.emoji < emoji; });
    const bool isKnown = kind != reactions.end() && kind->emoji == react.emoji;
    if (!isKnown) {
        if (react.on) {
            reactions.insert(kind - reactions.begin(), { react.emoji, { react.username } });
        }
        return react.on;
    }
    auto& users = kind->users;
    const auto user = std::lower_bound(users.begin(), users.end(), react.username);
    const bool isThere = user != users.end() && *user == react.username;
    if (isThere == react.on) {
        return false;
    }
    if (react.on) {
        users.insert(user - users.begin(), react.username);
    } else if (users.size() > 1) {
        users.removeAt(user - users.begin());
    } else {
        reactions.removeAt(kind - reactions.begin());
    }
    return true;
}

bool change(const Pin& pin, Text& message)
{
    const bool isNew = message.pinned != pin.on;
    message.pinned = pin.on;
    return isNew;
}

template <typename T>
constexpr bool isChange = requires(T entry)
{
    entry.target;
};

} // namespace

std::optional<Seq> targetOf(const Persistent& entry)
{
    return std::visit(
        []<typename T>(const T& e) -> std::optional<Seq> {
            if constexpr (isChange<T>) {
                return e.target;
            } else {
                return std::nullopt;
            }
        },
        entry);
}

bool apply(const Persistent& entry, Text& message)
{
    return std::visit(
        [&message]<typename T>(const T& e) {
            if constexpr (isChange<T>) {
                return e.target == message.seq && !message.deleted && change(e, message);
            } else {
                return false;
            }
        },
        entry);
}

} // namespace landline::event
