// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completer.h"

#include "app/cli/chatcommand.h"

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

Completion among(const QStringList& words, const QString& before, const QString& start)
{
    Completion completion;
    completion.lines.reserve(words.size());
    completion.shown.reserve(words.size());
    for (const QString& word : words) {
        if (word.startsWith(start, Qt::CaseInsensitive)) {
            completion.lines.append(before + word);
            completion.shown.append(word);
        }
    }
    return completion;
}

QStringList mentions(const QStringList& people)
{
    QStringList words { u"@room"_s };
    words.reserve(people.size() + 1);
    for (const QString& name : people) {
        words.append(u'@' + name);
    }
    return words;
}

} // namespace

Completion complete(const QString& beginning, const Candidates& candidates)
{
    const bool isCommand = beginning.startsWith(u'/') && !beginning.startsWith("//"_L1);
    const qsizetype blank = beginning.indexOf(u' ');
    if (isCommand && blank < 0) {
        return among(chatCommandNames(), {}, beginning);
    }
    const QString command = isCommand ? beginning.left(blank) : QString();
    const QString before = beginning.left(blank + 1);
    const QString start = beginning.mid(blank + 1);
    if (command == "/join"_L1) {
        return among(candidates.otherRooms, before, start);
    }
    if (command == "/room"_L1 || command == "/leave"_L1) {
        return among(candidates.rooms, before, start);
    }
    if (command == "/reply"_L1) {
        return among(candidates.people, before, start);
    }
    // A name may have blanks, so it is looked for from its "@" on.
    const qsizetype at = beginning.lastIndexOf(u'@');
    const bool isMention = at >= 0 && (at == 0 || beginning.at(at - 1).isSpace());
    return isMention ? among(mentions(candidates.people), beginning.left(at), beginning.mid(at))
                     : Completion();
}

} // namespace landline::cli
