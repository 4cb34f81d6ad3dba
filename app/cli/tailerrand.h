// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/entrylines.h"
#include "app/cli/pastreader.h"
#include "app/cli/visiterrand.h"
#include "client/eventsequencer.h"

#include <map>

namespace landline::cli {

/// `tail`: the newest messages of some rooms, and with -f what comes after them, each entry once and in its order.
class TailErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit TailErrand(const Order& order, QObject* parent = nullptr);

protected:
    void begin() override;
    void resume() override;

private:
    struct Room {
        EntryLines lines;
        client::EventSequencer sequencer;
        bool hasBegun = false; ///< The newest messages were shown.
        int connection = 0; ///< Counts them: what was asked on an earlier one is asked anew.
    };

    void readNewest(const RoomName& name);
    void showNewest(const RoomName& name, Room& room, const PastReader::Past& past);
    void takeLive(const Event& event);
    void catchUp(const RoomName& name, Room& room);
    void resume(Room& room, const event::RoomInfo& info, bool isNewServer);
    void print(Room& room, const client::EventSequencer::Ready& ready);
    void endIfAllShown();

    std::map<RoomName, Room> m_rooms;
    QString m_serverId;
};

} // namespace landline::cli
