// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/visiterrand.h"

namespace landline::cli {

/// `notify` and `upload`: what no server of this version serves. Asks the server all the same, and says in one
/// sentence what stands in the way.
class UnservedErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit UnservedErrand(const Order& order, QObject* parent = nullptr)
        : VisitErrand(order, usualPatience, parent)
    {
    }

protected:
    void begin() override;
};

} // namespace landline::cli
