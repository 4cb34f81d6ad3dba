// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace landline::ui {

/// A run of emoji in a text, in UTF-16 units.
struct EmojiRun {
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const EmojiRun&) const = default;
};

/// The runs of a text that want the colour font: characters that are emoji by default, and those
/// that U+FE0F makes so, with the skin tones, joiners and keycaps that belong to them (UTS #51).
/// A text font often has some of these characters, in one colour, and would tear the sequences apart.
QList<EmojiRun> emojiRuns(const QString& text);

} // namespace landline::ui
