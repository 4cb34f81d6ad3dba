// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/theme.h"

#include <QProxyStyle>

namespace landline::ui {

/// Fusion with Landline's own fields, buttons, scroll bars and focus ring.
///
/// A default QPushButton is the primary one of its place and filled; a flat one is a link in all but form.
class LandlineStyle final : public QProxyStyle {
    Q_OBJECT

public:
    LandlineStyle(const Theme& theme, QObject* parent);

    int pixelMetric(
        PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
        const QWidget* widget) const override;
    QRect subElementRect(
        SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
        SubControl subControl, const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
        QPainter* painter, const QWidget* widget) const override;

private:
    void drawField(const QStyleOption& option, QPainter& painter) const;
    void drawButton(const QStyleOption& option, QPainter& painter) const;
    void drawFocusRing(const QRect& rect, QPainter& painter) const;
    void drawScrollBar(
        const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;

    Theme m_theme;
};

} // namespace landline::ui
