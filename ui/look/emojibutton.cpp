// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/emojibutton.h"

#include "ui/look/appearance.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextDocument>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int side = 30;

} // namespace

QFont emojiFont(const QFont& like)
{
    QFont font = like;
    font.setFamilies({ u"Noto Color Emoji"_s });
    font.setWeight(QFont::Normal);
    return font;
}

EmojiButton::EmojiButton(
    const Emoji& emoji, const QString& name, const Appearance& appearance, QWidget* parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
    , m_emoji(emoji)
{
    setAccessibleName(name);
    setToolTip(Qt::convertFromPlainText(name, Qt::WhiteSpaceNormal));
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize EmojiButton::sizeHint() const
{
    return { side, side };
}

void EmojiButton::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        event->ignore();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        break;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void EmojiButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const Palette& p = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor fill = isChecked() ? p.selected : p.hover;
    painter.setBrush(isChecked() || underMouse() || isDown() ? QBrush(fill) : QBrush());
    painter.setPen(hasFocus() ? QPen(p.accent, 2) : QPen(Qt::NoPen));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(1, 1, -1, -1), theme.metrics.radius - 2, theme.metrics.radius - 2);
    painter.setFont(emojiFont(theme.fonts.title));
    painter.setPen(p.text);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_emoji.toString());
}

} // namespace landline::ui
