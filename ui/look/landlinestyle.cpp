// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/landlinestyle.h"

#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Wide enough to be hit, of which the handle paints the middle.
constexpr int scrollBarExtent = 12;
constexpr int scrollHandle = 6;

void fillRounded(
    QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QPen& pen)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush());
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

} // namespace

LandlineStyle::LandlineStyle(const Theme& theme, QObject* parent)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(theme)
{
    setParent(parent);
}

int LandlineStyle::pixelMetric(
    PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SplitterWidth:
        return 1; // QSplitter takes hold of two pixels more on either side
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 2 * m_theme.metrics.unit;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 2;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LandlineStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
    QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize LandlineStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        result.setWidth(std::max(result.width(), size.width() + 8 * m_theme.metrics.unit));
        result.setHeight(std::max(result.height(), m_theme.metrics.control));
    } else if (type == CT_LineEdit) {
        result.setHeight(std::max(result.height(), m_theme.metrics.control));
    }
    return result;
}

QRect LandlineStyle::subElementRect(
    SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(8, 0, -4, 0) : rect;
}

QRect LandlineStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
    SubControl subControl, const QWidget* widget) const
{
    if (control != CC_ScrollBar) {
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    }
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar || subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine) {
        return {};
    }
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int slider = length;
    if (range > 0) {
        slider = int(qint64(bar->pageStep) * length / (range + bar->pageStep));
        slider = std::clamp(slider, std::min(32, length), length);
    }
    const int start = sliderPositionFromValue(
        bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
    int from = 0;
    int to = length;
    if (subControl == SC_ScrollBarSlider) {
        from = start;
        to = start + slider;
    } else if (subControl == SC_ScrollBarSubPage) {
        to = start;
    } else if (subControl == SC_ScrollBarAddPage) {
        from = start + slider;
    }
    const QRect rect = upright ? QRect(0, from, bar->rect.width(), to - from)
                               : QRect(from, 0, to - from, bar->rect.height());
    return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
}

void LandlineStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
    QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget); edit && !edit->hasFrame()) {
            return;
        }
        [[fallthrough]];
    case PE_FrameLineEdit:
        drawField(*option, *painter);
        return;
    case PE_PanelButtonCommand:
        drawButton(*option, *painter);
        return;
    case PE_FrameFocusRect:
        drawFocusRing(option->rect, *painter);
        return;
    case PE_PanelScrollAreaCorner:
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, m_theme.palette.raised);
        painter->setPen(m_theme.palette.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void LandlineStyle::drawControl(ControlElement element, const QStyleOption* option,
    QPainter* painter, const QWidget* widget) const
{
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, m_theme.palette.border);
        return;
    }
    if (element == CE_PushButtonLabel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton copy = *button;
            const bool primary = (copy.features & QStyleOptionButton::DefaultButton) != 0;
            const bool flat = (copy.features & QStyleOptionButton::Flat) != 0;
            if ((copy.state & State_Enabled) && (primary || flat)) {
                copy.palette.setColor(QPalette::ButtonText,
                    primary ? m_theme.palette.textOnAccent : m_theme.palette.link);
            }
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LandlineStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
    QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*option, *painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void LandlineStyle::drawField(const QStyleOption& option, QPainter& painter) const
{
    const bool focused = (option.state & State_HasFocus) != 0;
    const Palette& p = m_theme.palette;
    const double width = focused ? 2 : 1;
    const QRectF rect = QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    fillRounded(painter, rect, m_theme.metrics.radius, p.raised,
        QPen(focused ? p.accent : p.fieldBorder, width));
}

void LandlineStyle::drawButton(const QStyleOption& option, QPainter& painter) const
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const Palette& p = m_theme.palette;
    const bool primary = button && (button->features & QStyleOptionButton::DefaultButton);
    const bool flat = button && (button->features & QStyleOptionButton::Flat);
    const bool down = (option.state & (State_Sunken | State_On)) != 0;
    const bool hovered = (option.state & State_MouseOver) && (option.state & State_Enabled);
    const QRectF rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (primary && (option.state & State_Enabled)) {
        fillRounded(painter, rect, m_theme.metrics.radius,
            down || hovered ? p.accentPressed : p.accent, Qt::NoPen);
    } else if (flat) {
        if (hovered || down) {
            fillRounded(painter, rect, m_theme.metrics.radius, p.hover, Qt::NoPen);
        }
    } else {
        fillRounded(painter, rect, m_theme.metrics.radius, hovered || down ? p.hover : p.raised,
            QPen(p.border, 1));
    }
    if ((option.state & State_HasFocus) && (option.state & State_KeyboardFocusChange)) {
        const QColor ring = primary ? p.text : p.accent;
        fillRounded(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), m_theme.metrics.radius, {},
            QPen(ring, 2));
    }
}

void LandlineStyle::drawFocusRing(const QRect& rect, QPainter& painter) const
{
    fillRounded(painter, QRectF(rect).adjusted(1, 1, -1, -1), m_theme.metrics.radius, {},
        QPen(m_theme.palette.accent, 2));
}

void LandlineStyle::drawScrollBar(
    const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(&option);
    if (!bar || bar->maximum <= bar->minimum) {
        return;
    }
    QRectF handle = subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget);
    const double margin = (scrollBarExtent - scrollHandle) / 2.0;
    handle.adjust(bar->orientation == Qt::Vertical ? margin : 2,
        bar->orientation == Qt::Vertical ? 2 : margin,
        bar->orientation == Qt::Vertical ? -margin : -2,
        bar->orientation == Qt::Vertical ? -2 : -margin);
    const bool active = (option.state & (State_Sunken | State_MouseOver)) != 0;
    fillRounded(painter, handle, scrollHandle / 2.0,
        active ? m_theme.palette.textMuted : m_theme.palette.scrollHandle, Qt::NoPen);
}

} // namespace landline::ui
