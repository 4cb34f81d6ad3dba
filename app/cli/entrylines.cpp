// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/entrylines.h"

#include "messages/codec.h"

#include <unistd.h>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Messages remembered: most changes are about what was said lately.
constexpr std::size_t mostBriefs = 1000;
/// Characters of a message that name it.
constexpr qsizetype briefLength = 30;

} // namespace

EntryLines::EntryLines(LineForm form, QString room)
    : m_form(form)
    , m_room(std::move(room))
{
}

std::optional<QString> EntryLines::read(const event::Persistent& entry)
{
    return std::visit([this](const auto& e) -> std::optional<QString> { return read(e); }, entry);
}

void EntryLines::remember(Seq seq, const UserName& author, const QString& content)
{
    QString start = content.left(4 * briefLength).simplified();
    if (start.size() > briefLength) {
        start = start.left(briefLength) + u'…';
    }
    m_briefs.insert_or_assign(seq, Brief { author.toString(), start });
    if (m_briefs.size() > mostBriefs) {
        m_briefs.erase(m_briefs.begin());
    }
}

QString EntryLines::nameOf(Seq target) const
{
    const auto brief = m_briefs.find(target);
    if (brief == m_briefs.end()) {
        return u"message %1"_s.arg(target.value);
    }
    return u"%1: %2"_s.arg(brief->second.author, brief->second.start);
}

template <typename Entry>
QString EntryLines::notice(const Entry& entry, const QString& what) const
{
    return noticeLine(entry.timestamp, m_room, entry.username.toString() + u' ' + what, m_form);
}

std::optional<QString> EntryLines::read(const event::Text& text)
{
    Said said;
    said.at = text.timestamp;
    said.room = m_room;
    said.author = text.username.toString();
    said.content = text.content;
    said.isGuest = text.guest;
    said.isEdited = text.edited.has_value();
    if (text.replyTo) {
        const auto answered = m_briefs.find(*text.replyTo);
        said.answered = answered == m_briefs.end() ? QString() : answered->second.author;
    }
    remember(text.seq, text.username, text.content);
    return lineOf(said, m_form);
}

QString EntryLines::read(const event::Topic& topic)
{
    return notice(
        topic, topic.topic.isEmpty() ? u"removed the topic"_s : u"set the topic: "_s + topic.topic);
}

QString EntryLines::read(const event::Edit& edit)
{
    const QString what = nameOf(edit.target);
    remember(edit.target, edit.username, edit.content);
    return notice(edit, u"edited \"%1\" to read: "_s.arg(what) + edit.content);
}

QString EntryLines::read(const event::Delete& removal)
{
    m_briefs.erase(removal.target);
    return notice(removal, u"deleted message %1"_s.arg(removal.target.value));
}

QString EntryLines::read(const event::React& react)
{
    const QString emoji = react.emoji.toString();
    return notice(react,
        (react.on ? u"reacted with %1 to \"%2\""_s : u"took %1 back from \"%2\""_s)
            .arg(emoji, nameOf(react.target)));
}

QString EntryLines::read(const event::Pin& pin)
{
    return notice(
        pin, (pin.on ? u"pinned \"%1\""_s : u"unpinned \"%1\""_s).arg(nameOf(pin.target)));
}

std::optional<QString> EntryLines::read(const event::Unknown&)
{
    return std::nullopt;
}

LineForm lineFormOf(const Order& order)
{
    return { Style(wantsColour(order.colour, ::isatty(STDOUT_FILENO) == 1)), TimeForm::Whole };
}

void printEntry(const Output& output, EntryLines& lines, const event::Persistent& entry)
{
    const auto line = lines.read(entry);
    if (output.isJson()) {
        output.printJson(encode(entry));
    } else if (line) {
        output.print(*line);
    }
}

} // namespace landline::cli
