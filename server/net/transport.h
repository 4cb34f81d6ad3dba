// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <memory>
#include <span>

namespace landline::server {

/// Who is told what a Transport has to say. Calls come from the event loop, never from within a call to the transport.
class TransportListener {
public:
    virtual ~TransportListener() = default;

    /// The bytes are valid during the call only.
    virtual void bytesRead(QByteArrayView bytes) = 0;
    /// A write that was cut short can go on.
    virtual void writePossible() = 0;
    /// The other side ended its direction, or the connection broke. Nothing more will be read.
    virtual void readEnded() = 0;
};

/// A connected byte stream that never holds more than the system does: what it cannot take it leaves to the caller.
///
/// This is the seam between what is Linux alone and what is portable, and between plain and TLS.
/// Used in the network thread only. Destroying it closes the connection at once.
class Transport {
public:
    virtual ~Transport() = default;

    /// To be called before anything else; the listener outlives the transport. Called again, it hands what is still
    /// to be said to another listener.
    virtual void start(TransportListener& listener) = 0;
    /// Of the other side; null where the connection is over.
    virtual QHostAddress peerAddress() const = 0;
    /// Takes a prefix of the pieces, in order, and returns its length. Less than all means that
    /// TransportListener::writePossible will be called. After a failure all is taken and lost.
    virtual qint64 write(std::span<const QByteArrayView> pieces) = 0;
    /// Reading stops, so that the other side is held up instead of this side's memory.
    virtual void setReading(bool reading) = 0;
    /// Ends this side's direction once all that was taken is sent.
    virtual void finish() = 0;
    /// Drops the connection at once. The listener is not called any more.
    virtual void abort() = 0;
};

} // namespace landline::server
