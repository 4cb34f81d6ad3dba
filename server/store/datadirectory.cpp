// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/datadirectory.h"

#include <QDir>
#include <QFileInfo>

namespace landline::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

std::optional<OpenFailure> DataDirectory::take(const QString& path)
{
    const QDir directory(path);
    if (path.isEmpty() || !directory.mkpath(u"."_s) || !QFileInfo(path).isWritable()) {
        return OpenFailure { ServerProblem::DataDirUnusable, path };
    }
    m_lock = std::make_unique<QLockFile>(directory.filePath(u"landline.lock"_s));
    m_lock->setStaleLockTime(0ms); // a lock is stale when its process is dead, not when it is old
    if (!m_lock->tryLock(0ms)) {
        const bool inUse = m_lock->error() == QLockFile::LockFailedError;
        m_lock.reset();
        return OpenFailure { inUse ? ServerProblem::DataDirInUse : ServerProblem::DataDirUnusable,
            path };
    }
    return std::nullopt;
}

} // namespace landline::server
