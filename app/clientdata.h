// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/serveraddress.h"
#include "messages/names.h"

#include <QString>

/// Where the clients keep what they remember.
namespace landline::app {

/// The folder that is used unless another is named: ~/.local/share/landline/client.
QString standardClientFolder();

/// Makes the folder where there is none, for its owner alone: what is said in private rooms is kept there.
bool makeClientFolder(const QString& path);

/// A few letters that stand for the text in the name of a file.
QString digestOf(const QString& text);

/// The file in which `program` keeps the cache of this server and user.
QString cacheFile(const QString& folder, const QString& program,
    const client::ServerAddress& server, const UserName& name);

} // namespace landline::app
