// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"
#include "messages/requests.h"

#include <QByteArray>
#include <QByteArrayView>

/// The wire form of requests and events: one JSON object (RFC 8259) in a text message.
///
/// Reentrant: each thread has a parser of its own. Decoding never guesses: a field of the wrong
/// type, out of range, or there twice is refused by name; fields that are not known are ignored.
namespace landline {

/// A request that could not be read. `id` where even so much could be read, for the answer.
struct RequestError {
    Error error;
    std::optional<EventId> id;
};

/// Fails with BadJson, BadFrame (not an object), UnknownType, Unsupported (a type of the protocol
/// that this version does not serve), BadField, BadName or TooLong.
std::variant<RequestFrame, RequestError> decodeRequest(QByteArrayView json);

/// Fails as decodeRequest does. A persistent event of an unknown type is an event::Unknown.
Result<Event> decodeEvent(QByteArrayView json);

QByteArray encode(const RequestFrame& frame);
QByteArray encode(const Event& event);
QByteArray encode(const event::Persistent& entry);

} // namespace landline
