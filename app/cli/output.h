// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace landline::cli {

/// The standard output of a verb. Each line is out when a call returns.
///
/// Where nobody reads any more, the process ends as one does that is killed by SIGPIPE, which Qt ignores; where it
/// cannot be written otherwise (a full disk), with exit code 1 and a sentence.
class Output {
public:
    explicit Output(bool json)
        : m_json(json)
    {
    }

    /// Whether frames are wanted in place of lines for people.
    bool isJson() const { return m_json; }
    /// One line, or some, that are safe for a terminal.
    void print(const QString& lines) const;
    /// One frame on a line of its own, made safe.
    void printJson(const QByteArray& frame) const;

private:
    bool m_json;
};

/// "landline-cli: SENTENCE", made safe, on the standard error.
void complain(const QString& sentence);

} // namespace landline::cli
