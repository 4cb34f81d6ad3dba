// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/visiterrand.h"

namespace landline::cli {

/// `rooms`: every room that the user may join.
class RoomsErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit RoomsErrand(const Order& order, QObject* parent = nullptr)
        : VisitErrand(order, usualPatience, parent)
    {
    }

protected:
    void begin() override;

private:
    void print(const event::Rooms& rooms);
};

/// `who`: a room's members.
class WhoErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit WhoErrand(const Order& order, QObject* parent = nullptr)
        : VisitErrand(order, usualPatience, parent)
    {
    }

protected:
    void begin() override;

private:
    void print(const event::Users& users);
};

} // namespace landline::cli
