// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace landline::ui {

/// Plain text that grows with what is written, up to a number of lines. Enter submits, Shift+Enter
/// breaks the line; neither does anything while an input method is composing.
class ComposerEdit final : public QTextEdit {
    Q_OBJECT

public:
    explicit ComposerEdit(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool isComposing() const { return m_composing; }

Q_SIGNALS:
    void submitted();
    /// The arrow up was pressed where nothing is written.
    void previousWanted();
    /// More was pasted than could ever be sent; what is beyond was left out.
    void pasteCut();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    int heightOfLines(int lines) const;

    bool m_composing = false;
};

} // namespace landline::ui
