// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

/// What can be looked for in a text: its words, in a form in which it does not matter how they are written.
///
/// Case, accents, widths and ligatures are folded (Unicode's compatibility decomposition without the marks that people
/// leave out, then case folding). Where a script puts no spaces between its words (Chinese, Japanese, Korean, Thai, ...)
/// any part of a run can be found: each two neighbours in it are a word, and so is its last character alone. An emoji is
/// a word. What else there is stands between words.
namespace landline {

/// To be raised when the same text would give other words, so that indices are made anew.
constexpr int searchWordsVersion = 1;

struct SearchWord {
    enum class Kind {
        Whole, ///< Of a script that puts spaces between words.
        Pair, ///< Two neighbours in a run without spaces.
        Last, ///< The last character of such a run.
        Symbol, ///< An emoji or the like.
    };

    QString text; ///< Folded; without spaces, quotes or any other ASCII but letters and digits.
    Kind kind = Kind::Whole;
    qsizetype begin = 0; ///< Where it stands in what was read, in UTF-16 units.
    qsizetype end = 0;

    bool operator==(const SearchWord&) const = default;
};

/// The words of a text in their order.
QList<SearchWord> searchWords(QStringView text);

/// The words with a space before, between and behind them: what a SearchTerm is looked for in. Empty where there is none.
QString searchText(QStringView text);

/// A name in a form in which case and accents do not matter.
QString searchFolded(QStringView name);

} // namespace landline
