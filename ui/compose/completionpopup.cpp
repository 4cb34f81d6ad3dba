// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/completionpopup.h"

#include "ui/look/appearance.h"
#include "ui/timeline/displaytext.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace landline::ui {

namespace {

// Pixels.
constexpr int rowHeight = 32;
constexpr int padding = 4; ///< Around the rows, and between the popup and the edges of the page.
constexpr int inner = 10; ///< From a row's edge to its words.
constexpr int between = 12; ///< From a word to what is told of it.
constexpr int widest = 420;

} // namespace

CompletionPopup::CompletionPopup(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setAccessibleName(tr("Completions"));
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    hide();
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void CompletionPopup::offer(QChar sign, const QList<Completion>& words, const QPoint& lowerLeft)
{
    m_sign = sign;
    m_words = words;
    if (words.isEmpty()) {
        hide();
        return;
    }
    setCurrent(0);
    const QRect page = parentWidget()->rect().marginsRemoved({ padding, 0, padding, 0 });
    const QSize size = sizeHint().boundedTo(page.size());
    const int x = std::min(lowerLeft.x(), page.right() + 1 - size.width());
    const int y = lowerLeft.y() - size.height();
    setGeometry({ { std::max(x, page.left()), std::max(y, page.top()) }, size });
    show();
    raise();
}

QSize CompletionPopup::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics strong(theme.fonts.strong);
    const QFontMetrics small(theme.fonts.small);
    int width = 0;
    for (const Completion& one : m_words) {
        width = std::max(width,
            strong.horizontalAdvance(m_sign + onOneLine(one.word)) + between
                + small.horizontalAdvance(onOneLine(one.detail)));
    }
    return { std::min(width + 2 * (inner + padding), widest), count() * rowHeight + 2 * padding };
}

void CompletionPopup::step(int rows)
{
    if (!m_words.isEmpty()) {
        setCurrent((m_current + rows % count() + count()) % count());
    }
}

void CompletionPopup::setCurrent(int row)
{
    m_current = row;
    setAccessibleDescription(m_sign + m_words.at(row).word);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

QRect CompletionPopup::rowRect(int row) const
{
    return { padding, padding + row * rowHeight, width() - 2 * padding, rowHeight };
}

int CompletionPopup::rowAt(const QPoint& point) const
{
    const int row = (point.y() - padding) / rowHeight;
    return rect().contains(point) && row >= 0 && row < count() ? row : -1;
}

void CompletionPopup::mouseMoveEvent(QMouseEvent* event)
{
    if (const int row = rowAt(event->position().toPoint()); row >= 0) {
        setCurrent(row);
    }
}

void CompletionPopup::mousePressEvent(QMouseEvent* event)
{
    event->accept(); // not for what lies below
}

void CompletionPopup::mouseReleaseEvent(QMouseEvent* event)
{
    if (rowAt(event->position().toPoint()) >= 0) {
        Q_EMIT chosen();
    }
}

void CompletionPopup::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics strong(theme.fonts.strong);
    const QFontMetrics small(theme.fonts.small);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.palette.border);
    painter.setBrush(theme.palette.raised);
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.metrics.radius, theme.metrics.radius);
    for (int row = 0; row < count(); ++row) {
        const QRect ground = rowRect(row);
        if (row == m_current) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.palette.selected);
            painter.drawRoundedRect(ground, theme.metrics.radius - 2, theme.metrics.radius - 2);
        }
        QRect line = ground.adjusted(inner, 0, -inner, 0);
        const QString word = strong.elidedText(
            m_sign + onOneLine(m_words.at(row).word), Qt::ElideRight, line.width());
        painter.setFont(theme.fonts.strong);
        painter.setPen(theme.palette.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, word);
        line.setLeft(line.left() + strong.horizontalAdvance(word) + between);
        painter.setFont(theme.fonts.small);
        painter.setPen(theme.palette.textMuted);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            small.elidedText(
                onOneLine(m_words.at(row).detail), Qt::ElideRight, std::max(line.width(), 0)));
    }
}

} // namespace landline::ui
