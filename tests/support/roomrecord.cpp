// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/roomrecord.h"

#include "messages/change.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

/// One fault repeats itself; the first few sentences tell it.
constexpr qsizetype complaintsKept = 20;

/// What may be told differently later, for the message was changed or the content is gone, is left out.
void forgetState(event::Text& text)
{
    text = { text.room, text.seq, {}, text.username, {}, text.timestamp, text.replyTo, {},
        text.guest };
}

void forgetState(event::Edit& edit)
{
    edit.content.clear();
    edit.mentions.clear();
    edit.mentionsRoom = false;
}

bool isChanged(const event::Text& text)
{
    return text.edited || text.deleted;
}

bool isChanged(const event::Edit& edit)
{
    return edit.content.isEmpty();
}

template <typename T>
void forgetWhatChanged(T& one, T& other)
{
    if (isChanged(one) || isChanged(other)) {
        forgetState(one);
        forgetState(other);
    }
    if constexpr (requires { one.reactions; }) {
        one.reactions = other.reactions;
        one.pinned = other.pinned;
    }
}

/// The id may be left out where an event is told again to others than its sender.
bool isSame(event::Persistent one, event::Persistent other)
{
    const auto withoutId = [](event::Persistent entry) {
        std::visit(
            [](auto& e) {
                if constexpr (requires { e.id; })
                    e.id.reset();
            },
            entry);
        return entry;
    };
    const auto idOf = [](const event::Persistent& entry) -> std::optional<EventId> {
        return std::visit(
            [](const auto& e) -> std::optional<EventId> {
                if constexpr (requires { e.id; })
                    return e.id;
                else
                    return {};
            },
            entry);
    };
    const bool idsDiffer = idOf(one) && idOf(other) && *idOf(one) != *idOf(other);
    if (auto* text = std::get_if<event::Text>(&one))
        if (auto* otherText = std::get_if<event::Text>(&other))
            forgetWhatChanged(*text, *otherText);
    if (auto* edit = std::get_if<event::Edit>(&one))
        if (auto* otherEdit = std::get_if<event::Edit>(&other))
            forgetWhatChanged(*edit, *otherEdit);
    return !idsDiffer && withoutId(one) == withoutId(other);
}

bool readsAlike(event::Text one, event::Text other)
{
    one.id.reset();
    other.id.reset();
    return one == other;
}

} // namespace

void RoomRecord::beginConnection(std::optional<Seq> liveFrom)
{
    m_lastLive = liveFrom;
    if (!m_last)
        m_last = liveFrom;
}

void RoomRecord::takeLive(const event::Persistent& entry, bool isRepeat)
{
    const Seq seq = seqOf(entry);
    const bool isOld = m_entries.contains(seq) || (m_lastLive && seq <= *m_lastLive);
    if (!(isOld && isRepeat)) {
        if (m_lastLive && seq != m_lastLive->next())
            complain(u"seq %1 was told after seq %2"_s.arg(seq.value).arg(m_lastLive->value));
        m_lastLive = seq;
    }
    store(entry);
}

void RoomRecord::takeHistory(const event::History& history, bool isLog)
{
    if (history.reset)
        m_last.reset();
    const bool isWhole = history.events.size() == history.last.value - history.first.value + 1;
    if (isLog && !history.events.isEmpty() && !isWhole)
        complain(u"the log from %1 to %2 has %3 entries"_s.arg(history.first.value)
                     .arg(history.last.value)
                     .arg(history.events.size()));
    if (!isLog && !history.events.isEmpty())
        cover(history.first, history.last);
    Seq previous;
    for (const event::Persistent& entry : history.events) {
        const Seq seq = seqOf(entry);
        if (seq <= previous)
            complain(u"history has seq %1 after seq %2"_s.arg(seq.value).arg(previous.value));
        previous = seq;
        store(entry, !isLog);
    }
}

/// A page may hold up to 200 messages, and what was done to them in between.
void RoomRecord::cover(Seq first, Seq last)
{
    constexpr qint64 mostCovered = 100'000;
    if (last < first || last.value - first.value > mostCovered) {
        complain(u"history runs from %1 to %2"_s.arg(first.value).arg(last.value));
        return;
    }
    for (Seq seq = first; seq <= last; seq = seq.next())
        m_covered.insert(seq);
}

void RoomRecord::change(const event::Persistent& entry, bool isNow)
{
    const auto* text = std::get_if<event::Text>(&entry);
    if (text && (isNow || text->deleted || !m_messages.contains(text->seq)))
        m_messages.insert(text->seq, *text);
    const auto target = event::targetOf(entry);
    if (!target)
        return;
    if (*target >= seqOf(entry))
        complain(u"seq %1 changes seq %2, which is not before it"_s.arg(seqOf(entry).value)
                     .arg(target->value));
    if (const auto message = m_messages.find(*target); message != m_messages.end())
        event::apply(entry, *message);
}

void RoomRecord::store(const event::Persistent& entry, bool isNow)
{
    const Seq seq = seqOf(entry);
    const auto known = m_entries.constFind(seq);
    if (isNow || known == m_entries.constEnd())
        change(entry, isNow);
    if (known != m_entries.constEnd()) {
        if (!isSame(*known, entry))
            complain(u"seq %1 was told with two contents"_s.arg(seq.value));
        return;
    }
    m_entries.insert(seq, entry);
    if (!m_last)
        m_last = seq;
    while (m_entries.contains(m_last->next()) || m_covered.contains(m_last->next()))
        m_last = m_last->next();
    if (const auto* text = std::get_if<event::Text>(&entry); text && text->id) {
        const std::pair key { text->username, *text->id };
        const auto place = m_places.constFind(key);
        if (place != m_places.constEnd() && *place != seq)
            complain(u"the message %1 of %2 is stored twice: seq %3 and seq %4"_s
                         .arg(text->id->toString(), text->username.toString())
                         .arg(place->value)
                         .arg(seq.value));
        m_places.insert(key, seq);
    }
}

QList<event::Text> RoomRecord::texts() const
{
    QList<event::Text> texts;
    for (const event::Persistent& entry : m_entries) {
        if (const auto* text = std::get_if<event::Text>(&entry))
            texts.append(*text);
    }
    return texts;
}

Seq RoomRecord::last() const
{
    return m_last.value_or(Seq {});
}

QStringList RoomRecord::audit() const
{
    QStringList sentences = m_complaints;
    if (!m_entries.isEmpty() && last() < m_entries.lastKey())
        sentences.append(u"what follows seq %1 is missing, up to seq %2"_s.arg(last().value)
                             .arg(m_entries.lastKey().value));
    return sentences;
}

void RoomRecord::complain(const QString& sentence)
{
    if (m_complaints.size() < complaintsKept)
        m_complaints.append(sentence);
}

QStringList differences(const RoomRecord& one, const RoomRecord& other)
{
    QStringList sentences;
    for (auto it = one.entries().cbegin();
         it != one.entries().cend() && sentences.size() < complaintsKept; ++it) {
        const auto twin = other.entries().constFind(it.key());
        if (twin != other.entries().cend() && !isSame(*it, *twin))
            sentences.append(u"seq %1 reads differently"_s.arg(it.key().value));
    }
    for (const event::Text& message : one.messages()) {
        const auto twin = other.messages().constFind(message.seq);
        if (twin != other.messages().cend() && !readsAlike(message, *twin))
            sentences.append(u"seq %1 reads differently now"_s.arg(message.seq.value));
    }
    return sentences;
}

} // namespace landline::support
