// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/roomrecord.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

/// One fault repeats itself; the first few sentences tell it.
constexpr qsizetype complaintsKept = 20;

/// The id may be left out where an event is told again to others than its sender.
bool isSame(const event::Persistent& one, const event::Persistent& other)
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
    return !idsDiffer && withoutId(one) == withoutId(other);
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

void RoomRecord::takeHistory(const event::History& history)
{
    if (history.reset)
        m_last.reset();
    Seq previous;
    for (const event::Persistent& entry : history.events) {
        const Seq seq = seqOf(entry);
        if (seq <= previous)
            complain(u"history has seq %1 after seq %2"_s.arg(seq.value).arg(previous.value));
        previous = seq;
        store(entry);
    }
}

void RoomRecord::store(const event::Persistent& entry)
{
    const Seq seq = seqOf(entry);
    const auto known = m_entries.constFind(seq);
    if (known != m_entries.constEnd()) {
        if (!isSame(*known, entry))
            complain(u"seq %1 was told with two contents"_s.arg(seq.value));
        return;
    }
    m_entries.insert(seq, entry);
    if (!m_last)
        m_last = seq;
    while (m_entries.contains(m_last->next()))
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
    return sentences;
}

} // namespace landline::support
