// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace landline::ui {

class Appearance;
class ElidedLabel;

/// A question in the window, with what it is about and two answers. Takes the focus while it is asked: Enter
/// says yes, Esc no.
class QuestionBar final : public QWidget {
    Q_OBJECT

public:
    /// `outer` is left free around the bar.
    QuestionBar(const Appearance& appearance, const QMargins& outer, QWidget* parent = nullptr);

    /// `line` is shown on one line, as plain text.
    void ask(const QString& question, const QString& line, const QString& yes, const QString& no);
    /// Takes the question back without an answer.
    void dismiss();

Q_SIGNALS:
    void confirmed();
    void declined();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void answer(bool yes);
    void applyTheme();

    const Appearance& m_appearance;
    QMargins m_outer;
    QLabel* m_question;
    ElidedLabel* m_line;
    QPushButton* m_yes;
    QPushButton* m_no;
};

} // namespace landline::ui
