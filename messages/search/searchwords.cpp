// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/search/searchwords.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

namespace landline {

namespace {

/// UTF-16 units of a word that count: nobody types more of it, and 16 KiB of base64 are one word too.
constexpr qsizetype longestWord = 64;
/// Marks in a row beyond which a text is not composed, for that takes the square of their number.
constexpr int mostMarksComposed = 32;
/// Folded characters that a thread remembers: those of all living scripts, where ideographs need no folding.
constexpr qsizetype mostRemembered = 10000;

/// What a character is to a text that is cut into words.
enum class Role { Between, Nothing, Letter, InRun, Mark, Symbol };

struct Folded {
    Role role = Role::Between;
    QString text;
};

struct Range {
    char32_t first;
    char32_t last;
};

/// Marks that people leave out: Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowels, and the selectors of
/// variants. Those of other scripts are letters to their readers.
constexpr std::array leftOut { Range { 0x0300, 0x036f }, Range { 0x0483, 0x0487 },
    Range { 0x0591, 0x05c7 }, Range { 0x0610, 0x061a }, Range { 0x064b, 0x065f },
    Range { 0x0670, 0x0670 }, Range { 0x06d6, 0x06ed }, Range { 0x1ab0, 0x1aff },
    Range { 0x1dc0, 0x1dff }, Range { 0x20d0, 0x20ff }, Range { 0xfe00, 0xfe0f },
    Range { 0xfe20, 0xfe2f }, Range { 0xe0100, 0xe01ef } };

/// Letters that are another with a stroke, or two written as one, and which Unicode does not decompose.
constexpr std::array<std::pair<char16_t, QStringView>, 11> alike { { { u'ß', u"ss" },
    { u'æ', u"ae" }, { u'ð', u"d" }, { u'ø', u"o" }, { u'þ', u"th" }, { u'đ', u"d" },
    { u'ħ', u"h" }, { u'ı', u"i" }, { u'ł', u"l" }, { u'ŧ', u"t" }, { u'œ', u"oe" } } };

bool isMark(QChar::Category category)
{
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Mark_SpacingCombining;
}

bool isLeftOut(char32_t c, QChar::Category category)
{
    const bool isListed = std::any_of(leftOut.begin(), leftOut.end(),
        [c](const Range& range) { return c >= range.first && c <= range.last; });
    return (isListed && isMark(category)) || c == 0x0640; // the Arabic tatweel only fills a line
}

/// Of a script that puts no spaces between words.
bool isInRun(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Hangul:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return c == 0x30fc; // the mark of a long vowel, which is of no script
    }
}

/// Most ideographs and all Korean syllables: in a run, and folded as they are.
bool isPlainInRun(char32_t c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3);
}

bool isLetter(QChar::Category category)
{
    return (category >= QChar::Letter_Uppercase && category <= QChar::Letter_Other)
        || (category >= QChar::Number_DecimalDigit && category <= QChar::Number_Other);
}

/// Calls `take` with each code point and its place.
template <typename Take>
void forEachCodePoint(QStringView text, const Take& take)
{
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype begin = i;
        char32_t c = text.at(i++).unicode();
        if (QChar::isHighSurrogate(c) && i < text.size() && text.at(i).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(static_cast<char16_t>(c), text.at(i++).unicode());
        }
        take(c, begin, i);
    }
}

/// What a letter or mark is made of; itself where that begins with a mark, which would be its neighbour's (the Thai am).
QString decomposed(char32_t c)
{
    const QString whole = QString::fromUcs4(&c, 1);
    QString apart = whole.normalized(QString::NormalizationForm_KD);
    const bool beginsWithMark = isMark(QChar::category(apart.toUcs4().constFirst()));
    return beginsWithMark && !isMark(QChar::category(c)) ? whole : apart;
}

