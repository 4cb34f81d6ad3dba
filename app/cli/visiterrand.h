// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/errand.h"
#include "app/cli/visit.h"

namespace landline::cli {

/// An errand that visits the server as a member, and ends with the visit where that fails.
class VisitErrand : public Errand {
    Q_OBJECT

public:
    /// Where the order does not say how long to wait: once and no more before the first connection, and `later` after
    /// one.
    VisitErrand(
        const Order& order, std::optional<std::chrono::seconds> later, QObject* parent = nullptr);

    void start() override { m_visit.start(); }

protected:
    /// The first welcome.
    virtual void begin() = 0;
    /// Another welcome.
    virtual void resume() { }
    /// It cannot go on.
    virtual void fail(const End& reason) { end(reason); }
    /// Says goodbye, too.
    void end(const End& end);

    const Order& order() const { return m_order; }
    const Output& output() const { return m_output; }
    Visit& visit() { return m_visit; }

    /// How long a verb that ends by itself waits for a connection that it had: a server's restart.
    static constexpr std::chrono::seconds usualPatience { 60 };

private:
    const Order m_order;
    const Output m_output;
    Visit m_visit;
    bool m_begun = false;
};

} // namespace landline::cli
