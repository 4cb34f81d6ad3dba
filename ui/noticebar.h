// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace landline::ui {

class Appearance;

/// A sentence across the place that it is about, with at most one thing to do about it. Never in the way.
class NoticeBar final : public QWidget {
    Q_OBJECT

public:
    enum class Tone { Warning, Danger };

    /// `outer` is left free around the bar, and only while it is shown.
    explicit NoticeBar(
        const Appearance& appearance, const QMargins& outer = {}, QWidget* parent = nullptr);

    /// Shown while the sentence is not empty; `action` labels the button, empty for none.
    void say(Tone tone, const QString& sentence, const QString& action = {});
    QString sentence() const;

Q_SIGNALS:
    void actionRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    const Appearance& m_appearance;
    QMargins m_outer;
    Tone m_tone = Tone::Warning;
    QLabel* m_sentence;
    QPushButton* m_action;
};

} // namespace landline::ui
