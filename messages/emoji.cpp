// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/emoji.h"

#include "messages/limits.h"

#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace landline {

using namespace Qt::StringLiterals;

namespace {

constexpr char32_t joiner = 0x200d;
constexpr char32_t emojiPresentation = 0xfe0f;
constexpr char32_t keycap = 0x20e3;
constexpr char32_t lastTag = 0xe007f;

constexpr bool isBetween(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

constexpr bool isFlagLetter(char32_t c)
{
    return isBetween(c, 0x1f1e6, 0x1f1ff);
}

constexpr bool isSkinTone(char32_t c)
{
    return isBetween(c, 0x1f3fb, 0x1f3ff);
}

constexpr bool isTag(char32_t c)
{
    return isBetween(c, 0xe0020, 0xe007e);
}

constexpr bool isKeycapBase(char32_t c)
{
    return isBetween(c, U'0', U'9') || c == U'#' || c == U'*';
}

/// The blocks that hold emoji, without the letters among them (Unicode's emoji-data.txt).
constexpr bool isPictograph(char32_t c)
{
    constexpr std::array<std::pair<char32_t, char32_t>, 8> blocks { {
        { 0x2190, 0x21ff }, // arrows
        { 0x2300, 0x23ff }, // technical: watch, keyboard
        { 0x25a0, 0x27bf }, // shapes, symbols, dingbats
        { 0x2900, 0x297f }, // more arrows
        { 0x2b00, 0x2bff }, // and stars
        { 0x1f000, 0x1f0ff }, // tiles and cards
        { 0x1f170, 0x1f1e5 }, // squared letters
        { 0x1f200, 0x1fbff }, // all the rest
    } };
    constexpr std::array<char32_t, 11> others { 0xa9, 0xae, 0x203c, 0x2049, 0x2122, 0x2139, 0x24c2,
        0x3030, 0x303d, 0x3297, 0x3299 };
    return std::any_of(blocks.begin(), blocks.end(), [c](const auto& block) {
        return isBetween(c, block.first, block.second);
    }) || std::find(others.begin(), others.end(), c) != others.end();
}

/// Takes one emoji from code points, part by part.
class EmojiReader {
public:
    explicit EmojiReader(const QList<uint>& codePoints)
        : m_rest(codePoints.begin(), codePoints.end())
    {
    }

    /// Exactly one emoji and nothing behind it.
    bool isOne()
    {
        if (take(isFlagLetter)) {
            return take(isFlagLetter) && m_rest.isEmpty();
        }
        if (take(isKeycapBase)) {
            take(emojiPresentation);
            return take(keycap) && m_rest.isEmpty();
        }
        bool isWhole = element();
        while (isWhole && take(joiner)) {
            isWhole = element();
        }
        return isWhole && m_rest.isEmpty();
    }

private:
    /// A pictograph with what may hang on it: a presentation, a skin tone, the tags of a flag.
    bool element()
    {
        if (!take(isPictograph)) {
            return false;
        }
        take(emojiPresentation);
        take(isSkinTone);
        if (!take(isTag)) {
            return true;
        }
        while (take(isTag)) { }
        return take(lastTag);
    }

    bool take(char32_t wanted)
    {
        return take([wanted](char32_t c) { return c == wanted; });
    }
    template <typename Is>
    bool take(const Is& is)
    {
        const bool isNext = !m_rest.isEmpty() && is(char32_t { m_rest.front() });
        if (isNext) {
            m_rest.removeFirst();
        }
        return isNext;
    }

    QList<uint> m_rest;
};

} // namespace

Result<Emoji> Emoji::fromString(const QString& text)
{
    // A code point is at most two units of UTF-16, so what is far too long is refused unread.
    const auto codePoints = QStringView(text).left(limits::emoji * 2 + 1).toUcs4();
    if (codePoints.size() > limits::emoji || !EmojiReader(codePoints).isOne()) {
        return Error { ErrorCode::BadField,
            u"\"emoji\" must be one emoji of at most %1 code points."_s.arg(limits::emoji) };
    }
    return Emoji(text);
}

} // namespace landline
