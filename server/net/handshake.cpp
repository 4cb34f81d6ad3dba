// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/handshake.h"

#include "server/net/extensions.h"

namespace landline::server {

std::optional<Refusal> faultOfHandshake(const RequestHead& head)
{
    if (head.method != "GET") {
        return Refusal { 400, "A WebSocket handshake must be a GET." };
    }
    if (head.field("sec-websocket-version") != "13") {
        return Refusal { 426, "Sec-WebSocket-Version must be 13." };
    }
    const auto key = QByteArray::fromBase64Encoding(head.field("sec-websocket-key"),
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    constexpr qsizetype nonceBytes = 16;
    if (!key || (*key).size() != nonceBytes) {
        return Refusal { 400, "Sec-WebSocket-Key must be 16 bytes in Base64." };
    }
    if (!readExtensions(head.field("sec-websocket-extensions"))) {
        return Refusal { 400, "Sec-WebSocket-Extensions must be a list of extensions." };
    }
    return std::nullopt;
}

QByteArray withExtensions(QByteArray answer, const QByteArray& extensions)
{
    constexpr qsizetype lastLine = 2; // the empty one, which ends the head
    return answer.insert(
        answer.size() - lastLine, "Sec-WebSocket-Extensions: " + extensions + "\r\n");
}

} // namespace landline::server
