// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tailerrand.h"

#include "messages/limits.h"

#include <algorithm>
#include <utility>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Messages that are shown where it is not said how many: as tail(1) does.
constexpr int usualCount = 10;

std::optional<std::chrono::seconds> patienceOf(const Order& order)
{
    // Who follows waits for ever.
    return order.follow ? std::nullopt : std::optional(std::chrono::seconds(60));
}

} // namespace

TailErrand::TailErrand(const Order& order, QObject* parent)
    : VisitErrand(order, patienceOf(order), parent)
{
    const bool isOne = order.rooms.size() == 1;
    for (const RoomName& name : order.rooms) {
        m_rooms.emplace(name,
            Room {
                EntryLines(lineFormOf(order), isOne ? QString() : name.toString()), {}, false, 0 });
    }
    connect(&visit(), &Visit::eventReceived, this, &TailErrand::takeLive);
    connect(&visit(), &Visit::closed, this, [this] {
        for (auto& [name, room] : m_rooms) {
            room.sequencer.loseConnection();
            ++room.connection;
        }
    });
}

void TailErrand::begin()
{
    m_serverId = visit().welcome().serverId;
    for (const RoomName& name : order().rooms) {
        visit().enter(name, Visit::NewRooms::Refuse, [this, name] { readNewest(name); });
    }
}

void TailErrand::readNewest(const RoomName& name)
{
    const int count = order().count.value_or(usualCount);
    auto* reader = new PastReader(
        visit(), name, std::max(count, 1),
        [this, name](const PastReader::Past& past) { showNewest(name, m_rooms.at(name), past); },
        this);
    reader->read(std::nullopt);
}

void TailErrand::showNewest(const RoomName& name, Room& room, const PastReader::Past& past)
{
    event::History run;
    run.room = name;
    run.events = order().count == 0 ? QList<event::Persistent>() : past.events;
    run.last = past.last;
    room.hasBegun = true;
    print(room, room.sequencer.takePage(run));
    catchUp(name, room);
    endIfAllShown();
}

void TailErrand::takeLive(const Event& event)
{
    const auto entry = asPersistent(event);
    const auto found = entry ? m_rooms.find(roomOf(*entry)) : m_rooms.end();
    if (found == m_rooms.end()) {
        return;
    }
    auto& [name, room] = *found;
    print(room, room.sequencer.takeLive(*entry));
    if (room.hasBegun) {
        catchUp(name, room);
    }
}

void TailErrand::catchUp(const RoomName& name, Room& room)
{
    const auto last = room.sequencer.last();
    if (!order().follow || !last || !room.sequencer.needsHistory()) {
        return;
    }
    room.sequencer.beginFilling();
    visit().ask<event::History>(
        request::History { name, std::nullopt, last, landline::limits::historyPage },
        [this, name, connection = room.connection](const event::History& page) {
            Room& asked = m_rooms.at(name);
            if (asked.connection == connection) {
                print(asked, asked.sequencer.takePage(page));
                catchUp(name, asked);
            }
        });
}

void TailErrand::resume()
{
    const event::Welcome& welcome = visit().welcome();
    const bool isNewServer = std::exchange(m_serverId, welcome.serverId) != welcome.serverId;
    for (const event::RoomInfo& info : welcome.rooms) {
        if (const auto found = m_rooms.find(info.room); found != m_rooms.end()) {
            resume(found->second, info, isNewServer);
        }
    }
    for (const RoomName& name : order().rooms) {
        if (m_rooms.at(name).hasBegun) {
            visit().enter(
                name, Visit::NewRooms::Make, [this, name] { catchUp(name, m_rooms.at(name)); });
        }
    }
}

void TailErrand::resume(Room& room, const event::RoomInfo& info, bool isNewServer)
{
    const auto last = room.sequencer.last();
    if (last && (isNewServer || *last > info.lastSeq)) {
        // What was shown is of another log; in this one it goes on from here.
        complain(u"The room %1 begins anew on this server: some of it may be missing."_s.arg(
            info.room.toString()));
        room.sequencer.forget();
        room.sequencer.anchor(info.lastSeq);
    }
    room.sequencer.noteLast(info.lastSeq);
}

void TailErrand::print(Room& room, const client::EventSequencer::Ready& ready)
{
    for (const event::Persistent& entry : ready.caughtUp + ready.live) {
        printEntry(output(), room.lines, entry);
    }
}

void TailErrand::endIfAllShown()
{
    const bool isAll = std::all_of(
        m_rooms.cbegin(), m_rooms.cend(), [](const auto& entry) { return entry.second.hasBegun; });
    if (isAll && !order().follow) {
        end({});
    }
}

} // namespace landline::cli
