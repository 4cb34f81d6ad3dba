// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/visit.h"

#include <QObject>

#include <functional>

namespace landline::cli {

/// Reads the newest messages of a room, page by page backwards, as they read now.
class PastReader final : public QObject {
    Q_OBJECT

public:
    struct Past {
        QList<event::Persistent> events; ///< Rising in seq.
        Seq last; ///< Up to here they tell all; 0 where there is nothing.
    };
    using Then = std::function<void(const Past&)>;

    /// The visit is borrowed. `then` is called once.
    PastReader(Visit& visit, RoomName room, int count, Then then, QObject* parent = nullptr);

    /// Those before a seq, or the newest.
    void read(std::optional<Seq> before);

private:
    void take(const event::History& page);

    Visit& m_visit;
    RoomName m_room;
    int m_count;
    Then m_then;
    Past m_past;
    bool m_isFirst = true;
};

} // namespace landline::cli
