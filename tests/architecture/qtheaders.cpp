// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/qtheaders.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace landline::architecture {

QtHeaders::QtHeaders(const QString& root)
    : m_names(QDir(root).entryList({ u"Qt*"_s }, QDir::Dirs))
{
    for (const QString& module : m_names) {
        const QStringList headers = QDir(root + u'/' + module).entryList(QDir::Files);
        for (const QString& header : headers) {
            m_modules[header].append(module);
        }
    }
}

} // namespace landline::architecture
