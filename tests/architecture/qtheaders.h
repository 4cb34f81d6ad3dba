// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace landline::architecture {

/// Which Qt module a header belongs to, read from the directories of the Qt that is installed.
class QtHeaders {
public:
    /// root holds QtCore/, QtGui/ and so on.
    explicit QtHeaders(const QString& root);

    /// "QPushButton" gives {"QtWidgets"}; a few names stand in two modules; none where it is no
    /// header of Qt.
    QStringList modulesOf(const QString& header) const { return m_modules.value(header); }
    bool isModule(const QString& name) const { return m_names.contains(name); }

private:
    QHash<QString, QStringList> m_modules;
    QStringList m_names;
};

} // namespace landline::architecture
