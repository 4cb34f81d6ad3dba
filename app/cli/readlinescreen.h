// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/screen.h"
#include "app/cli/style.h"

#include <QSocketNotifier>

namespace landline::cli {

/// A terminal, with GNU Readline for the line that is written. One per process, since Readline is.
///
/// The last lines of the terminal are a status line and the input below it. What is printed comes above them: they are
/// cleared, the lines written, and they are written anew, so that the terminal's own scrolling and copying stay as people
/// know them.
class ReadlineScreen final : public Screen {
    Q_OBJECT

public:
    explicit ReadlineScreen(const Style& style, QObject* parent = nullptr);
    /// The terminal is as it was, with the cursor on an empty line.
    ~ReadlineScreen() override;

    void print(const QString& lines) override;
    void note(const QString& lines) override;
    void setStatus(const std::function<QString(int columns)>& status) override;
    void setPrompt(const QString& prompt) override;
    void setCompleter(const Completer& completer) override { m_completer = completer; }
    void setReading(bool) override { }
    bool isForPerson() const override { return true; }
    bool interrupt() override;
    void suspend() override;
    void resume() override;
    void resize() override;

private:
    struct Keys; ///< The functions that Readline calls.

    void install();
    void bindKeys();
    void read();
    void tellWhatWasTyped();
    void clearBlock();
    void writeBlock();
    int inputRow() const;

    enum class Wish { PreviousRoom, NextRoom, NextNews };

    const Style m_style;
    QSocketNotifier m_notifier;
    Completer m_completer;
    Completion m_completion; ///< The last one asked for.
    std::function<QString(int columns)> m_statusMaker;
    QString m_status; ///< As it stands on the screen.
    int m_statusRows = 0; ///< Rows that it takes there; 0 where it is not there.
    bool m_inputShown = false;
    QString m_prompt;
    QString m_line; ///< As it was told last.
    QStringList m_entered; ///< Lines that were entered and not told yet.
    QList<Wish> m_wishes;
    bool m_hasEnded = false;
};

} // namespace landline::cli
