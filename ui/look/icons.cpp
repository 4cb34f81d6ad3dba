// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>
#include <cmath>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QLatin1StringView, 23> fileNames { "add"_L1, "arrow-down"_L1, "arrow-right"_L1,
    "chat"_L1, "clock"_L1, "close"_L1, "copy"_L1, "delete"_L1, "edit"_L1, "failed"_L1, "joined"_L1,
    "left"_L1, "lock"_L1, "more"_L1, "people"_L1, "pin"_L1, "react"_L1, "reply"_L1, "search"_L1,
    "send"_L1, "server"_L1, "sent"_L1, "topic"_L1 };

QByteArray drawing(Icon icon, const QColor& color)
{
    QFile file(u":/icons/%1.svg"_s.arg(fileNames.at(static_cast<std::size_t>(icon))));
    if (!file.open(QIODevice::ReadOnly)) {
        Q_ASSERT_X(false, "iconPixmap", "an icon is missing from resources/icons");
        return {};
    }
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

} // namespace

QPixmap iconPixmap(Icon icon, int size, const QColor& color, double devicePixelRatio)
{
    const int pixels = static_cast<int>(std::ceil(size * devicePixelRatio));
    const QString key
        = u"landline/%1/%2/%3"_s.arg(static_cast<int>(icon)).arg(pixels).arg(color.name());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(drawing(icon, color)).render(&painter);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintIcon(QPainter& painter, Icon icon, const QRectF& rect, const QColor& color)
{
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawPixmap(
        rect.topLeft(), iconPixmap(icon, static_cast<int>(rect.width()), color, ratio));
}

QIcon iconFromFile(const QString& file)
{
    QIcon icon;
    QSvgRenderer renderer(file);
    for (const int size : { 16, 22, 24, 32, 48, 64, 128 }) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QIcon applicationIcon()
{
    return iconFromFile(u":/icons/landline.svg"_s);
}

} // namespace landline::ui
