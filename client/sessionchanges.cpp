// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that is about messages which are there: changes, originals, features.
#include "client/session_p.h"

#include "client/timelinemodel.h"
#include "messages/limits.h"

#include <algorithm>
#include <array>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<QLatin1StringView, Feature>, 5> featureNames { {
    { "edit"_L1, Feature::Edit },
    { "delete"_L1, Feature::Delete },
    { "react"_L1, Feature::React },
    { "pin"_L1, Feature::Pin },
    { "search"_L1, Feature::Search },
} };

Feature featureFor(MessageChange::Kind kind)
{
    switch (kind) {
    case MessageChange::Kind::Edit:
        return Feature::Edit;
    case MessageChange::Kind::Delete:
        return Feature::Delete;
    case MessageChange::Kind::React:
        return Feature::React;
    case MessageChange::Kind::Pin:
        break;
    }
    return Feature::Pin;
}

} // namespace

void Session::Private::takeFeatures(const QStringList& names)
{
    Features offered;
    for (const auto& [name, feature] : featureNames) {
        offered.setFlag(feature, names.contains(name));
    }
    if (features != offered) {
        features = offered;
        Q_EMIT q->featuresChanged();
    }
}

Outcome Session::Private::checkContent(const QString& content) const
{
    if (content.trimmed().isEmpty()) {
        return Error { ErrorCode::BadField, u"A message must not be empty."_s };
    }
    const qint64 limit = serverLimits.content > 0 ? serverLimits.content : limits::content;
    if (const qint64 size = content.toUtf8().size(); size > limit) {
        return Error { ErrorCode::TooLong,
            u"A message may have at most %1 bytes, and this one has %2."_s.arg(limit).arg(size) };
    }
    return done();
}

Outcome Session::Private::change(const MessageChange& change)
{
    if (!keeper.isWelcomed()) {
        return Error { ErrorCode::NotJoined, u"There is no connection to the server now."_s };
    }
    if (!features.testFlag(featureFor(change.kind))) {
        return Error { ErrorCode::Unsupported, u"This server cannot do that."_s };
    }
    changes.add(ids.next(), change);
    return done();
}

Features Session::features() const
{
    return m_d->features;
}

Outcome Session::edit(const RoomName& room, Seq seq, const QString& content)
{
    if (auto outcome = m_d->checkContent(content); !outcome) {
        return outcome;
    }
    return m_d->change({ MessageChange::Kind::Edit, room, seq, content });
}

Outcome Session::deleteMessage(const RoomName& room, Seq seq)
{
    return m_d->change({ MessageChange::Kind::Delete, room, seq });
}

Outcome Session::react(const RoomName& room, Seq seq, const Emoji& emoji, bool on)
{
    return m_d->change({ MessageChange::Kind::React, room, seq, {}, emoji, on });
}

Outcome Session::pin(const RoomName& room, Seq seq, bool on)
{
    return m_d->change({ MessageChange::Kind::Pin, room, seq, {}, {}, on });
}

void Session::loadOriginal(const RoomName& room, Seq seq)
{
    RoomFeed& feed = m_d->feed(room);
    (void)feed.timeline();
    if (feed.quoteFromDisk(seq) || !m_d->keeper.isWelcomed() || !feed.isMember()) {
        return;
    }
    const bool isAsked
        = std::any_of(m_d->asked.cbegin(), m_d->asked.cend(), [&](const Private::Asked& request) {
              return request.what == Private::Asked::For::Original && request.room == room
                  && request.before == seq;
          });
    if (!isAsked) {
        m_d->ask(Private::Asked::For::Original, room,
            request::History { room, seq.next(), std::nullopt, 1 }, seq);
    }
}

} // namespace landline::client
