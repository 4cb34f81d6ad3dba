// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace landline::prove {

/// One connection of somebody who means harm, from an address of their own.
///
/// Calls block, each for at most `patience`. For one thread.
class Foe {
public:
    static constexpr std::chrono::seconds patience { 5 };

    /// Comes from 127.0.66.`house`: what one address is refused, another has not spent.
    Foe(quint16 port, quint8 house);
    ~Foe();
    Foe(Foe&& other) noexcept;
    Foe& operator=(Foe&& other) noexcept;
    Q_DISABLE_COPY(Foe)

    bool isOpen() const { return m_descriptor >= 0; }
    /// False where the server has closed, or took nothing more in time.
    bool send(const QByteArray& bytes);
    /// Sends what the system takes at once, and waits for nothing; the bytes taken, or -1 where the server has closed.
    qsizetype offer(const QByteArray& bytes);
    /// Asks for a WebSocket at the path, and reads the answer; true for 101.
    bool upgrade(const QByteArray& path);
    /// Reads until the server closes. After upgrade() the code of its close frame, before it the status of its answer;
    /// 0 where it closed without either, -1 where it did not close.
    int verdict();
    /// Drops the connection with a reset.
    void reset();

private:
    enum class Got { Bytes, End, NothingInTime };

    Got read();

    int m_descriptor = -1;
    bool m_isUpgraded = false;
    QByteArray m_received;
};

} // namespace landline::prove
