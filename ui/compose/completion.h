// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace landline::ui {

/// A word that can be put where somebody began to write it.
struct Completion {
    QString word; ///< Without the sign before it.
    QString detail; ///< Shown beside it.

    bool operator==(const Completion&) const = default;
};

/// A word that is being written behind '@' (a person), '#' (a room) or '/' (a command, at the beginning alone).
struct UnfinishedWord {
    QChar sign;
    int start = 0; ///< Of the sign.
    QString typed; ///< Behind the sign, up to the cursor.

    bool operator==(const UnfinishedWord&) const = default;
};

/// The word that ends at the cursor; nothing where none is begun. Names may have blanks in them, but not at their end.
std::optional<UnfinishedWord> unfinishedWord(const QString& text, int cursor);

/// Those of `all` of which a word begins as what was typed, without regard to case: names that begin so first, else
/// in their order. None where the only one is there already in full.
QList<Completion> completionsFor(const QString& typed, const QList<Completion>& all);

} // namespace landline::ui
