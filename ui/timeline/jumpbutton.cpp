// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/jumpbutton.h"

#include "ui/look/appearance.h"
#include "ui/look/icons.h"

#include <QPainter>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int disc = 40;
constexpr int badgeHeight = 20;
constexpr int mostCounted = 999;

} // namespace

JumpButton::JumpButton(const Appearance& appearance, QWidget* parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
{
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCount(0);
}

void JumpButton::setCount(int count)
{
    m_count = count;
    const QString name = count > 0 ? tr("Jump to the newest messages, %n unread", nullptr, count)
                                   : tr("Jump to the newest messages");
    setAccessibleName(name);
    setToolTip(name);
    update();
}

QSize JumpButton::sizeHint() const
{
    return { disc + 8, disc + badgeHeight / 2 + 2 };
}

void JumpButton::paintEvent(QPaintEvent*)
{
    const Palette& p = m_appearance.theme().palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle(4.5, height() - disc - 0.5, disc - 1, disc - 1);
    painter.setPen(QPen(hasFocus() ? p.accent : p.border, hasFocus() ? 2 : 1));
    painter.setBrush(underMouse() ? p.hover : p.raised);
    painter.drawEllipse(circle);
    paintIcon(painter, Icon::ArrowDown, QRectF(circle.center() - QPointF(9, 9), QSizeF(18, 18)),
        p.textMuted);
    if (m_count == 0) {
        return;
    }
    const QFont& font = m_appearance.theme().fonts.smallStrong;
    const QString text
        = m_count > mostCounted ? tr("%1+").arg(mostCounted) : QString::number(m_count);
    const int width = std::max(badgeHeight, QFontMetrics(font).horizontalAdvance(text) + 10);
    const QRectF badge(circle.center().x() - width / 2.0, 0, width, badgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.accent);
    painter.drawRoundedRect(badge, badgeHeight / 2.0, badgeHeight / 2.0);
    painter.setFont(font);
    painter.setPen(p.textOnAccent);
    painter.drawText(badge, Qt::AlignCenter, text);
}

} // namespace landline::ui
