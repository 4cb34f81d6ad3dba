// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sentframes.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace landline::support {

SentFrames::SentFrames()
    : m_prefix(QString::number(QRandomGenerator::system()->generate64(), 36) + u'-')
{
}

EventId SentFrames::mint()
{
    return EventId::fromString(m_prefix + QString::number(++m_minted)).value();
}

void SentFrames::add(const RequestFrame& frame)
{
    m_unanswered.insert(*frame.id, frame);
    if (std::holds_alternative<request::Text>(frame.request))
        m_messages.append(*frame.id);
}

void SentFrames::addRepeated(const RequestFrame& frame)
{
    m_repeated.insert(*frame.id);
    if (!m_unanswered.contains(*frame.id))
        add(frame);
}

void SentFrames::takeAnswer(const EventId& id)
{
    m_unanswered.remove(id);
    m_messages.removeOne(id);
    m_limited.removeOne(id);
}

void SentFrames::takeLimit(const EventId& id)
{
    if (m_unanswered.contains(id) && !m_limited.contains(id))
        m_limited.append(id);
}

std::optional<RequestFrame> SentFrames::takeLimited()
{
    if (m_limited.isEmpty())
        return {};
    return m_unanswered.value(m_limited.takeFirst());
}

QList<RequestFrame> SentFrames::takeUnacknowledged()
{
    m_limited.clear();
    QList<RequestFrame> frames;
    for (const EventId& id : m_messages) {
        m_repeated.insert(id);
        frames.append(m_unanswered.value(id));
    }
    return frames;
}

} // namespace landline::support