/// A letter or mark as all that are alike are written.
QString foldedLetter(char32_t c)
{
    const QString apart = decomposed(c);
    QString bare;
    forEachCodePoint(apart, [&bare](char32_t part, qsizetype, qsizetype) {
        const auto category = QChar::category(part);
        if ((isLetter(category) || isMark(category)) && !isLeftOut(part, category)) {
            bare += QChar::fromUcs4(part);
        }
    });
    QString folded;
    bare = bare.normalized(QString::NormalizationForm_C).toCaseFolded();
    forEachCodePoint(bare, [&folded](char32_t part, qsizetype, qsizetype) {
        const auto* like = std::find_if(
            alike.begin(), alike.end(), [part](const auto& row) { return row.first == part; });
        if (like != alike.end()) {
            folded += like->second;
        } else if (const int digit = QChar::digitValue(part); digit >= 0) {
            folded += QChar(u'0' + digit);
        } else {
            folded += QChar::fromUcs4(part);
        }
    });
    return folded;
}

Folded foldAnew(char32_t c)
{
    const auto category = QChar::category(c);
    if (category == QChar::Symbol_Other) {
        return { Role::Symbol, QString::fromUcs4(&c, 1) };
    }
    if (category == QChar::Other_Format || isLeftOut(c, category)) {
        return { Role::Nothing, {} };
    }
    if (!isLetter(category) && !isMark(category)) {
        return { Role::Between, {} };
    }
    QString text = foldedLetter(c);
    if (text.isEmpty()) {
        return { Role::Nothing, {} };
    }
    if (isMark(category)) {
        return { Role::Mark, std::move(text) };
    }
    const auto first = text.toUcs4().constFirst();
    return { isInRun(first) ? Role::InRun : Role::Letter, std::move(text) };
}

/// Valid until the next call in the same thread.
const Folded& fold(char32_t c)
{
    thread_local QHash<uint, Folded> remembered;
    const auto known = remembered.constFind(c);
    if (known != remembered.cend()) {
        return *known;
    }
    if (remembered.size() >= mostRemembered) {
        remembered.clear();
    }
    return *remembered.insert(c, foldAnew(c));
}

/// Cuts a text into words; `take` is called with each.
template <typename Take>
class Cutter {
public:
    explicit Cutter(Take take)
        : m_take(std::move(take))
    {
    }

    void read(QStringView text)
    {
        forEachCodePoint(text, [this](char32_t c, qsizetype begin, qsizetype end) {
            if (c < 0x80) {
                readAscii(static_cast<char>(c), begin);
            } else if (isPlainInRun(c)) {
                endWord();
                addToRun(QChar(static_cast<char16_t>(c)), begin, end);
            } else {
                read(fold(c), begin, end);
            }
        });
        endWord();
        endRun();
    }

private:
    struct Piece {
        QString text;
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    void readAscii(char c, qsizetype at)
    {
        const bool isCapital = c >= 'A' && c <= 'Z';
        if (isCapital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            endRun();
            const QChar folded = QLatin1Char(static_cast<char>(isCapital ? c + ('a' - 'A') : c));
            addLetter(QStringView(&folded, 1), at, at + 1);
        } else {
            endWord();
            endRun();
        }
    }

    void read(const Folded& folded, qsizetype begin, qsizetype end)
    {
        switch (folded.role) {
        case Role::Nothing:
            passOver(end);
            return;
        case Role::Mark:
            addMark(folded.text, end);
            return;
        case Role::Letter:
            endRun();
            addLetter(folded.text, begin, end);
            return;
        case Role::InRun:
            endWord();
            forEachCodePoint(folded.text, [&](char32_t part, qsizetype, qsizetype) {
                const QString text = QString::fromUcs4(&part, 1);
                if (isMark(QChar::category(part))) {
                    addMark(text, end);
                } else {
                    addToRun(text, begin, end);
                }
            });
            return;
        case Role::Symbol:
        case Role::Between:
            endWord();
            endRun();
            if (folded.role == Role::Symbol) {
                m_take(folded.text, SearchWord::Kind::Symbol, begin, end);
            }
            return;
        }
    }

