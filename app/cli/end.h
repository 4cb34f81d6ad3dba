// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The terminal client: what `landline-cli` is made of, apart from its main.
namespace landline::cli {

/// How `landline-cli` ends. Documented in the README and in --help.
enum class ExitCode {
    Done = 0,
    Failed = 1, ///< The server refused it, or something on this side stood in the way.
    Usage = 2,
    NoServer = 3, ///< Not reached, or lost for too long.
    NotLetIn = 4, ///< Name or token refused, or sent away.
    NotServed = 5, ///< The server does not serve it.
    Interrupted = 130, ///< Ctrl-C, as shells count it.
};

/// The end of what was to be done, with what is said of it on the standard error; mostly nothing.
struct End {
    ExitCode code = ExitCode::Done;
    QString sentence;

    bool operator==(const End&) const = default;
};

} // namespace landline::cli
