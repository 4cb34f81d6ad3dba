// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/serveraddress.h"
#include "ui/look/appearance.h"

#include <QString>
#include <QStringList>

#include <optional>

/// The desktop client: its main and what it is wired from.
namespace landline::app {

/// What the command line of `landline` says.
struct DesktopOptions {
    std::optional<client::ServerAddress> server;
    std::optional<UserName> name;
    std::optional<ui::ThemeChoice> theme; ///< From --theme, else LANDLINE_THEME.
    QString dataDir;
    bool startupTrace = false;
    bool exitAfterTrace = false;
    bool help = false;
    bool version = false;
};

/// Fails with a sentence that says what was wrong and what would be right.
Result<DesktopOptions> readDesktopOptions(const QStringList& arguments);

/// What --help prints.
QString desktopHelp();

} // namespace landline::app