    void addLetter(QStringView text, qsizetype begin, qsizetype end)
    {
        if (m_word.text.isEmpty()) {
            m_word.begin = begin;
        }
        if (m_word.text.size() + text.size() <= longestWord) {
            m_word.text += text;
        }
        m_word.end = end;
    }

    /// What counts for nothing is a part of what it stands behind.
    void passOver(qsizetype end) { (m_runLength > 0 ? m_run[m_runLength - 1] : m_word).end = end; }

    /// A mark belongs to what it stands behind; without that it is nothing.
    void addMark(const QString& mark, qsizetype end)
    {
        Piece& piece = m_runLength > 0 ? m_run[m_runLength - 1] : m_word;
        if (!piece.text.isEmpty() && piece.text.size() + mark.size() <= longestWord) {
            piece.text += mark;
            piece.end = end;
        }
    }

    void addToRun(const QString& text, qsizetype begin, qsizetype end)
    {
        if (m_runLength == 2) {
            takePair();
            m_run[0] = std::move(m_run[1]);
            m_runLength = 1;
        }
        m_run[m_runLength++] = { text, begin, end };
    }

    void takePair()
    {
        m_take(m_run[0].text + m_run[1].text, SearchWord::Kind::Pair, m_run[0].begin, m_run[1].end);
    }

    void endWord()
    {
        if (!m_word.text.isEmpty()) {
            m_take(m_word.text, SearchWord::Kind::Whole, m_word.begin, m_word.end);
            m_word.text.resize(0);
        }
    }

    void endRun()
    {
        if (m_runLength == 2) {
            takePair();
        }
        if (m_runLength > 0) {
            const Piece& last = m_run[m_runLength - 1];
            m_take(last.text, SearchWord::Kind::Last, last.begin, last.end);
        }
        m_runLength = 0;
    }

    Take m_take;
    Piece m_word;
    std::array<Piece, 2> m_run; ///< The last of it, which may yet get marks.
    std::size_t m_runLength = 0;
};

/// There are characters that only together are one of those that are usual: Korean letters, Japanese voicing marks.
bool isInParts(QStringView text)
{
    bool found = false;
    int marks = 0;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        marks = unit >= 0x300 && c.isMark() ? marks + 1 : 0;
        if (marks > mostMarksComposed) {
            return false;
        }
        found = found || (unit >= 0x1100 && unit <= 0x11ff) || unit == 0x3099 || unit == 0x309a
            || (unit >= 0xff61 && unit <= 0xff9f);
    }
    return found;
}

template <typename Take>
void cut(QStringView text, Take take)
{
    Cutter<Take> cutter(std::move(take));
    if (isInParts(text)) {
        // Places are then those in the composed text, which is as good as never asked for.
        cutter.read(text.toString().normalized(QString::NormalizationForm_KC));
    } else {
        cutter.read(text);
    }
}

} // namespace

QList<SearchWord> searchWords(QStringView text)
{
    QList<SearchWord> words;
    words.reserve(text.size() / 4);
    cut(text, [&words](const QString& word, SearchWord::Kind kind, qsizetype begin, qsizetype end) {
        words.append({ word, kind, begin, end });
    });
    return words;
}

QString searchText(QStringView text)
{
    QString words;
    words.reserve(text.size() + 2);
    cut(text, [&words](const QString& word, SearchWord::Kind, qsizetype, qsizetype) {
        words += u' ';
        words += word;
    });
    if (!words.isEmpty()) {
        words += u' ';
    }
    return words;
}

QString searchFolded(QStringView name)
{
    QString folded;
    forEachCodePoint(name, [&folded](char32_t c, qsizetype, qsizetype) {
        const Folded& character = fold(c);
        if (character.text.isEmpty() && character.role == Role::Between) {
            folded += QChar::fromUcs4(c);
        } else {
            folded += character.text;
        }
    });
    return folded;
}

} // namespace landline
