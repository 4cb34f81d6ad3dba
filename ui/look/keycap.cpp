// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/keycap.h"

#include "ui/look/appearance.h"

#include <QPainter>

namespace landline::ui {

KeyCap::KeyCap(const QString& key, const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_key(key)
{
    setAccessibleName(key);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&appearance, &Appearance::themeChanged, this, [this] { updateGeometry(); });
}

QSize KeyCap::sizeHint() const
{
    const QFontMetrics metrics(m_appearance.theme().fonts.small);
    const int height = metrics.height() + 8;
    return { std::max(metrics.horizontalAdvance(m_key) + 14, height), height };
}

void KeyCap::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.palette.fieldBorder);
    painter.setBrush(theme.palette.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setFont(theme.fonts.small);
    painter.setPen(theme.palette.text);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_key);
}

} // namespace landline::ui
