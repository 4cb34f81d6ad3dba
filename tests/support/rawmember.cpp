// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawmember.h"

#include "tests/support/stage.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace landline::support {

RawMember::RawMember(const Stage& stage, const QString& name, const RoomName& room)
    : m_name(stage.name(name).toString())
    , m_peer(stage.url())
{
    const QByteArray path = "/ws?username=" + QUrl::toPercentEncoding(m_name)
        + "&room=" + QUrl::toPercentEncoding(room.toString());
    stage.check(m_peer.upgrade(path), u"%1 was refused"_s.arg(name));
}

void RawMember::say(const QString& content)
{
    m_peer.send(RawFrame::text(R"({"type":"text","content":")" + content.toUtf8() + R"("})"));
}

std::optional<QString> RawMember::take(const RawFrame& frame)
{
    if (frame.opcode != RawFrame::Text)
        return {};
    const QJsonObject event = QJsonDocument::fromJson(frame.payload).object();
    const QString type = event.value("type"_L1).toString();
    if (type == u"leave")
        m_left.append(event.value("username"_L1).toString());
    if (type != u"text")
        return {};
    return event.value("content"_L1).toString();
}

std::optional<QString> RawMember::nextText(std::chrono::milliseconds deadline)
{
    const QDeadlineTimer end(deadline);
    while (const auto frame = m_peer.readFrame(
               std::chrono::ceil<std::chrono::milliseconds>(end.remainingTimeAsDuration()))) {
        if (auto content = take(*frame))
            return content;
    }
    return {};
}

bool RawMember::isAnswered()
{
    m_peer.send(RawFrame { RawFrame::Ping, "?" });
    while (const auto frame = m_peer.readFrame()) {
        if (frame->opcode == RawFrame::Pong)
            return true;
    }
    return false;
}

bool RawMember::isToldLeft(const QString& name, std::chrono::milliseconds deadline)
{
    const QDeadlineTimer end(deadline);
    while (!knowsLeft(name)) {
        const auto frame = m_peer.readFrame(
            std::chrono::ceil<std::chrono::milliseconds>(end.remainingTimeAsDuration()));
        if (!frame)
            return false;
        take(*frame);
    }
    return true;
}

} // namespace landline::support
