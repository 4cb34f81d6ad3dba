// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messageaction.h"

#include <QWidget>

class QAbstractButton;

namespace landline::ui {

class Appearance;
class EmojiButton;

/// What can be done with the message under the pointer, or with the current one: a small bar over its row.
class ActionBar final : public QWidget {
    Q_OBJECT

public:
    explicit ActionBar(const Appearance& appearance, QWidget* parent = nullptr);

    /// Shows what is offered; `own` are the reader's reactions, which are lit. Its size follows.
    void setOffer(MessageOffer offer, const QList<Emoji>& own);
    /// Where the list of more to do comes up.
    QPoint menuPoint() const;

Q_SIGNALS:
    void emojiChosen(const landline::Emoji& emoji);
    void actionRequested(landline::ui::MessageAction action);
    void menuRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    const Appearance& m_appearance;
    QList<EmojiButton*> m_quick;
    QAbstractButton* m_react;
    QAbstractButton* m_reply;
    QAbstractButton* m_edit;
    QAbstractButton* m_more;
};

} // namespace landline::ui
