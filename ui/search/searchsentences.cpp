// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchsentences.h"

#include "ui/timeline/displaytext.h"

#include <QCoreApplication>

namespace landline::ui {

using client::SearchStatus;

namespace {

/// Of what was typed, as many characters are said again.
constexpr qsizetype saidAgain = 60;
constexpr qsizetype longestDetail = 400;

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(SearchSentences)
};

} // namespace

QString searchFailure(const Error& error)
{
    switch (error.code) {
    case ErrorCode::BadField:
    case ErrorCode::BadName:
    case ErrorCode::TooLong:
    case ErrorCode::NoSuchRoom:
        return Words::tr("That cannot be searched for");
    default:
        return Words::tr("The search did not work");
    }
}

QString searchProblem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NoSuchRoom:
        return Words::tr("There is no such room, or it is not open to you.");
    case ErrorCode::RateLimited:
        return Words::tr("The server has too many searches to do. Try again in a moment.");
    case ErrorCode::Storage:
        return Words::tr("The server cannot read its index at the moment. Try again later.");
    case ErrorCode::Draining:
        return Words::tr("The server is stopping or restarting. Try again in a moment.");
    default:
        return error.detail.isEmpty() ? Words::tr("The server could not search for that.")
                                      : onOneLine(error.detail, longestDetail);
    }
}

QString searchNote(const SearchStatus& status)
{
    if (status.isOffline) {
        return Words::tr("Only what is kept on this computer was searched.");
    }
    if (status.isIndexing) {
        return Words::tr("The server is still reading older messages. Some may be missing here.");
    }
    return {};
}

QString searchCount(const SearchStatus& status, int found)
{
    switch (status.state) {
    case SearchStatus::State::Idle:
        return {};
    case SearchStatus::State::Searching:
        return Words::tr("Searching…");
    case SearchStatus::State::Done:
    case SearchStatus::State::Failed:
        break;
    }
    if (found == 0) {
        return {};
    }
    return status.hasMore ? Words::tr("The newest %n found", nullptr, found)
                          : Words::tr("%n found", nullptr, found);
}

QString nothingFound(const QString& text)
{
    QString said = onOneLine(text, saidAgain);
    if (text.simplified().size() > said.size()) {
        said += u'…';
    }
    return Words::tr("Nothing found for “%1”").arg(said);
}

} // namespace landline::ui
