// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/displaytext.h"

#include <algorithm>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

bool isMark(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Mark_SpacingCombining:
        return true;
    default:
        return false;
    }
}

/// Nothing but '\n' and '\t' of the control characters may reach the layout.
bool isDropped(char32_t c)
{
    return QChar::category(c) == QChar::Other_Control && c != U'\n' && c != U'\t';
}

bool endsAddress(QChar c)
{
    return c.isSpace() || c == u'<' || c == u'>' || c == u'"' || c == u'`';
}

/// Where an address that begins at `start` ends, without the punctuation of the sentence around it.
qsizetype addressEnd(const QString& text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && !endsAddress(text.at(end))) {
        ++end;
    }
    const auto opened = [&](QChar c) { return QStringView(text).mid(start, end - start).count(c); };
    while (end > start) {
        const QChar last = text.at(end - 1);
        const bool closesWhatIsOutside = (last == u')' && opened(u'(') < opened(u')'))
            || (last == u']' && opened(u'[') < opened(u']'));
        if (!closesWhatIsOutside && !QStringView(u".,;:!?'*_").contains(last)) {
            break;
        }
        --end;
    }
    return end;
}

} // namespace

QString forDisplay(const QString& text)
{
    QString result;
    result.reserve(text.size());
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        char32_t c = unit.unicode();
        const bool pair
            = unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (pair) {
            c = QChar::surrogateToUcs4(unit, text.at(i + 1));
        } else if (unit.isSurrogate()) {
            c = QChar::ReplacementCharacter;
        } else if (unit == QChar::LineSeparator || unit == QChar::ParagraphSeparator) {
            c = U'\n';
        }
        i += pair ? 1 : 0;
        marks = isMark(c) ? marks + 1 : 0;
        if (marks > marksOnOneCharacter || isDropped(c)) {
            continue;
        }
        result += QStringView(QChar::fromUcs4(c));
    }
    return result;
}

QString onOneLine(const QString& text, qsizetype longest)
{
    QString line = forDisplay(text.left(longest * 2)).simplified();
    if (line.size() > longest) {
        line.truncate(line.at(longest - 1).isHighSurrogate() ? longest - 1 : longest);
    }
    return line;
}

qsizetype shownLength(const QString& text)
{
    qsizetype lines = 0;
    const qsizetype most = std::min(text.size(), shownCharacters);
    for (qsizetype i = 0; i < most; ++i) {
        if (text.at(i) == u'\n' && ++lines == shownLines) {
            return i;
        }
    }
    // Hiding the last few words would cost more room than showing them.
    if (text.size() <= shownCharacters + shownCharacters / 4) {
        return text.indexOf(u'\n', most) < 0 || lines + 2 < shownLines ? text.size() : most;
    }
    return text.at(most - 1).isHighSurrogate() ? most - 1 : most;
}

QList<Link> linksIn(const QString& text)
{
    QList<Link> links;
    qsizetype from = 0;
    while ((from = text.indexOf("http"_L1, from, Qt::CaseInsensitive)) >= 0) {
        const auto rest = QStringView(text).mid(from);
        const bool scheme = rest.startsWith("http://"_L1, Qt::CaseInsensitive)
            || rest.startsWith("https://"_L1, Qt::CaseInsensitive);
        const bool startsWord = from == 0 || !text.at(from - 1).isLetterOrNumber();
        const qsizetype end = scheme && startsWord ? addressEnd(text, from) : from;
        const QUrl url = end > from ? QUrl(text.mid(from, end - from), QUrl::StrictMode) : QUrl();
        if (url.isValid() && !url.host().isEmpty()) {
            links.append({ from, end - from, url });
            from = end;
        } else {
            from += 4;
        }
    }
    return links;
}

} // namespace landline::ui
