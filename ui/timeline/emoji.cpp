// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/emoji.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace landline::ui {

namespace {

constexpr char32_t variation = 0xfe0f;
constexpr char32_t joiner = 0x200d;
constexpr char32_t keycap = 0x20e3;

struct Range {
    char32_t first;
    char32_t last;
};

/// Emoji_Presentation of Unicode 15 below the supplementary planes.
constexpr std::array<Range, 39> basic { { { 0x231a, 0x231b }, { 0x23e9, 0x23ec },
    { 0x23f0, 0x23f0 }, { 0x23f3, 0x23f3 }, { 0x25fd, 0x25fe }, { 0x2614, 0x2615 },
    { 0x2648, 0x2653 }, { 0x267f, 0x267f }, { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 },
    { 0x26aa, 0x26ab }, { 0x26bd, 0x26be }, { 0x26c4, 0x26c5 }, { 0x26ce, 0x26ce },
    { 0x26d4, 0x26d4 }, { 0x26ea, 0x26ea }, { 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 },
    { 0x26fa, 0x26fa }, { 0x26fd, 0x26fd }, { 0x2705, 0x2705 }, { 0x270a, 0x270b },
    { 0x2728, 0x2728 }, { 0x274c, 0x274c }, { 0x274e, 0x274e }, { 0x2753, 0x2755 },
    { 0x2757, 0x2757 }, { 0x2795, 0x2797 }, { 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf },
    { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 }, { 0x2b55, 0x2b55 }, { 0x1f004, 0x1f004 },
    { 0x1f0cf, 0x1f0cf }, { 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a }, { 0x1f1e6, 0x1f1ff },
    { 0x1f201, 0x1f251 } } };

bool isEmoji(char32_t c)
{
    if (c < basic.front().first) {
        return false;
    }
    if (c >= 0x1f300) {
        return c <= 0x1faff;
    }
    return std::any_of(
        basic.begin(), basic.end(), [c](const Range& r) { return c >= r.first && c <= r.last; });
}

/// Belongs to the emoji before it.
bool continuesEmoji(char32_t c)
{
    return c == variation || c == joiner || c == keycap || (c >= 0x1f3fb && c <= 0x1f3ff)
        || (c >= 0xe0020 && c <= 0xe007f); // tags, of the flags of regions
}

/// The code point at `i`, and how many units it has.
std::pair<char32_t, qsizetype> codePointAt(const QString& text, qsizetype i)
{
    if (i >= text.size()) {
        return { 0, 0 };
    }
    const QChar unit = text.at(i);
    if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
        return { QChar::surrogateToUcs4(unit, text.at(i + 1)), 2 };
    }
    return { unit.unicode(), 1 };
}

/// How many units from `i` on are one emoji; 0 where there is none.
qsizetype emojiLength(const QString& text, qsizetype i)
{
    const auto [c, size] = codePointAt(text, i);
    const char32_t next = codePointAt(text, i + size).first;
    if (size == 0 || (!isEmoji(c) && next != variation && next != keycap)) {
        return 0;
    }
    qsizetype end = i + size;
    bool joined = false;
    for (auto [following, units] = codePointAt(text, end);
         units > 0 && (joined || continuesEmoji(following));
         std::tie(following, units) = codePointAt(text, end)) {
        joined = following == joiner;
        end += units;
    }
    return end - i;
}

} // namespace

QList<EmojiRun> emojiRuns(const QString& text)
{
    QList<EmojiRun> runs;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype length = emojiLength(text, i);
        if (length == 0) {
            i += codePointAt(text, i).second;
            continue;
        }
        if (!runs.isEmpty() && runs.last().start + runs.last().length == i) {
            runs.last().length += length;
        } else {
            runs.append({ i, length });
        }
        i += length;
    }
    return runs;
}

} // namespace landline::ui
