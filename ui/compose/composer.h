// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace landline::ui {

class Appearance;
class ComposerEdit;
class ContextBar;
class IconButton;
class WordCompleter;
enum class Icon;

/// Where a message is written. Knows nothing of rooms: whoever owns it gives and takes the text.
///
/// A submitted message stays until clear() is called, so that a refused one is not lost.
class Composer final : public QWidget {
    Q_OBJECT

public:
    explicit Composer(const Appearance& appearance, QWidget* parent = nullptr);

    QString text() const;
    /// Puts another text in its place (a draft); nothing is emitted.
    void setText(const QString& text);
    void setPlaceholder(const QString& text);
    /// The message was taken.
    void clear();
    /// Says under the text why it was not taken.
    void showProblem(const QString& sentence);
    /// Says above the text what it is about. Esc asks to end that.
    void showContext(Icon icon, const QString& title, const QString& line);
    void hideContext();
    /// Offers words behind '@', '#' and '/'.
    WordCompleter& completer() const { return *m_completer; }
    /// What a key press elsewhere in the window meant to write.
    void takeTyped(const QString& characters);

Q_SIGNALS:
    void messageSubmitted(const QString& text);
    /// The text was changed and then left alone for a moment.
    void draftSettled(const QString& text);
    /// Key presses that write (true), or nothing left of the text (false).
    void typingChanged(bool active);
    /// The text shall no longer be about what showContext() said.
    void contextCancelled();
    /// The arrow up was pressed where nothing is written.
    void previousWanted();
    /// Enter was pressed where nothing is left of a text that is about something.
    void blankSubmitted();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void takeChange();
    void applyTheme();
    /// True, and said, where the text cannot be sent for its length.
    bool checkLength();

    const Appearance& m_appearance;
    ContextBar* m_context;
    ComposerEdit* m_edit;
    WordCompleter* m_completer;
    IconButton* m_send;
    QLabel* m_problem;
    QTimer m_draftTimer;
    bool m_replacing = false; ///< The text changes by setText() or clear(), not by its writer.
};

} // namespace landline::ui
