// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/contextbar.h"

#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"

#include <QGridLayout>
#include <QPainter>

namespace landline::ui {

namespace {

constexpr int iconSide = 18;
constexpr int indent = 36; ///< Of the words; the icon and the bar stand before them.

} // namespace

ContextBar::ContextBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_title(new ElidedLabel(this))
    , m_line(new ElidedLabel(this))
{
    auto* cancel = new IconButton(Icon::Close, tr("Cancel (Esc)"), appearance, this);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(indent, 3, 0, 5);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(1);
    layout->addWidget(m_title, 0, 0);
    layout->addWidget(m_line, 1, 0);
    layout->addWidget(cancel, 0, 1, 2, 1, Qt::AlignVCenter);
    layout->setColumnStretch(0, 1);
    connect(cancel, &QAbstractButton::clicked, this, &ContextBar::cancelled);
    connect(&appearance, &Appearance::themeChanged, this, &ContextBar::applyTheme);
    applyTheme();
    hide();
}

void ContextBar::describe(Icon icon, const QString& title, const QString& line)
{
    m_icon = icon;
    m_title->setFullText(title);
    m_line->setFullText(line);
    setAccessibleName(title);
    setAccessibleDescription(line);
    show();
    update();
}

void ContextBar::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    dress(*m_title, theme.palette.link, theme.fonts.smallStrong);
    dress(*m_line, theme.palette.textMuted, theme.fonts.small);
    update();
}

void ContextBar::paintEvent(QPaintEvent*)
{
    const Palette& p = m_appearance.theme().palette;
    QPainter painter(this);
    const int top = (height() - iconSide) / 2 - 1;
    paintIcon(painter, m_icon, QRectF(4, top, iconSide, iconSide), p.link);
    painter.fillRect(QRect(indent - 10, 5, 2, height() - 12), p.accent);
    painter.fillRect(QRect(0, height() - 1, width() - 5, 1), p.border);
}

} // namespace landline::ui
