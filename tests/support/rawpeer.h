// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/waiting.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QTcpSocket>
#include <QUrl>

#include <optional>

namespace landline::support {

/// A WebSocket frame as it stands on the wire (RFC 6455 section 5.2), right or wrong.
struct RawFrame {
    enum Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

    quint8 opcode = Text;
    QByteArray payload;
    bool fin = true;
    quint8 rsv = 0; ///< The three reserved bits as a number from 0 to 7.
    bool masked = true; ///< As a client must.
    std::optional<quint64> declared = {}; ///< A payload length that is not the payload's.

    bool operator==(const RawFrame&) const = default;

    QByteArray toBytes() const;
    /// The code of a close frame; 1005 where it bears none.
    int closeCode() const;

    static RawFrame text(const QByteArray& payload) { return { Text, payload }; }
    static RawFrame close(int code, const QByteArray& reason = {});
};

/// An answer of the HTTP side.
struct RawResponse {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< Names in lower case.
    QByteArray body; ///< As far as Content-Length says, or to the end of the connection.

    QByteArray header(const QByteArray& name) const;
};

/// A TCP client that says exactly the bytes it is given, and reads frames and HTTP answers.
///
/// Calls block with the event loop running, at most for support::patience.
class RawPeer final : public QObject {
    Q_OBJECT

public:
    /// `from`: an address of this machine to come from; any where it is null.
    explicit RawPeer(const QUrl& server, const QHostAddress& from = {}, QObject* parent = nullptr);

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray& bytes);
    void send(const RawFrame& frame) { send(frame.toBytes()); }
    /// Reads no more: what the server sends piles up in the kernel and then with the server.
    void stopReading();
    /// The same for a while: what its system has room for, some 100 KB, comes to it meanwhile.
    void pauseReading();
    void resumeReading();
    /// This side's system keeps its next acknowledgement back for as long as it may (40 ms).
    void delayAcknowledgement();
    /// Bytes that this side's system has not taken.
    qint64 unsent() const { return m_socket.bytesToWrite(); }
    void abort() { m_socket.abort(); }

    /// An opening handshake for `path` (with query). `extraHeaders` end in CRLF each; one that is
    /// named there replaces the usual one. True where the answer was a correct 101.
    bool upgrade(const QByteArray& path, const QByteArray& extraHeaders = {});
    /// What upgrade() sends.
    QByteArray upgradeRequest(const QByteArray& path, const QByteArray& extraHeaders = {}) const;
    /// A whole GET with `Connection: close`.
    std::optional<RawResponse> get(const QByteArray& path, const QByteArray& extraHeaders = {});

    std::optional<RawResponse> readResponse(std::chrono::milliseconds deadline = patience);
    std::optional<RawFrame> readFrame(std::chrono::milliseconds deadline = patience);
    /// Passes over other frames; the code of the close frame, 1006 where the connection ended
    /// without one, nothing where it went on to the deadline.
    std::optional<int> readClose(std::chrono::milliseconds deadline = patience);
    bool waitForEnd(std::chrono::milliseconds deadline = patience);

private:
    void read();
    std::optional<RawFrame> takeFrame();
    QByteArray host() const;

    QUrl m_server;
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace landline::support
