// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/iconbutton.h"

#include "ui/look/appearance.h"

#include <QPainter>

namespace landline::ui {

namespace {

constexpr int side = 34;
constexpr int iconSide = 20;

} // namespace

IconButton::IconButton(
    Icon icon, const QString& name, const Appearance& appearance, QWidget* parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
    , m_icon(icon)
{
    setAccessibleName(name);
    setToolTip(name);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconButton::setWords(const QString& words)
{
    m_words = words;
    updateGeometry();
    update();
}

QSize IconButton::sizeHint() const
{
    const QFontMetrics metrics(m_appearance.theme().fonts.body);
    return { m_words.isEmpty() ? side : side + metrics.horizontalAdvance(m_words) + 12, side };
}

void IconButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const Palette& p = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool lit = isEnabled() && (underMouse() || isDown() || isChecked());
    painter.setBrush(lit ? QBrush(p.hover) : QBrush());
    painter.setPen(hasFocus() ? QPen(p.accent, 2) : QPen(Qt::NoPen));
    painter.drawRoundedRect(box, theme.metrics.radius, theme.metrics.radius);
    const double margin = ((m_words.isEmpty() ? width() : side) - iconSide) / 2.0;
    QColor ink = p.textMuted;
    if (m_icon == Icon::Send && isEnabled()) {
        ink = p.link;
    }
    painter.setOpacity(isEnabled() ? 1 : 0.6);
    paintIcon(
        painter, m_icon, QRectF(margin, (height() - iconSide) / 2.0, iconSide, iconSide), ink);
    if (!m_words.isEmpty()) {
        painter.setFont(theme.fonts.body);
        painter.setPen(p.textMuted);
        painter.drawText(
            rect().adjusted(side - 2, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_words);
    }
}

} // namespace landline::ui
