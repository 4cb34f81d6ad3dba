// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <optional>

namespace landline::server {

/// The folder with a server's data, which is one server's alone for as long as this lasts.
class DataDirectory final {
public:
    /// Makes the folder where there is none. Nothing where it is ours now, else why not.
    std::optional<OpenFailure> take(const QString& path);
    void release() { m_lock.reset(); }

private:
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace landline::server
