// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/avatar.h"

#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

QString firstCharacter(const QString& text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    const auto end = finder.toNextBoundary();
    return end > 0 ? text.left(end).toUpper() : QString();
}

bool isSeparator(QChar c)
{
    return c == u' ' || c == u'.' || c == u'_' || c == u'-';
}

} // namespace

QString initialsOf(const QString& name)
{
    const auto begin = std::find_if_not(name.begin(), name.end(), isSeparator);
    const auto gap = std::find_if(begin, name.end(), isSeparator);
    const auto second = std::find_if_not(gap, name.end(), isSeparator);
    const auto from = [&name](auto at) { return name.mid(at - name.begin()); };
    if (begin == name.end()) {
        return firstCharacter(name);
    }
    return firstCharacter(from(begin))
        + (second == name.end() ? QString() : firstCharacter(from(second)));
}

void paintAvatar(QPainter& painter, const QRectF& rect, const QString& name, const Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.authorColor(name));
    painter.drawEllipse(rect);
    QFont font = theme.fonts.strong;
    const QString initials = initialsOf(name);
    font.setPixelSize(static_cast<int>(rect.height() * (initials.size() > 1 ? 0.38 : 0.44)));
    painter.setFont(font);
    painter.setPen(theme.palette.avatarText);
    painter.drawText(rect, Qt::AlignCenter, initials);
    painter.restore();
}

} // namespace landline::ui
