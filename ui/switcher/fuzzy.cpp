// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/switcher/fuzzy.h"

#include <algorithm>

namespace landline::ui {

namespace {

constexpr int atBeginning = 40;
constexpr int atWord = 20;
constexpr int inARow = 15;
constexpr int anywhere = 4;
/// Names longer than this lose nothing more for it.
constexpr qsizetype longestCounted = 40;

/// Without case and accents.
QString folded(const QString& text)
{
    QString result;
    result.reserve(text.size());
    const QString taken = text.normalized(QString::NormalizationForm_KD);
    for (const QChar c : taken) {
        if (!c.isMark()) {
            result += c;
        }
    }
    return result.toCaseFolded();
}

int worth(const QString& name, qsizetype at, bool follows)
{
    if (follows) {
        return inARow;
    }
    if (at == 0) {
        return atBeginning;
    }
    return name.at(at - 1).isLetterOrNumber() ? anywhere : atWord;
}

/// Letter by letter, each at the first place from `from` on; where `atWords`, at a beginning if there is one.
std::optional<int> walk(const QString& typed, const QString& name, bool atWords)
{
    int score = 0;
    qsizetype from = 0;
    for (const QChar c : typed) {
        qsizetype at = name.indexOf(c, from);
        if (at < 0) {
            return std::nullopt;
        }
        const bool follows = at == from && from > 0;
        for (qsizetype next = at; atWords && !follows && next >= 0;
             next = name.indexOf(c, next + 1)) {
            if (next == 0 || !name.at(next - 1).isLetterOrNumber()) {
                at = next;
                break;
            }
        }
        score += worth(name, at, at == from && from > 0);
        from = at + 1;
    }
    return score;
}

} // namespace

std::optional<int> fit(const QString& typed, const QString& name)
{
    QString letters = folded(typed);
    letters.removeIf([](QChar c) { return c.isSpace(); });
    const QString place = folded(name);
    const int length = static_cast<int>(std::min(place.size(), longestCounted));
    if (const qsizetype whole = place.indexOf(letters); whole >= 0 && !letters.isEmpty()) {
        // All in a row somewhere beats whatever else there is.
        const int rest = inARow * static_cast<int>(letters.size() - 1);
        return 1000 + worth(place, whole, false) + rest - length;
    }
    const auto first = walk(letters, place, false);
    const auto words = walk(letters, place, true);
    if (!first && !words) {
        return std::nullopt;
    }
    return std::max(first.value_or(0), words.value_or(0)) - length;
}

} // namespace landline::ui
