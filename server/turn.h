// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace landline::server {

/// What is gathered while the event loop handles one batch of input, and done once when that ends: a group of writes is
/// handed to the store, each connection gets one write.
///
/// Who handles a batch says so by a Scope, and its end comes at once; need() outside of any scope posts an event. Network
/// thread only.
class Turn final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks for one ended(), soon.
    void need();

    /// A batch of input is being handled.
    class Scope {
    public:
        explicit Scope(Turn& turn)
            : m_turn(turn)
        {
            ++m_turn.m_depth;
        }
        ~Scope() { m_turn.leave(); }
        Q_DISABLE_COPY_MOVE(Scope)

    private:
        Turn& m_turn;
    };

Q_SIGNALS:
    /// To those who gather, in the order in which they connected.
    void ended();

private:
    void leave();
    void end();
    void post();

    int m_depth = 0;
    bool m_needed = false;
    bool m_posted = false;
};

} // namespace landline::server
