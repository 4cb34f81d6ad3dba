// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listerrands.h"

#include "app/cli/entrylines.h"
#include "app/cli/tables.h"
#include "messages/codec.h"

namespace landline::cli {

void RoomsErrand::begin()
{
    visit().ask<event::Rooms>(
        request::Rooms {}, [this](const event::Rooms& rooms) { print(rooms); });
}

void RoomsErrand::print(const event::Rooms& rooms)
{
    if (output().isJson()) {
        for (const event::RoomInfo& info : rooms.rooms) {
            output().printJson(encode(Event(event::RoomCreated { info, std::nullopt })));
        }
    } else if (!rooms.rooms.isEmpty()) {
        output().print(roomTable(rooms.rooms, lineFormOf(order()).style));
    }
    end({});
}

void WhoErrand::begin()
{
    const RoomName room = order().rooms.constFirst();
    visit().enter(room, Visit::NewRooms::Refuse, [this, room] {
        visit().ask<event::Users>(
            request::Users { room }, [this](const event::Users& users) { print(users); });
    });
}

void WhoErrand::print(const event::Users& users)
{
    if (output().isJson()) {
        event::Users frame = users;
        frame.id.reset();
        output().printJson(encode(Event(frame)));
    } else {
        output().print(memberList(users.users, lineFormOf(order()).style));
    }
    end({});
}

} // namespace landline::cli
