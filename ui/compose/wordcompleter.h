// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/completion.h"

#include <QObject>

#include <functional>

class QKeyEvent;

namespace landline::ui {

class Appearance;
class ComposerEdit;
class CompletionPopup;

/// Offers, while somebody writes a name behind '@' or '#' or a command behind '/', what it may become. Enter and Tab take
/// the current one, the arrows choose another, Esc wants none. Does nothing while an input method is composing (TRAPS 26).
class WordCompleter final : public QObject {
    Q_OBJECT

public:
    using Source = std::function<QList<Completion>(QChar sign)>;

    /// The popup lies above `box`, in which `edit` is, and over its parent. All are borrowed.
    WordCompleter(
        ComposerEdit& edit, QWidget& box, const Appearance& appearance, QObject* parent = nullptr);

    /// Asked for all that may stand behind a sign whenever such a word changes.
    void setSource(Source source);
    /// The writer changed the text.
    void offer();
    /// The text is another one.
    void reset();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool takeKey(const QKeyEvent& event);
    void complete();

    ComposerEdit& m_edit;
    QWidget& m_box;
    CompletionPopup* m_popup;
    Source m_source;
    UnfinishedWord m_word; ///< That the popup is for.
    int m_dismissed = -1; ///< Where the word begins for which none is wanted; -1 for nowhere.
};

} // namespace landline::ui
