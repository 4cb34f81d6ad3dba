// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The names of fields and types on the wire (PROTOCOL.md sections 2 to 4). Only the codec knows them.
namespace landline::key {

using namespace std::string_view_literals;

constexpr auto active = "active"sv;
constexpr auto after = "after"sv;
constexpr auto before = "before"sv;
constexpr auto burst = "burst"sv;
constexpr auto client = "client"sv;
constexpr auto code = "code"sv;
constexpr auto content = "content"sv;
constexpr auto deleted = "deleted"sv;
constexpr auto edited = "edited"sv;
constexpr auto emoji = "emoji"sv;
constexpr auto events = "events"sv;
constexpr auto features = "features"sv;
constexpr auto file = "file"sv;
constexpr auto first = "first"sv;
constexpr auto frame = "frame"sv;
constexpr auto guest = "guest"sv;
constexpr auto id = "id"sv;
constexpr auto indexing = "indexing"sv;
constexpr auto joined = "joined"sv;
constexpr auto last = "last"sv;
constexpr auto lastSeq = "last_seq"sv;
constexpr auto limit = "limit"sv;
constexpr auto limits = "limits"sv;
constexpr auto member = "member"sv;
constexpr auto members = "members"sv;
constexpr auto mentions = "mentions"sv;
constexpr auto mentionsRoom = "mentions_room"sv;
constexpr auto more = "more"sv;
constexpr auto name = "name"sv;
constexpr auto next = "next"sv;
constexpr auto on = "on"sv;
constexpr auto password = "password"sv;
constexpr auto pinned = "pinned"sv;
constexpr auto presence = "presence"sv;
constexpr auto isPrivate = "private"sv;
constexpr auto protocol = "protocol"sv;
constexpr auto query = "query"sv;
constexpr auto rate = "rate"sv;
constexpr auto reactions = "reactions"sv;
constexpr auto readSeq = "read_seq"sv;
constexpr auto replyTo = "reply_to"sv;
constexpr auto reset = "reset"sv;
constexpr auto results = "results"sv;
constexpr auto resume = "resume"sv;
constexpr auto retryAfter = "retry_after"sv;
constexpr auto roles = "roles"sv;
constexpr auto room = "room"sv;
constexpr auto rooms = "rooms"sv;
constexpr auto seq = "seq"sv;
constexpr auto server = "server"sv;
constexpr auto since = "since"sv;
constexpr auto target = "target"sv;
constexpr auto timestamp = "timestamp"sv;
constexpr auto token = "token"sv;
constexpr auto topic = "topic"sv;
constexpr auto type = "type"sv;
constexpr auto unread = "unread"sv;
constexpr auto username = "username"sv;
constexpr auto users = "users"sv;
constexpr auto version = "version"sv;

} // namespace landline::key

namespace landline::type {

using namespace std::string_view_literals;

constexpr auto create = "create"sv;
constexpr auto remove = "delete"sv;
constexpr auto edit = "edit"sv;
constexpr auto error = "error"sv;
constexpr auto hello = "hello"sv;
constexpr auto history = "history"sv;
constexpr auto join = "join"sv;
constexpr auto leave = "leave"sv;
constexpr auto pin = "pin"sv;
constexpr auto ping = "ping"sv;
constexpr auto pong = "pong"sv;
constexpr auto react = "react"sv;
constexpr auto read = "read"sv;
constexpr auto results = "results"sv;
constexpr auto room = "room"sv;
constexpr auto rooms = "rooms"sv;
constexpr auto search = "search"sv;
constexpr auto text = "text"sv;
constexpr auto topic = "topic"sv;
constexpr auto typing = "typing"sv;
constexpr auto unknown = "unknown"sv;
constexpr auto userList = "user_list"sv;
constexpr auto users = "users"sv;
constexpr auto welcome = "welcome"sv;

} // namespace landline::type
