// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/inputreader.h"
#include "app/cli/output.h"
#include "app/cli/screen.h"

namespace landline::cli {

/// Pipes and files, or a terminal that can do nothing: lines in, lines out, notes on the standard error.
class PlainScreen final : public Screen {
    Q_OBJECT

public:
    explicit PlainScreen(QObject* parent = nullptr);

    void print(const QString& lines) override { m_output.print(lines); }
    void note(const QString& lines) override;
    void setStatus(const std::function<QString(int columns)>&) override { }
    void setPrompt(const QString&) override { }
    void setCompleter(const Completer&) override { }
    void setReading(bool reading) override { m_input.setReading(reading); }
    bool isForPerson() const override { return false; }
    bool interrupt() override { return false; }
    void suspend() override { }
    void resume() override { }
    void resize() override { }

private:
    void take(const QByteArray& bytes);

    const Output m_output { false };
    InputReader m_input;
    QByteArray m_partial; ///< The line that has no end yet.
};

} // namespace landline::cli
