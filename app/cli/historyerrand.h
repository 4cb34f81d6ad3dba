// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/entrylines.h"
#include "app/cli/visiterrand.h"

namespace landline::cli {

/// `history`: the newest messages, those before a place, or the log after one.
class HistoryErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit HistoryErrand(const Order& order, QObject* parent = nullptr);

protected:
    void begin() override;

private:
    void readAfter(Seq seq);
    void takeLog(const event::History& page);
    void print(const QList<event::Persistent>& entries);

    RoomName m_room;
    EntryLines m_lines;
    int m_left; ///< Entries of the log that may still be printed.
};

} // namespace landline::cli
