// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray/serverview.h"

#include <QCoreApplication>

namespace landline::ui {

namespace {

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ServerView)
};

} // namespace

QString serverStateWords(ServerView::State state)
{
    switch (state) {
    case ServerView::State::Stopped:
        return Words::tr("Stopped");
    case ServerView::State::Starting:
        return Words::tr("Starting…");
    case ServerView::State::Running:
        return Words::tr("Running");
    case ServerView::State::Degraded:
        return Words::tr("Running, but nothing can be saved");
    case ServerView::State::Stopping:
        return Words::tr("Stopping…");
    case ServerView::State::Failed:
        return Words::tr("Not running");
    }
    return {};
}

QString serverPeopleWords(const ServerView& view)
{
    if (view.people == 0) {
        return Words::tr("Nobody is connected");
    }
    //: The first half of "3 people in 2 rooms"
    const QString people
        = view.people == 1 ? Words::tr("1 person") : Words::tr("%n people", nullptr, view.people);
    //: The second half of "3 people in 2 rooms"
    const QString rooms = view.roomCount == 1 ? Words::tr("1 room")
                                              : Words::tr("%n rooms", nullptr, view.roomCount);
    return Words::tr("%1 in %2").arg(people, rooms);
}

} // namespace landline::ui
