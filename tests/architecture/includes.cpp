// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/includes.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace landline::architecture {

namespace {

// The source with comments blanked and its line breaks kept, so that line numbers stay right.
// String and character literals are stepped over, because "//" inside one begins no comment.
QString withoutComments(const QString& source)
{
    static const QRegularExpression token(
        uR"re("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?(?:\*/|$))re"_s,
        QRegularExpression::DotMatchesEverythingOption);
    QString result;
    result.reserve(source.size());
    qsizetype taken = 0;
    for (auto matches = token.globalMatch(source); matches.hasNext();) {
        const auto match = matches.next();
        result += QStringView(source).sliced(taken, match.capturedStart() - taken);
        if (match.capturedView().startsWith(u'/')) {
            result += QString(match.capturedView().count(u'\n'), u'\n') + u' ';
        } else {
            result += match.capturedView();
        }
        taken = match.capturedEnd();
    }
    result += QStringView(source).sliced(taken);
    return result;
}

} // namespace

QList<Include> includesOf(const QString& source)
{
    static const QRegularExpression directive(
        uR"re(^\s*#\s*include(?:_next)?\b\s*(?:"([^"]*)"|<([^>]*)>|(\S+)))re"_s);
    QList<Include> includes;
    int line = 0;
    for (const QString& text : withoutComments(source).split(u'\n')) {
        ++line;
        const auto match = directive.match(text);
        if (!match.hasMatch()) {
            continue;
        }
        if (match.hasCaptured(1)) {
            includes.append({ line, Include::Form::Quoted, match.captured(1) });
        } else if (match.hasCaptured(2)) {
            includes.append({ line, Include::Form::Angled, match.captured(2) });
        } else {
            includes.append({ line, Include::Form::Computed, match.captured(3) });
        }
    }
    return includes;
}

} // namespace landline::architecture
