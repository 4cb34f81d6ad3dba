// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"

#include <algorithm>
#include <cmath>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Of body text in points: 14 px where a screen has 96 dots to the inch.
constexpr double bodyPoints = 10.5;

QFont fontOf(double points, QFont::Weight weight)
{
    // A family that is missing is passed over. Emoji come last, so that digits stay text (TRAPS 21).
    QFont font;
    font.setFamilies({ u"Inter"_s, u"Noto Sans"_s, u"Noto Color Emoji"_s });
    font.setPointSizeF(points);
    font.setWeight(weight);
    return font;
}

Fonts defaultFonts()
{
    return {
        .body = fontOf(bodyPoints, QFont::Normal),
        .strong = fontOf(bodyPoints, QFont::DemiBold),
        .small = fontOf(bodyPoints - 1.5, QFont::Normal),
        .smallStrong = fontOf(bodyPoints - 1.5, QFont::DemiBold),
        .title = fontOf(bodyPoints + 1.5, QFont::DemiBold),
        .display = fontOf(bodyPoints + 8, QFont::DemiBold),
    };
}

Palette lightPalette()
{
    return {
        .window = 0xf3f4f7,
        .surface = 0xffffff,
        .raised = 0xffffff,
        .hover = 0xe9ebf0,
        .rowHover = 0xf7f8fa,
        .selected = 0xdfe6fb,
        .border = 0xe2e5ea,
        .fieldBorder = 0x828998,
        .text = 0x1a1d24,
        .textMuted = 0x59616f,
        .textOnAccent = 0xffffff,
        .accent = 0x3d5fd6,
        .accentPressed = 0x2f4eb8,
        .link = 0x2b50c4,
        .success = 0x17693a,
        .warning = 0x744b00,
        .danger = 0xb3261e,
        .dangerFill = 0xfdeceb,
        .warningFill = 0xfdf3dc,
        .mentionFill = 0xfff7e0,
        .textSelection = 0xc5d3fa,
        .hitFill = 0xffdf80,
        .online = 0x22a35a,
        .scrollHandle = 0xc3c8d2,
        .author
        = { 0xb23a6b, 0xa8431f, 0x7f5a00, 0x3f6b1e, 0x0f6e62, 0x1f67a8, 0x5a4fc9, 0x8a3fb0 },
        .avatarText = 0xffffff,
    };
}

Palette darkPalette()
{
    return {
        .window = 0x14161b,
        .surface = 0x1a1d23,
        .raised = 0x23272f,
        .hover = 0x22262e,
        .rowHover = 0x1f2229,
        .selected = 0x2a3450,
        .border = 0x2b2f38,
        .fieldBorder = 0x707887,
        .text = 0xe8eaef,
        .textMuted = 0xa0a8b6,
        .textOnAccent = 0xffffff,
        .accent = 0x4a6bdf,
        .accentPressed = 0x3c5bc9,
        .link = 0x9db4ff,
        .success = 0x7fd6a0,
        .warning = 0xf0c36a,
        .danger = 0xff9a92,
        .dangerFill = 0x3a2224,
        .warningFill = 0x362d1b,
        .mentionFill = 0x2e2a1e,
        .textSelection = 0x35467e,
        .hitFill = 0x584406,
        .online = 0x3fbf75,
        .scrollHandle = 0x434956,
        .author
        = { 0xf29bbe, 0xf2a584, 0xe0bc5c, 0xa5cf7a, 0x6ccfc0, 0x84bdf2, 0xada6ff, 0xd69bf2 },
        .avatarText = 0x14161b,
    };
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

} // namespace

Theme Theme::light()
{
    return {
        .kind = ThemeKind::Light, .palette = lightPalette(), .metrics = {}, .fonts = defaultFonts()
    };
}

Theme Theme::dark()
{
    return {
        .kind = ThemeKind::Dark, .palette = darkPalette(), .metrics = {}, .fonts = defaultFonts()
    };
}

QColor Theme::authorColor(const QString& name) const
{
    // FNV-1a, because qHash differs from one process to the next.
    quint32 hash = 2166136261u;
    for (const QChar c : name) {
        hash = (hash ^ c.unicode()) * 16777619u;
    }
    return palette.author.at((hash ^ (hash >> 16)) % palette.author.size());
}

QList<ColorPair> readablePairs(const Theme& theme)
{
    const Palette& p = theme.palette;
    QList<ColorPair> pairs {
        { u"text on accent"_s, p.textOnAccent, p.accent },
        { u"text on pressed accent"_s, p.textOnAccent, p.accentPressed },
        { u"danger on its fill"_s, p.danger, p.dangerFill },
        { u"text on danger fill"_s, p.text, p.dangerFill },
        { u"link on danger fill"_s, p.link, p.dangerFill },
        { u"warning on its fill"_s, p.warning, p.warningFill },
        { u"text on warning fill"_s, p.text, p.warningFill },
        { u"link on warning fill"_s, p.link, p.warningFill },
        { u"selected text"_s, p.text, p.textSelection },
        { u"text that was searched for"_s, p.text, p.hitFill },
        { u"link that was searched for"_s, p.link, p.hitFill },
    };
    const QList<std::pair<QString, QColor>> grounds {
        { u"window"_s, p.window },
        { u"surface"_s, p.surface },
        { u"raised"_s, p.raised },
        { u"hover"_s, p.hover },
        { u"message hover"_s, p.rowHover },
        { u"selected"_s, p.selected },
        { u"mention"_s, p.mentionFill },
    };
    for (const auto& [name, ground] : grounds) {
        pairs += { { u"text on "_s + name, p.text, ground },
            { u"muted on "_s + name, p.textMuted, ground },
            { u"link on "_s + name, p.link, ground },
            { u"success on "_s + name, p.success, ground },
            { u"warning on "_s + name, p.warning, ground },
            { u"danger on "_s + name, p.danger, ground } };
        for (std::size_t i = 0; i < p.author.size(); ++i) {
            pairs.append({ u"author %1 on %2"_s.arg(i).arg(name), p.author.at(i), ground });
        }
    }
    for (std::size_t i = 0; i < p.author.size(); ++i) {
        pairs.append({ u"initials on author %1"_s.arg(i), p.avatarText, p.author.at(i) });
    }
    return pairs;
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({ luminance(a), luminance(b) });
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace landline::ui
