// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>

#include <array>

/// How Landline looks, as values. Every colour, distance and font that ui/ paints with is named here
/// and nowhere else.
namespace landline::ui {

/// The colours of a theme by what they are for.
struct Palette {
    QColor window; ///< The side panels, and what lies behind everything.
    QColor surface; ///< Where one reads.
    QColor raised; ///< Fields and panels that lie on the others.
    QColor hover; ///< A row under the pointer, on window or raised.
    QColor rowHover; ///< A message under the pointer, on surface.
    QColor selected; ///< The room one is in.
    QColor border;
    QColor fieldBorder; ///< Of what can be typed into: seen well enough to be found (3:1).

    QColor text;
    QColor textMuted;
    QColor textOnAccent;
    QColor accent; ///< Fills: the primary button, badges, the focus ring.
    QColor accentPressed;
    QColor link;
    QColor success;
    QColor warning;
    QColor danger;
    QColor dangerFill; ///< Behind sentences about failure; danger is read on it.
    QColor warningFill; ///< Behind sentences that ask for patience; warning is read on it.
    QColor mentionFill; ///< Behind a message that names the reader.
    QColor textSelection; ///< Behind selected text.
    QColor hitFill; ///< Behind words that were searched for.
    QColor online; ///< A dot, not text.
    QColor scrollHandle;

    std::array<QColor, 8>
        author; ///< Names, hashed from the name; also behind initials, under avatarText.
    QColor avatarText;
};

/// Distances and sizes in device-independent pixels.
struct Metrics {
    int unit = 4; ///< Everything is a multiple of it.
    int radius = 8; ///< Of fields, buttons and rows.
    int avatar = 36;
    int smallAvatar = 28;
    int messageLeft = 20; ///< From the timeline's edge to the avatar.
    int messageGap = 12; ///< From the avatar to the text.
    int messageRight = 24; ///< From the text to the timeline's edge, with the delivery mark in it.
    int longestLine = 820; ///< A line of text no wider than this stays readable.
    int headerHeight = 56;
    int roomRow = 56;
    int memberRow = 40;
    int control = 36; ///< Height of buttons and fields.
};

/// The fonts, derived from one size.
struct Fonts {
    QFont body;
    QFont strong; ///< Names and titles in running rows.
    QFont small;
    QFont smallStrong;
    QFont title; ///< Of a page or of a room.
    QFont display; ///< The one line of the first page.
};

enum class ThemeKind { Light, Dark };

struct Theme {
    ThemeKind kind = ThemeKind::Light;
    Palette palette;
    Metrics metrics;
    Fonts fonts;

    static Theme light();
    static Theme dark();

    /// The colour of a person: the same on every machine for the same name.
    QColor authorColor(const QString& name) const;
};

/// Two colours that meet, one of them to be read.
struct ColorPair {
    QString name;
    QColor foreground;
    QColor background;
};

/// Every combination of text and ground that ui/ paints.
QList<ColorPair> readablePairs(const Theme& theme);

/// The contrast of WCAG 2.1 (1.4.3): 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace landline::ui
