// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/codec.h"

/// What the codec promises of any bytes: they are refused with a reason, or the value that they
/// make comes back equal, and to the letter, from its own encoding.
///
/// Each function says how the promise was broken; nothing where it was kept.
namespace landline::promise {

inline QByteArray brokenByRequest(QByteArrayView json)
{
    const auto first = decodeRequest(json);
    if (const auto* refusal = std::get_if<RequestError>(&first)) {
        return refusal->error.detail.isEmpty() ? "refused without a reason" : QByteArray();
    }
    const auto& frame = std::get<RequestFrame>(first);
    const QByteArray encoded = encode(frame);
    const auto second = decodeRequest(encoded);
    if (const auto* refusal = std::get_if<RequestError>(&second)) {
        return "its own encoding is refused: " + refusal->error.detail.toUtf8() + '\n' + encoded;
    }
    const auto& back = std::get<RequestFrame>(second);
    return back == frame && encode(back) == encoded ? QByteArray()
                                                    : "comes back changed: " + encoded;
}

inline QByteArray brokenByEvent(QByteArrayView json)
{
    const auto first = decodeEvent(json);
    if (!first) {
        return first.error().detail.isEmpty() ? "refused without a reason" : QByteArray();
    }
    const QByteArray encoded = encode(*first);
    const auto second = decodeEvent(encoded);
    if (!second) {
        return "its own encoding is refused: " + second.error().detail.toUtf8() + '\n' + encoded;
    }
    return *second == *first && encode(*second) == encoded ? QByteArray()
                                                           : "comes back changed: " + encoded;
}

} // namespace landline::promise
