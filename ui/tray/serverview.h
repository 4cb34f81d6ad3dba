// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace landline::ui {

/// What is shown of a server that runs on this machine: values alone, made by whoever runs it.
struct ServerView {
    enum class State { Stopped, Starting, Running, Degraded, Stopping, Failed };

    struct Room {
        QString name;
        int people = 0;

        bool operator==(const Room&) const = default;
    };

    State state = State::Stopped;
    QString name; ///< Of the team.
    QString problem; ///< A sentence with what to do; empty where all is well.
    QStringList addresses; ///< "192.168.1.20:8800", those for others first.
    QString invitation; ///< "landline://192.168.1.20:8800"; empty while not running.
    QString dataDir;
    int people = 0;
    int roomCount = 0;
    QList<Room> rooms; ///< The fullest first.

    bool isRunning() const { return state == State::Running || state == State::Degraded; }
    bool isChanging() const { return state == State::Starting || state == State::Stopping; }

    bool operator==(const ServerView&) const = default;
};

/// "Running", "Running, but the disk refuses to write", "Stopped".
QString serverStateWords(ServerView::State state);
/// "3 people in 2 rooms", "Nobody is connected".
QString serverPeopleWords(const ServerView& view);

} // namespace landline::ui
