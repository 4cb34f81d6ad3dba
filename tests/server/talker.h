// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/embeddedserver.h"
#include "tests/support/rawpeer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace landline::server::testing {

using support::EmbeddedServer;
using support::RawFrame;
using support::RawPeer;

/// A client that says JSON as it is written, and hands out what it is told one frame after another.
class Talker final {
public:
    /// Upgrades at once; isOpen() tells whether that was granted.
    explicit Talker(
        const EmbeddedServer& server, const QByteArray& path = "/ws", const QHostAddress& from = {})
        : m_peer(server.url(), from)
        , m_open(m_peer.upgrade(path))
    {
    }
    /// A session that has been welcomed.
    static std::unique_ptr<Talker> hello(const EmbeddedServer& server, const QByteArray& name)
    {
        auto talker = std::make_unique<Talker>(server);
        talker->say(R"({"type":"hello","protocol":1,"username":")" + name + "\"}");
        return talker->nextOf(u"welcome").isEmpty() ? nullptr : std::move(talker);
    }
    /// One that has also joined a room, and has read all that answers that.
    static std::unique_ptr<Talker> join(
        const EmbeddedServer& server, const QByteArray& name, const QByteArray& room)
    {
        auto talker = hello(server, name);
        if (talker) {
            talker->say(R"({"type":"join","room":")" + room + "\"}");
            talker->nextOf(u"history");
        }
        return talker;
    }
    static std::unique_ptr<Talker> simple(
        const EmbeddedServer& server, const QByteArray& name, const QByteArray& room = "general")
    {
        auto talker = std::make_unique<Talker>(server, "/ws?username=" + name + "&room=" + room);
        return talker->nextOf(u"user_list").isEmpty() ? nullptr : std::move(talker);
    }

    RawPeer& peer() { return m_peer; }
    bool isOpen() const { return m_open; }
    void say(const QByteArray& json) { m_peer.send(RawFrame::text(json)); }
    void sayText(const QByteArray& room, const QByteArray& content, const QByteArray& id = {})
    {
        say(R"({"type":"text","room":")" + room + R"(","content":")" + content + '"'
            + (id.isEmpty() ? QByteArray() : R"(,"id":")" + id + '"') + '}');
    }

    /// The next event; empty where none came. Control frames are passed over.
    QJsonObject next(std::chrono::milliseconds deadline = support::patience)
    {
        while (const auto frame = m_peer.readFrame(deadline)) {
            if (frame->opcode == RawFrame::Text) {
                return QJsonDocument::fromJson(frame->payload).object();
            }
            if (frame->opcode == RawFrame::Close) {
                closeCode = frame->closeCode();
                break;
            }
        }
        return {};
    }
    /// Passes over other events.
    QJsonObject nextOf(QStringView type, std::chrono::milliseconds deadline = support::patience)
    {
        for (auto event = next(deadline); !event.isEmpty(); event = next(deadline)) {
            if (event.value(u"type").toString() == type) {
                return event;
            }
        }
        return {};
    }
    /// All up to the answer to a ping: the types, each with what tells it apart.
    QStringList untilPong()
    {
        say(R"({"type":"ping","id":"until"})");
        QStringList events;
        for (auto event = next(); !event.isEmpty(); event = next()) {
            if (event.value(u"id").toString() == u"until") {
                break;
            }
            events.append(summary(event));
        }
        return events;
    }
    /// "text:1:hi", "join:ann", "error:bad_json", "history:1-3", ...
    static QString summary(const QJsonObject& event)
    {
        const QString type = event.value(u"type").toString();
        if (type == u"text") {
            return QStringLiteral("text:%1:%2")
                .arg(event.value(u"seq").toInteger())
                .arg(event.value(u"content").toString());
        }
        if (type == u"topic") {
            return QStringLiteral("topic:%1:%2")
                .arg(event.value(u"seq").toInteger())
                .arg(event.value(u"topic").toString());
        }
        if (type == u"error") {
            return QStringLiteral("error:") + event.value(u"code").toString();
        }
        if (type == u"history") {
            return QStringLiteral("history:%1-%2")
                .arg(event.value(u"first").toInteger())
                .arg(event.value(u"last").toInteger());
        }
        if (type == u"user_list") {
            QStringList users;
            const auto names = event.value(u"users").toArray();
            for (const auto& user : names) {
                users.append(user.toString());
            }
            return QStringLiteral("user_list:") + users.join(u',');
        }
        if (type == u"join" || type == u"leave" || type == u"typing") {
            return type + u':' + event.value(u"username").toString();
        }
        return type;
    }

    int closeCode = 0; ///< Of the close frame that next() came upon.

private:
    RawPeer m_peer;
    bool m_open;
};

} // namespace landline::server::testing
