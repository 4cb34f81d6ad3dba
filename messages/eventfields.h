// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/jsonkeys.h"
#include "messages/jsonreader.h"

#include <QList>

/// What the decoders of events share. Of `messages/` alone.
namespace landline {

inline QList<UserName> readNames(JsonReader& fields, std::string_view key)
{
    QList<UserName> names;
    const auto array = fields.array(key);
    if (!array) {
        return names;
    }
    for (const auto element : *array) {
        std::string_view text;
        if (element.get(text)) {
            fields.fail(ErrorCode::BadField, key, u"must be an array of strings");
            break;
        }
        auto name = UserName::fromString(toQString(text));
        if (!name) {
            fields.fail(name.error());
            break;
        }
        names.append(*std::move(name));
    }
    return names;
}

/// Calls `read` with a reader for the object, passing its fault on.
template <typename Read>
void readObject(JsonReader& fields, simdjson::dom::object object, const Read& read)
{
    JsonReader inner(object);
    read(inner);
    if (inner.fault()) {
        fields.fail(*inner.fault());
    }
}

/// readObject() for each object of the array, up to the first fault.
template <typename Read>
void readObjects(JsonReader& fields, std::string_view key, const Read& read)
{
    const auto array = fields.array(key);
    if (!array) {
        return;
    }
    for (const auto element : *array) {
        simdjson::dom::object object;
        if (element.get(object)) {
            fields.fail(ErrorCode::BadField, key, u"must be an array of objects");
            return;
        }
        readObject(fields, object, read);
        if (fields.fault()) {
            return;
        }
    }
}

inline RoomName readRoomName(JsonReader& fields)
{
    return fields.required(fields.room(key::room), key::room);
}

inline UserName readUserName(JsonReader& fields)
{
    return fields.required(fields.user(key::username), key::username);
}

inline Timestamp readTimestamp(JsonReader& fields)
{
    return fields.required(fields.timestamp(key::timestamp), key::timestamp);
}

} // namespace landline
