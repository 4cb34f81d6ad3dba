// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <atomic>
#include <mutex>

namespace landline::prove {

/// Where an attack is played: one server, until the besieger is told to stop. Any thread.
class Ground {
public:
    Ground(quint16 port, quint8 house)
        : m_port(port)
        , m_house(house)
    {
    }

    quint16 port() const { return m_port; }
    quint8 house() const { return m_house; }
    bool goesOn() const { return m_goesOn; }
    void stop() { m_goesOn = false; }
    /// A round is over; what was wrong with the server's answer is kept, each sentence once.
    void judge(bool isRight, const QString& otherwise);
    void judge(int verdict, int wanted);
    int rounds() const;
    QList<QString> findings() const;

private:
    quint16 m_port;
    quint8 m_house;
    std::atomic_bool m_goesOn = true;
    mutable std::mutex m_mutex;
    int m_rounds = 0;
    QList<QString> m_findings;
};

/// What somebody may do to a server, over and over until the ground says stop.
struct Attack {
    const char* name;
    void (*play)(Ground& ground);
};

/// What RFC 6455 section 10 and RFC 9112 section 11 warn of: bytes that are wrong, too many, too slow, or never end.
QList<Attack> allAttacks();

} // namespace landline::prove
