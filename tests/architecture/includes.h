// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace landline::architecture {

/// One #include directive as it is written.
struct Include {
    enum class Form {
        Quoted,
        Angled,
        Computed, // #include SOME_MACRO: name holds the macro
    };
    int line = 0; // from 1
    Form form = Form::Quoted;
    QString name;

    bool operator==(const Include&) const = default;
};

/// All #include directives of a C++ source, in order, also those inside #if. What stands in a
/// comment is not one. A directive inside a raw string would be taken for a real one; no source
/// here has such.
QList<Include> includesOf(const QString& source);

} // namespace landline::architecture
