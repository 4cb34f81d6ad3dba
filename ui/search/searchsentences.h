// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/searchmodel.h"

#include <QString>

/// What is said to people about a search.
namespace landline::ui {

/// That a search failed: by what was typed, or by something else.
QString searchFailure(const Error& error);

/// Why it failed, and what would be right.
QString searchProblem(const Error& error);

/// What has to be known of results besides that they are there: "Offline: ..."; empty for nothing.
QString searchNote(const client::SearchStatus& status);

/// How many were found, or that it is not known yet; empty where nothing is looked for.
QString searchCount(const client::SearchStatus& status, int found);

/// "Nothing found for “tea”".
QString nothingFound(const QString& text);

} // namespace landline::ui
