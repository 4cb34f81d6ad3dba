// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/theme.h"

class QPainter;
class QRectF;

namespace landline::ui {

/// One or two letters that stand for a name: "ann" A, "Bob Ross" BR, "bob.ross" BR; whole characters, never half of one.
QString initialsOf(const QString& name);

/// A disc in the colour of the name with its initials.
void paintAvatar(QPainter& painter, const QRectF& rect, const QString& name, const Theme& theme);

} // namespace landline::ui
