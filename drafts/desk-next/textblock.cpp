// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textblock.h"

#include "client/links.h"
#include "ui/timeline/emoji.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace landline::ui {

using namespace Qt::StringLiterals;
using client::Around;
using client::Prose;
using client::ProsePart;
using client::WordRun;
using client::WordStyle;

namespace {

/// Extra space between lines, as a share of the line's own height.
constexpr qreal leading = 0.18;
/// Between two parts, and between two items of a list.
constexpr qreal partGap = 8;
constexpr qreal itemGap = 3;
/// From the bar of a quote to its words, and from the edge of a list to the words of its items.
constexpr qreal quoteIndent = 14;
constexpr qreal itemIndent = 24;
/// Of the bar of a quote.
constexpr qreal barWidth = 3;
constexpr qreal markGap = 7;
/// Around code.
constexpr qreal codePadding = 8;
/// Of a tab in code.
constexpr int tabCharacters = 4;
/// Quotes and lists within each other that are seen as such.
constexpr qsizetype deepest = 5;

qreal indentOf(const ProsePart& part)
{
    qreal indent = 0;
    for (const Around around : part.around.first(std::min(part.around.size(), deepest))) {
        indent += around == Around::Quote ? quoteIndent : itemIndent;
    }
    return indent;
}

Prose withAddresses(const QString& text)
{
    Prose prose = client::plainProse(text);
    const QList<client::Link> links = client::linksIn(text);
    prose.runs.reserve(links.size());
    for (const client::Link& link : links) {
        prose.runs.append(
            { static_cast<int>(link.start), static_cast<int>(link.length), {}, link.url });
    }
    return prose;
}

} // namespace

TextLook TextLook::of(const Theme& theme, const QFont& words)
{
    const Palette& p = theme.palette;
    return { words, theme.fonts.code, p.link, p.codeFill, p.border, p.fieldBorder, p.textMuted };
}

TextBlock::TextBlock(Prose prose, const TextLook& look, qreal width)
    : m_prose(std::move(prose))
    , m_look(look)
{
    if (m_prose.parts.isEmpty()) {
        m_prose = client::plainProse({}); // there is always a line to stand beside
    }
    layOut(std::max<qreal>(width, 1));
}

TextBlock::TextBlock(const QString& text, const TextLook& look, qreal width)
    : TextBlock(withAddresses(text), look, width)
{
}

void TextBlock::layOut(qreal width)
{
    const ProsePart* before = nullptr;
    for (const ProsePart& part : m_prose.parts) {
        const bool isNextItem = before && !before->around.isEmpty() && !part.marker.isEmpty();
        m_y += !before ? 0 : isNextItem ? itemGap : partGap;
        const qreal top = m_y;
        layOutPart(part, width);
        addBars(part, before, top);
        before = &part;
    }
    m_size = { static_cast<int>(std::ceil(m_widest)), static_cast<int>(std::ceil(m_y)) };
}

void TextBlock::layOutPart(const ProsePart& part, qreal width)
{
    const bool isCode = part.kind == ProsePart::Kind::Code;
    const qreal left = std::min(indentOf(part), width / 2);
    const qreal padding = isCode ? codePadding : 0;
    const qreal top = m_y;
    const std::size_t first = m_paragraphs.size();
    m_y += padding;
    for (int start = part.start; start <= part.end();) {
        const qsizetype newline = text().indexOf(u'\n', start);
        const int end = newline < 0 ? part.end() : std::min(static_cast<int>(newline), part.end());
        layOutLine(start, end - start, isCode, left + padding, width - left - 2 * padding);
        start = end + 1;
    }
    m_y += padding;
    if (isCode) {
        const QRectF box(left, top, width - left, m_y - top);
        m_codes.push_back({ box.toAlignedRect(), part.start, part.length, part.language });
        m_widest = std::max(m_widest, box.right());
    }
    if (!part.marker.isEmpty()) {
        addMark(part, m_paragraphs.at(first), left);
    }
}

