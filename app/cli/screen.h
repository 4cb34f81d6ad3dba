// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

namespace landline::cli {

/// What may stand in place of the beginning of a line: whole lines, and what is shown of each to choose from.
struct Completion {
    QStringList lines;
    QStringList shown;

    bool operator==(const Completion&) const = default;
};

/// What a chat is shown on and typed into. Everything that is given to it is safe already (terminaltext.h).
class Screen : public QObject {
    Q_OBJECT

public:
    using Completer = std::function<Completion(const QString& beginning)>;

    using QObject::QObject;

    /// What was said: one line, or some.
    virtual void print(const QString& lines) = 0;
    /// What the program says by itself.
    virtual void note(const QString& lines) = 0;
    /// Makes the line that stands above the input, of at most so many columns.
    virtual void setStatus(const std::function<QString(int columns)>& status) = 0;
    /// In front of the input.
    virtual void setPrompt(const QString& prompt) = 0;
    virtual void setCompleter(const Completer& completer) = 0;
    /// Whether more input is wanted now. A person at a keyboard is never held up.
    virtual void setReading(bool reading) = 0;
    /// Somebody sits in front of it, and waits; else it is a script whose input ends.
    virtual bool isForPerson() const = 0;

    /// Ctrl-C. False where there was nothing to interrupt.
    virtual bool interrupt() = 0;
    /// To be called before and after the process was stopped (Ctrl-Z).
    virtual void suspend() = 0;
    virtual void resume() = 0;
    /// The terminal has another size.
    virtual void resize() = 0;

Q_SIGNALS:
    void lineEntered(const QString& line);
    /// The line that is being written reads like this now.
    void lineChanged(const QString& line);
    void inputEnded();
    void previousRoomWanted();
    void nextRoomWanted();
    void nextNewsWanted();
};

} // namespace landline::cli
