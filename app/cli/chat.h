// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/end.h"
#include "app/cli/order.h"
#include "app/cli/patience.h"
#include "app/cli/screen.h"
#include "app/cli/statusline.h"
#include "app/cli/transcript.h"
#include "client/session.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <memory>

namespace landline::cli {

struct ChatCommand;

/// A person's session on a screen of lines: one room is shown at a time, and what is entered is said in it.
class Chat final : public QObject {
    Q_OBJECT

public:
    /// The screen is borrowed.
    Chat(const Order& order, Screen& screen, const Style& style, QObject* parent = nullptr);

    void start();
    /// Ctrl-C: empties the line, or leaves.
    void interrupt();
    void quit(const End& end);

Q_SIGNALS:
    /// Once.
    void finished(const landline::cli::End& end);

private:
    void connectScreen();
    void connectSession();
    void connectRooms();

    // chat.cpp: what is shown
    void openRoom(const RoomName& room);
    /// A room to be in, where there is none yet or no longer.
    void findRoom();
    /// Another room of the list, by its distance from this one.
    void goBy(int distance);
    void goToNews();
    void print(const QString& lines);
    void takeStatus(const client::SessionStatus& status);
    void takeRefused(const EventId& id, const QString& content, const QString& sentence);
    void takeMessageElsewhere(const event::Text& message);
    void refresh();
    StatusFacts facts();
    int waiting() const;
    void endIfAllSaid();

    // chatcommands.cpp: what is entered
    void takeLine(const QString& line);
    void obey(const ChatCommand& command);
    void say(const QString& text, std::optional<Seq> answered = std::nullopt);
    void join(const QString& name);
    void goTo(const QString& name);
    void leave(const QString& name);
    void listRooms();
    void takeRooms(const QList<event::RoomInfo>& rooms);
    void listPeople();
    void topic(const QString& text);
    void reply(const QString& argument);
    void showOlder();
    Completion complete(const QString& beginning);
    QStringList peopleHere();
    QStringList myRooms();

    const Order m_order;
    Screen& m_screen;
    const LineForm m_form;
    client::Session m_session;
    Patience m_patience;
    std::unique_ptr<Transcript>
        m_transcript; ///< Of the room that is shown; none where there is none.
    QList<client::TimelineModel*> m_spokenIn; ///< Rooms in which something was said here.
    QTimer m_refresh; ///< At the end of the turn.
    QTimer m_tick; ///< Counts down to the next attempt.
    client::SessionProblem m_problem = client::SessionProblem::None; ///< That was told.
    QStringList m_otherRooms; ///< That may be joined.
    bool m_listsRooms = false; ///< The next list of rooms was asked for by /rooms.
    bool m_wantsOlder = false; ///< The next older page was asked for by /older.
    bool m_inputEnded = false;
    bool m_anyRefused = false;
    bool m_finished = false;
};

} // namespace landline::cli
