// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lines.h"

#include "app/cli/terminaltext.h"

#include <QDateTime>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Time and room.
QString beginning(Timestamp at, const QString& room, const LineForm& form)
{
    QString text = form.style.faint(timeText(at, form.time)) + u' ';
    if (!room.isEmpty()) {
        text += form.style.faint(onOneLine(room)) + u' ';
    }
    return text;
}

} // namespace

QString timeText(Timestamp at, TimeForm form)
{
    const auto local = QDateTime::fromMSecsSinceEpoch(at.sinceEpoch.count());
    return local.toString(form == TimeForm::Minutes ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString lineOf(const Said& said, const LineForm& form)
{
    QString line = beginning(said.at, said.room, form);
    const QString author = onOneLine(said.author);
    line += said.mentionsMe ? form.style.alarm(author) : form.style.person(author);
    if (said.isGuest) {
        line += form.style.faint(u" (guest)"_s);
    }
    if (!said.answered.isEmpty()) {
        line += form.style.faint(u" to "_s) + form.style.person(onOneLine(said.answered));
    }
    line += u": "_s;
    QString content = forTerminal(said.content);
    content.replace(u'\n', u"\n    "_s);
    // What was taken back has no content.
    line += content.isEmpty() ? form.style.faint(u"(deleted)"_s)
        : said.mentionsMe     ? form.style.strong(content)
                              : content;
    if (said.isEdited) {
        line += form.style.faint(u" (edited)"_s);
    }
    return line;
}

QString noticeLine(Timestamp at, const QString& room, const QString& sentence, const LineForm& form)
{
    return beginning(at, room, form) + form.style.faint(u"-- "_s + onOneLine(sentence));
}

} // namespace landline::cli
