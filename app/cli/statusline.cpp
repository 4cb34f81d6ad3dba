// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/statusline.h"

#include "app/cli/sentences.h"
#include "app/cli/terminaltext.h"

#include <QStringList>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

QString newsWords(const StatusFacts::News& news)
{
    const QString mark = news.mentions > 0 ? u"!"_s : QString();
    return u"%1 +%2%3"_s.arg(onOneLine(news.room), QString::number(news.unread), mark);
}

} // namespace

QString statusLine(const StatusFacts& facts, int columns)
{
    QStringList parts { connectionWords(facts.connection, facts.untilNext),
        typingSentence(facts.typing) };
    parts.reserve(4 + facts.news.size());
    if (facts.waiting > 0) {
        parts.append(u"%1 to send"_s.arg(facts.waiting));
    }
    for (const StatusFacts::News& news : facts.news) {
        parts.append(newsWords(news));
    }
    if (facts.here > 0) {
        parts.append(u"%1 here"_s.arg(facts.here));
    }
    parts.removeAll(QString());
    QString line = u"──"_s;
    for (const QString& part : std::as_const(parts)) {
        const QString longer = line + u' ' + part + u" ──"_s;
        if (columnsOf(QStringView(longer)) <= columns) {
            line = longer;
        } else if (line.size() == 2) { // the first is worth a part of itself
            line = cutTo(line + u' ' + part, columns);
        }
    }
    return cutTo(line, columns);
}

} // namespace landline::cli
