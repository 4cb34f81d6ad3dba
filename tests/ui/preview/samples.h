// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"
#include "client/searchmodel.h"
#include "client/timelinemodel.h"
#include "messages/clock.h"

/// Models filled by hand, as a session would fill them, to look at what ui/ makes of them.
namespace landline::preview {

RoomName roomOf(const QString& name);
UserName userOf(const QString& name);

/// Noon of 20 November 2026, so that pictures of two runs are the same.
class NoonClock final : public Clock {
public:
    Timestamp now() const override;
    Steady::time_point steadyNow() const override { return {}; }
};

void fillRooms(client::RoomListModel& rooms);
/// A team's day: groups, days, links, emoji, several scripts, own messages in every state.
void fillTeam(client::TimelineModel& timeline);
/// Replies, edits, deletions, pins and reactions, few and many, by people with short and long names.
void fillChanges(client::TimelineModel& timeline);
/// What strangers might send: long runs, huge messages, marks, direction overrides, markup.
void fillHostile(client::TimelineModel& timeline);
/// So many short messages, from seq 1 on.
void fillMany(client::TimelineModel& timeline, int count);
/// What a search found, as it comes from the server.
event::Text foundText(qint64 seq, const QString& words);
/// Found in several rooms, said by several people, long ago and today.
void fillFound(client::SearchModel& results, const QString& query);
void fillMembers(client::MemberListModel& members);

} // namespace landline::preview
