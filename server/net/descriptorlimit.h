// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace landline::server {

/// Raises the process's limit on open descriptors to what the system lets it, and returns how many connections fit
/// below it (see connectionsWithin()).
int connectionsAllowed();

/// How many of so many descriptors may be connections: an eighth, and at least 256, is kept back for files, and for
/// those who are still at the door or to be refused. Half of what is less than that.
int connectionsWithin(qint64 descriptors);

/// A descriptor that stands for nothing and is let go of when all others are in use, so that whoever connects can
/// still be told so (TRAPS.md 10). Unix alone: elsewhere it is never held.
class SpareDescriptor {
public:
    SpareDescriptor() = default;
    ~SpareDescriptor() { release(); }
    Q_DISABLE_COPY_MOVE(SpareDescriptor)

    /// False where the system has none left.
    bool take();
    void release();
    bool isHeld() const { return m_descriptor >= 0; }

private:
    int m_descriptor = -1;
};

} // namespace landline::server
