// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overlay.h"

#include "ui/look/appearance.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace landline::ui {

namespace {

/// Between the panel and the edges of the page.
constexpr int margin = 24;
/// The panel begins so far down, as a share of the page.
constexpr double downTo = 0.12;
constexpr int dim = 110; ///< Opacity of the black over the page, of 255.

} // namespace

Overlay::Overlay(const Appearance& appearance, QWidget* page)
    : QWidget(page)
    , m_appearance(appearance)
    , m_page(page)
    , m_panel(new QWidget(this))
{
    hide();
    page->installEventFilter(this);
    m_panel->installEventFilter(this);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void Overlay::setPanelWidth(int width)
{
    m_panelWidth = width;
}

void Overlay::open()
{
    if (!isVisible()) {
        m_before = QApplication::focusWidget();
    }
    place();
    show();
    raise();
    firstFocus()->setFocus(Qt::PopupFocusReason);
}

void Overlay::close()
{
    if (isHidden()) {
        return;
    }
    hide();
    if (m_before) {
        m_before->setFocus(Qt::PopupFocusReason);
    }
}

void Overlay::place()
{
    setGeometry(m_page->rect());
    const int width = std::min(m_panelWidth, m_page->width() - 2 * margin);
    const int top = static_cast<int>(m_page->height() * downTo);
    QLayout* layout = m_panel->layout();
    const int wanted = layout && layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                                             : m_panel->sizeHint().height();
    const int height = std::min(wanted, m_page->height() - top - margin);
    m_panel->setGeometry((m_page->width() - width) / 2, top, width, height);
    update();
}

bool Overlay::eventFilter(QObject* watched, QEvent* event)
{
    const bool isSize = watched == m_page && event->type() == QEvent::Resize;
    const bool isAsked = watched == m_panel && event->type() == QEvent::LayoutRequest;
    if (isVisible() && (isSize || isAsked)) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void Overlay::mousePressEvent(QMouseEvent* event)
{
    if (!m_panel->geometry().contains(event->position().toPoint())) {
        close();
    }
}

void Overlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    }
    event->accept(); // nothing below hears of keys
}

bool Overlay::focusNextPrevChild(bool next)
{
    // The page's own chain leads out of the panel: go on until it leads in again.
    const QWidget* from = QApplication::focusWidget();
    if (!from) {
        return false;
    }
    QWidget* to = next ? from->nextInFocusChain() : from->previousInFocusChain();
    while (to && to != from) {
        const bool takes = isAncestorOf(to) && to->isEnabled() && to->isVisible()
            && (to->focusPolicy() & Qt::TabFocus);
        if (takes) {
            to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            break;
        }
        to = next ? to->nextInFocusChain() : to->previousInFocusChain();
    }
    return true;
}

void Overlay::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, dim));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.palette.border);
    painter.setBrush(theme.palette.raised);
    const int radius = theme.metrics.radius + 4;
    painter.drawRoundedRect(
        QRectF(m_panel->geometry()).adjusted(-0.5, -0.5, 0.5, 0.5), radius, radius);
}

} // namespace landline::ui
