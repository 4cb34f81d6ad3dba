// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/names.h"

#include "messages/limits.h"

#include <QStringView>

#include <algorithm>

namespace landline {

using namespace Qt::StringLiterals;

namespace {

bool isPlainAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(),
        [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

bool isMark(QChar::Category category)
{
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Mark_SpacingCombining;
}

/// Names no character of these categories: they cannot be seen, or change how others are seen.
bool isRefused(char32_t c, QChar::Category category)
{
    switch (category) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Separator_Space:
        return c != U' ';
    default:
        // Invisible although not of a format category: the rest of Unicode's Default_Ignorable_Code_Point
        // (joiners, fillers, inherent vowels, variation selectors), and the blank Braille pattern.
        return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5
            || (c >= 0x180b && c <= 0x180f) || c == 0x2800 || c == 0x3164
            || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0 || (c >= 0xe0100 && c <= 0xe01ef);
    }
}

Error badName(QLatin1StringView what, const QString& reason)
{
    return { ErrorCode::BadName, u"A %1 name %2."_s.arg(what, reason) };
}

/// Checks the characters one by one; the text is NFC already.
QString faultIn(const QString& text, qsizetype longest)
{
    qsizetype characters = 0;
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size()
            && text.at(i + 1).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        const auto category = QChar::category(c);
        if (isRefused(c, category)) {
            return u"must not contain the character U+%1"_s.arg(
                QString::number(c, 16).toUpper().rightJustified(4, u'0'));
        }
        marks = isMark(category) ? marks + 1 : 0;
        if (marks > limits::marksInARow || (marks > 0 && characters == 0)) {
            return u"must not pile up combining marks"_s;
        }
        ++characters;
    }
    if (characters > longest) {
        return u"may have at most %1 characters, not %2"_s.arg(longest).arg(characters);
    }
    return {};
}

/// The name in NFC, or why not. `what` is "user" or "room", for the sentence.
Result<QString> checked(const QString& text, qsizetype longest, QLatin1StringView what)
{
    if (text.isEmpty()) {
        return badName(what, u"must not be empty"_s);
    }
    // Normalizing costs time in the length of the text, so what is far too long is refused unread.
    if (text.size() > longest * 8) {
        return badName(what, u"may have at most %1 characters"_s.arg(longest));
    }
    if (text.startsWith(u' ') || text.endsWith(u' ')) {
        return badName(what, u"must not begin or end with a space"_s);
    }
    if (text.startsWith(u'@') || text.startsWith(u'#')) {
        return badName(what, u"must not begin with '%1'"_s.arg(text.front()));
    }
    if (text.size() <= longest && isPlainAscii(text)) {
        return text;
    }
    QString normal = text.normalized(QString::NormalizationForm_C);
    if (const QString fault = faultIn(normal, longest); !fault.isEmpty()) {
        return badName(what, fault);
    }
    return normal;
}

} // namespace

Result<UserName> UserName::fromString(const QString& text)
{
    auto name = checked(text, limits::userName, "user"_L1);
    if (!name) {
        return name.error();
    }
    return UserName(*std::move(name));
}

Result<RoomName> RoomName::fromString(const QString& text)
{
    auto name = checked(text, limits::roomName, "room"_L1);
    if (!name) {
        return name.error();
    }
    return RoomName(*std::move(name));
}

RoomName RoomName::general()
{
    return RoomName(u"general"_s);
}

RoomName::RoomName(QString text)
    : m_text(std::move(text))
    , m_key(m_text.toCaseFolded())
{
}

} // namespace landline
