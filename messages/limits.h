// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

/// The protocol's own bounds, in one place. What an operator may set is in server/config.h.
namespace landline::limits {

/// UTF-8 bytes in the content of one message: some 2,500 words, and no more than a client can lay out at once.
constexpr qsizetype content = 16384;
/// Bytes in one WebSocket message to the server: the longest content with its escapes and fields.
constexpr qsizetype frame = 65536;
/// Characters in an id chosen by a client (PROTOCOL.md section 3).
constexpr qsizetype eventId = 64;
/// Characters (code points) in a user's name.
constexpr qsizetype userName = 32;
/// Characters (code points) in a room's name.
constexpr qsizetype roomName = 64;
/// Combining marks in a row within a name: more only serves to paint over the neighbours.
constexpr int marksInARow = 4;
/// UTF-8 bytes in a room's topic: a line or two.
constexpr qsizetype topic = 1024;
/// Code points in one emoji: a family of two with their skin tones has 10, a flag with tags 7.
constexpr qsizetype emoji = 16;
/// Different emoji on one message: what fits on a line or two.
constexpr int reactionKinds = 20;
/// Reactions on one message, all emoji together: the message stays a few kilobytes.
constexpr int reactions = 1000;
/// Characters in the free text that names a client.
constexpr qsizetype clientName = 128;
/// Rooms that one `hello` may ask to resume.
constexpr qsizetype resumedRooms = 1000;
/// Messages in one page of history (PROTOCOL.md section 3).
constexpr int historyPage = 200;
/// Messages in a page when the client did not say how many.
constexpr int historyDefault = 50;
/// Words, phrases and operators in one search: more than anybody types, and what an index answers at once.
constexpr int searchItems = 32;
/// UTF-16 units in one word or phrase that is looked for.
constexpr qsizetype searchTerm = 128;
/// UTF-8 bytes in a search: of the longest items, in quotes and escaped.
constexpr qsizetype searchQuery = 16384;
/// Messages that a search answers with when the client did not say how many; a few screens.
constexpr int searchDefault = 20;
/// Events that a resync sends before it starts afresh (PROTOCOL.md section 5.5).
constexpr int resyncEvents = 1000;
/// Messages that a resync starts afresh with (PROTOCOL.md section 5.5).
constexpr int resyncReset = 100;
/// Depth of nesting in a frame: no frame needs more than 5.
constexpr int jsonDepth = 32;
/// A receiver forgets a typing indication after this (PROTOCOL.md section 3).
constexpr std::chrono::seconds typingExpiry { 6 };
/// The version of the protocol that `hello` names.
constexpr int protocolVersion = 1;
/// The port that a server listens on unless told otherwise.
constexpr quint16 defaultPort = 8800;

} // namespace landline::limits