void TextBlock::layOutLine(int start, int length, bool isCode, qreal left, qreal width)
{
    const QString words = text().mid(start, length);
    const bool isRightToLeft = !isCode && words.isRightToLeft();
    const QFont& font = isCode ? m_look.code : m_look.words;
    QTextOption option;
    option.setWrapMode(
        isCode ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    if (isCode) {
        option.setTabStopDistance(
            tabCharacters * QFontMetricsF(font).horizontalAdvance(u' '));
    }
    Paragraph paragraph;
    paragraph.start = start;
    paragraph.length = length;
    paragraph.at = { left, m_y };
    paragraph.layout = std::make_unique<QTextLayout>(words, font);
    QTextLayout& layout = *paragraph.layout;
    layout.setTextOption(option);
    layout.setFormats(formatsOf(start, words));
    layout.setCacheEnabled(true);
    layout.beginLayout();
    qreal lineTop = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max<qreal>(width, 1));
        const qreal extra = isCode ? 0 : std::round(line.height() * leading);
        line.setPosition({ 0, lineTop + extra / 2 });
        lineTop += std::ceil(line.height()) + extra;
        m_widest = std::max(m_widest, left + (isRightToLeft ? width : line.naturalTextWidth()));
    }
    layout.endLayout();
    m_y += lineTop;
    m_paragraphs.push_back(std::move(paragraph));
}

void TextBlock::addBars(const ProsePart& part, const ProsePart* before, qreal top)
{
    QList<std::size_t> open;
    qreal x = 0;
    bool isSame = before != nullptr;
    for (qsizetype level = 0; level < std::min(part.around.size(), deepest); ++level) {
        isSame = isSame && level < before->around.size()
            && before->around.at(level) == part.around.at(level)
            && level < m_openBars.size();
        if (part.around.at(level) == Around::Item) {
            x += itemIndent;
            open.append(m_bars.size()); // none, which is never gone on with
            continue;
        }
        if (isSame) {
            open.append(m_openBars.at(level));
            m_bars[open.last()].setBottom(m_y);
        } else {
            open.append(m_bars.size());
            m_bars.emplace_back(x, top, barWidth, m_y - top);
        }
        x += quoteIndent;
    }
    m_openBars = open;
}

void TextBlock::addMark(const ProsePart& part, const Paragraph& first, qreal left)
{
    const QTextLine line = first.layout->lineAt(0);
    const QFontMetricsF metrics(m_look.words);
    const qreal baseline = first.at.y() + line.y() + line.ascent();
    const qreal width = metrics.horizontalAdvance(part.marker) + 1;
    m_marks.push_back({ part.marker,
        QRectF(std::max(left - markGap - width, 0.0), baseline - metrics.ascent(), width, metrics.height()) });
}

QTextCharFormat TextBlock::formatOf(const WordRun& run) const
{
    QTextCharFormat format;
    if (run.styles.testFlag(WordStyle::Code)) {
        format.setFontFamilies(m_look.code.families());
        format.setBackground(m_look.codeFill);
    }
    if (run.styles.testFlag(WordStyle::Bold)) {
        format.setFontWeight(QFont::Bold);
    }
    if (run.styles.testFlag(WordStyle::Italic)) {
        format.setFontItalic(true);
    }
    if (run.styles.testFlag(WordStyle::Strike)) {
        format.setFontStrikeOut(true);
    }
    if (run.styles.testFlag(WordStyle::Mention)) {
        format.setForeground(m_look.link);
        format.setFontWeight(QFont::DemiBold);
    }
    if (!run.link.isEmpty()) {
        format.setForeground(m_look.link);
        format.setFontUnderline(!run.styles.testFlag(WordStyle::Mention));
    }
    return format;
}

QList<QTextLayout::FormatRange> TextBlock::formatsOf(int start, const QString& words) const
{
    QList<QTextLayout::FormatRange> formats;
    const int length = static_cast<int>(words.size());
    const auto end = m_prose.runs.cend();
    auto run = std::lower_bound(m_prose.runs.cbegin(), end, start,
        [](const WordRun& one, int position) { return one.end() <= position; });
    for (; run != end && run->start < start + length; ++run) {
        const int from = std::max(run->start - start, 0);
        formats.append({ from, std::min(run->end() - start, length) - from, formatOf(*run) });
    }
    QTextCharFormat colour;
    colour.setFontFamilies({ u"Noto Color Emoji"_s });
    colour.setFontWeight(QFont::Normal);
    colour.setFontItalic(false);
    for (const EmojiRun& emoji : emojiRuns(words)) {
        formats.append({ static_cast<int>(emoji.start), static_cast<int>(emoji.length), colour });
    }
    return formats;
}

qreal TextBlock::firstBaseline() const
{
    const Paragraph& first = m_paragraphs.front();
    const QTextLine line = first.layout->lineAt(0);
    return first.at.y() + line.y() + line.ascent();
}

