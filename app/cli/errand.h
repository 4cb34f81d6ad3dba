// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/end.h"
#include "app/cli/order.h"
#include "app/cli/output.h"

#include <QObject>

#include <memory>

namespace landline::cli {

/// What a verb does, from start() to finished().
class Errand : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    /// Ctrl-C, or a wish to end from elsewhere.
    virtual void interrupt() { finish({ ExitCode::Interrupted, {} }); }

Q_SIGNALS:
    /// Once.
    void finished(const landline::cli::End& end);

protected:
    /// What comes after the first is passed over.
    void finish(const End& end);
    bool isFinished() const { return m_finished; }

private:
    bool m_finished = false;
};

/// The errand of any verb but chat, help and version.
std::unique_ptr<Errand> errandFor(const Order& order);

} // namespace landline::cli
