// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reactionpicker.h"

#include "messages/limits.h"
#include "ui/look/appearance.h"
#include "ui/look/emojibutton.h"
#include "ui/timeline/commonemoji.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace landline::ui {

namespace {

constexpr int columns = 8;

} // namespace

ReactionPicker::ReactionPicker(const Appearance& appearance, QWidget* parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_appearance(appearance)
    , m_grid(new QGridLayout)
    , m_other(new QLineEdit(this))
{
    setAccessibleName(tr("Choose a reaction"));
    m_other->setAccessibleName(tr("Another emoji"));
    m_other->setPlaceholderText(tr("Another emoji"));
    m_other->setMaxLength(2 * static_cast<int>(limits::emoji));
    m_grid->setSpacing(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addLayout(m_grid);
    layout->addWidget(m_other);
    connect(m_other, &QLineEdit::returnPressed, this, &ReactionPicker::chooseTyped);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void ReactionPicker::open(
    const QPoint& rightTop, const QList<Emoji>& onMessage, const QList<Emoji>& own)
{
    fill(onMessage, own);
    m_other->clear();
    layout()->activate();
    adjustSize();
    const QScreen* screen = parentWidget() ? parentWidget()->screen() : this->screen();
    const QRect space = screen->availableGeometry().adjusted(4, 4, -4, -4);
    QPoint corner = rightTop - QPoint(width(), 0);
    corner.setX(
        std::clamp(corner.x(), space.left(), std::max(space.left(), space.right() - width())));
    corner.setY(
        std::clamp(corner.y(), space.top(), std::max(space.top(), space.bottom() - height())));
    move(corner);
    show();
    m_buttons.first()->setFocus(Qt::PopupFocusReason);
}

void ReactionPicker::fill(const QList<Emoji>& onMessage, const QList<Emoji>& own)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    int row = 0;
    int column = 0;
    const auto add = [&](const Emoji& emoji, const QString& name) {
        auto* button = new EmojiButton(emoji, name, m_appearance, this);
        button->setCheckable(true);
        button->setChecked(own.contains(emoji));
        connect(button, &QAbstractButton::clicked, this, [this, emoji] { choose(emoji); });
        m_grid->addWidget(button, row, column);
        m_buttons.append(button);
        column = (column + 1) % columns;
        row += column == 0 ? 1 : 0;
    };
    for (const Emoji& emoji : onMessage) {
        add(emoji,
            own.contains(emoji) ? tr("%1, take back").arg(emoji.toString()) : emoji.toString());
    }
    if (column > 0) {
        column = 0;
        ++row;
    }
    for (const NamedEmoji& named : commonEmoji()) {
        if (!onMessage.contains(named.emoji)) {
            add(named.emoji, named.name);
        }
    }
    setTabOrder(m_buttons.last(), m_other);
}

void ReactionPicker::choose(const Emoji& emoji)
{
    close();
    Q_EMIT emojiChosen(emoji);
}

void ReactionPicker::chooseTyped()
{
    if (const auto emoji = Emoji::fromString(m_other->text().trimmed())) {
        choose(*emoji);
    }
}

void ReactionPicker::keyPressEvent(QKeyEvent* event)
{
    const bool up = event->key() == Qt::Key_Up;
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    if (!up && event->key() != Qt::Key_Down) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto focused = std::find_if(m_buttons.cbegin(), m_buttons.cend(),
        [](const EmojiButton* button) { return button->hasFocus(); });
    if (focused == m_buttons.cend()) {
        m_buttons.last()->setFocus(Qt::TabFocusReason);
        return;
    }
    int row = 0;
    int column = 0;
    int span = 0;
    m_grid->getItemPosition(m_grid->indexOf(*focused), &row, &column, &span, &span);
    const QLayoutItem* item = nullptr;
    for (int at = column; at >= 0 && !item; --at) { // a shorter row ends before
        item = m_grid->itemAtPosition(row + (up ? -1 : 1), at);
    }
    if (item) {
        item->widget()->setFocus(Qt::TabFocusReason);
    } else if (!up) {
        m_other->setFocus(Qt::TabFocusReason);
    }
}

void ReactionPicker::paintEvent(QPaintEvent*)
{
    const Palette& p = m_appearance.theme().palette;
    QPainter painter(this);
    painter.fillRect(rect(), p.raised);
    painter.setPen(p.fieldBorder);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace landline::ui