QRectF TextBlock::lastLine() const
{
    const Paragraph& last = m_paragraphs.back();
    const QRectF line
        = last.layout->lineAt(last.layout->lineCount() - 1).naturalTextRect().translated(last.at);
    const bool isCode = m_prose.parts.constLast().kind == ProsePart::Kind::Code;
    return isCode ? QRectF(QPointF(0, line.top()), QSizeF(m_codes.back().rect.right() + 1, line.height()))
                  : line;
}

const TextBlock::Paragraph& TextBlock::paragraphAt(qreal y) const
{
    const auto after = std::upper_bound(m_paragraphs.begin(), m_paragraphs.end(), y,
        [](qreal wanted, const Paragraph& paragraph) { return wanted < paragraph.at.y(); });
    return after == m_paragraphs.begin() ? *after : *std::prev(after);
}

int TextBlock::positionAt(const QPointF& point) const
{
    const Paragraph& paragraph = paragraphAt(point.y());
    const QTextLayout& layout = *paragraph.layout;
    const QPointF inside = point - paragraph.at;
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (i + 1 == layout.lineCount() || inside.y() < layout.lineAt(i + 1).y()) {
            return paragraph.start + line.xToCursor(inside.x());
        }
    }
    return paragraph.start;
}

const WordRun* TextBlock::linkAt(const QPointF& point) const
{
    const Paragraph& paragraph = paragraphAt(point.y());
    const QPointF inside = point - paragraph.at;
    for (int i = 0; i < paragraph.layout->lineCount(); ++i) {
        const QTextLine line = paragraph.layout->lineAt(i);
        if (!line.naturalTextRect().contains(inside)) {
            continue;
        }
        const int position
            = paragraph.start + line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
        const auto run = std::find_if(m_prose.runs.cbegin(), m_prose.runs.cend(),
            [position](const WordRun& one) {
                return position >= one.start && position < one.end() && !one.link.isEmpty();
            });
        if (run != m_prose.runs.cend()) {
            return &*run;
        }
    }
    return nullptr;
}

QString TextBlock::plainText(int from, int to) const
{
    QString result;
    for (const ProsePart& part : m_prose.parts) {
        const int first = std::max(part.start, from);
        const int last = std::min(part.end(), to);
        if (first > last) {
            continue;
        }
        if (part.start > from) {
            result += u'\n';
        }
        if (part.start >= from && !part.marker.isEmpty()) {
            result += part.marker + u' ';
        }
        result += QStringView(text()).mid(first, last - first);
    }
    return result;
}

void TextBlock::paint(QPainter& painter, const QPointF& origin, const QColor& ink,
    const QColor& selection, int selectedFrom, int selectedTo) const
{
    paintGround(painter, origin);
    painter.setPen(ink);
    const QRectF clip = painter.hasClipping() ? painter.clipBoundingRect() : QRectF();
    for (const Paragraph& paragraph : m_paragraphs) {
        const QPointF at = origin + paragraph.at;
        const bool isOutside = !clip.isNull()
            && (at.y() > clip.bottom()
                || at.y() + paragraph.layout->boundingRect().bottom() < clip.top());
        if (isOutside) {
            continue;
        }
        QList<QTextLayout::FormatRange> selected;
        const int from = std::max(selectedFrom - paragraph.start, 0);
        const int to = std::min(selectedTo - paragraph.start, paragraph.length);
        if (from < to) {
            QTextCharFormat format;
            format.setBackground(selection);
            selected.append({ from, to - from, format });
        }
        paragraph.layout->draw(&painter, at, selected);
    }
}

void TextBlock::paintGround(QPainter& painter, const QPointF& origin) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_look.codeFill);
    painter.setPen(m_look.rule);
    for (const CodeBox& code : m_codes) {
        painter.drawRoundedRect(
            QRectF(code.rect).translated(origin).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.bar);
    for (const QRectF& bar : m_bars) {
        painter.drawRoundedRect(bar.translated(origin), barWidth / 2, barWidth / 2);
    }
    painter.restore();
    painter.setFont(m_look.words);
    painter.setPen(m_look.marker);
    for (const Mark& mark : m_marks) {
        painter.drawText(mark.rect.translated(origin), Qt::AlignRight | Qt::AlignVCenter, mark.text);
    }
}

} // namespace landline::ui
