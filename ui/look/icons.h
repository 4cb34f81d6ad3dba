// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;
class QRectF;

namespace landline::ui {

/// The drawings in resources/icons, each on a 24 by 24 grid in one colour.
enum class Icon {
    Add, ///< Also: join or create.
    ArrowDown,
    ArrowRight,
    Chat,
    Clock,
    Close,
    Copy,
    Delete,
    Edit,
    Failed,
    Joined,
    Left,
    Lock,
    More,
    People,
    Pin,
    React,
    Reply,
    Search,
    Send,
    Server,
    Sent,
    Topic,
};

/// Paints an icon in a colour. Drawings are kept once made, for each size and colour.
void paintIcon(QPainter& painter, Icon icon, const QRectF& rect, const QColor& color);

/// The icon as a pixmap of `size` device-independent pixels.
QPixmap iconPixmap(Icon icon, int size, const QColor& color, double devicePixelRatio);

/// A drawing that has its own colours, at the sizes that desktops ask for.
QIcon iconFromFile(const QString& file);

/// The application's own icon.
QIcon applicationIcon();

} // namespace landline::ui
