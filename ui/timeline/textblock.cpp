// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textblock.h"

#include "ui/timeline/emoji.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Extra space between lines, as a share of the line's own height.
constexpr qreal leading = 0.18;

QList<QTextLayout::FormatRange> emojiFormats(const QString& words)
{
    QList<QTextLayout::FormatRange> formats;
    QTextCharFormat colour;
    colour.setFontFamilies({ u"Noto Color Emoji"_s });
    for (const EmojiRun& run : emojiRuns(words)) {
        formats.append({ static_cast<int>(run.start), static_cast<int>(run.length), colour });
    }
    return formats;
}

} // namespace

TextBlock::TextBlock(QString text, const QFont& font, qreal width)
    : m_text(std::move(text))
    , m_links(linksIn(m_text))
{
    layOut(font, std::max<qreal>(width, 1));
}

void TextBlock::layOut(const QFont& font, qreal width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    qreal y = 0;
    qreal widest = 0;
    qsizetype start = 0;
    while (start <= m_text.size()) {
        qsizetype end = m_text.indexOf(u'\n', start);
        end = end < 0 ? m_text.size() : end;
        Paragraph paragraph;
        paragraph.start = static_cast<int>(start);
        paragraph.length = static_cast<int>(end - start);
        paragraph.top = y;
        const QString words = m_text.mid(start, end - start);
        option.setTextDirection(words.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        paragraph.layout = std::make_unique<QTextLayout>(words, font);
        paragraph.layout->setTextOption(option);
        paragraph.layout->setFormats(emojiFormats(words));
        paragraph.layout->setCacheEnabled(true);
        paragraph.layout->beginLayout();
        qreal lineTop = 0;
        for (QTextLine line = paragraph.layout->createLine(); line.isValid();
             line = paragraph.layout->createLine()) {
            line.setLineWidth(width);
            const qreal extra = std::round(line.height() * leading);
            line.setPosition({ 0, lineTop + extra / 2 });
            lineTop += std::ceil(line.height()) + extra;
            widest = std::max(widest,
                option.textDirection() == Qt::RightToLeft ? width : line.naturalTextWidth());
        }
        paragraph.layout->endLayout();
        y += lineTop;
        m_paragraphs.push_back(std::move(paragraph));
        start = end + 1;
    }
    m_size = { static_cast<int>(std::ceil(widest)), static_cast<int>(std::ceil(y)) };
}

qreal TextBlock::firstBaseline() const
{
    const QTextLine line = m_paragraphs.front().layout->lineAt(0);
    return line.y() + line.ascent();
}

QRectF TextBlock::lastLine() const
{
    const Paragraph& paragraph = m_paragraphs.back();
    const QTextLine line = paragraph.layout->lineAt(paragraph.layout->lineCount() - 1);
    return line.naturalTextRect().translated(0, paragraph.top);
}

int TextBlock::positionAt(const QPointF& point) const
{
    const auto after = std::upper_bound(m_paragraphs.begin(), m_paragraphs.end(), point.y(),
        [](qreal y, const Paragraph& paragraph) { return y < paragraph.top; });
    const Paragraph& paragraph = after == m_paragraphs.begin() ? *after : *std::prev(after);
    const QTextLayout& layout = *paragraph.layout;
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (i + 1 == layout.lineCount() || point.y() - paragraph.top < layout.lineAt(i + 1).y()) {
            return paragraph.start + line.xToCursor(point.x());
        }
    }
    return paragraph.start;
}

std::optional<QUrl> TextBlock::linkAt(const QPointF& point) const
{
    if (m_links.isEmpty() || !QRectF(QPointF(), m_size).contains(point)) {
        return std::nullopt;
    }
    for (const Paragraph& paragraph : m_paragraphs) {
        for (int i = 0; i < paragraph.layout->lineCount(); ++i) {
            const QTextLine line = paragraph.layout->lineAt(i);
            if (!line.naturalTextRect().translated(0, paragraph.top).contains(point)) {
                continue;
            }
            const int position
                = paragraph.start + line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
            for (const Link& link : m_links) {
                if (position >= link.start && position < link.start + link.length) {
                    return link.url;
                }
            }
        }
    }
    return std::nullopt;
}

QList<QRectF> TextBlock::rectsOf(int from, int to) const
{
    QList<QRectF> rects;
    rects.reserve(2);
    for (const Paragraph& paragraph : m_paragraphs) {
        for (int i = 0; i < paragraph.layout->lineCount(); ++i) {
            const QTextLine line = paragraph.layout->lineAt(i);
            const int first = std::max(from - paragraph.start, line.textStart());
            const int last = std::min(to - paragraph.start, line.textStart() + line.textLength());
            if (first < last) {
                const qreal a = line.cursorToX(first);
                const qreal b = line.cursorToX(last);
                rects.append(
                    { std::min(a, b), paragraph.top + line.y(), std::abs(b - a), line.height() });
            }
        }
    }
    return rects;
}

void TextBlock::paintHits(QPainter& painter, const QPointF& origin,
    const QList<SearchQuery::Hit>& hits, const QColor& fill) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    for (const SearchQuery::Hit& hit : hits) {
        for (const QRectF& rect : rectsOf(static_cast<int>(hit.begin), static_cast<int>(hit.end))) {
            painter.drawRoundedRect(rect.translated(origin).adjusted(-1, 0, 1, 0), 3, 3);
        }
    }
    painter.restore();
}

QList<QTextLayout::FormatRange> TextBlock::formats(
    const Paragraph& paragraph, const Colors& colors, int from, int to) const
{
    QList<QTextLayout::FormatRange> ranges;
    const auto add = [&](qsizetype start, qsizetype end, const QTextCharFormat& format) {
        const int first = std::max(static_cast<int>(start) - paragraph.start, 0);
        const int last = std::min(static_cast<int>(end) - paragraph.start, paragraph.length);
        if (first < last) {
            ranges.append({ first, last - first, format });
        }
    };
    QTextCharFormat selected;
    selected.setBackground(colors.selection);
    QTextCharFormat linked;
    linked.setForeground(colors.link);
    linked.setFontUnderline(true);
    linked.setUnderlineColor(colors.link);
    add(from, to, selected);
    for (const Link& link : m_links) {
        add(link.start, link.start + link.length, linked);
    }
    return ranges;
}

void TextBlock::paint(QPainter& painter, const QPointF& origin, const Colors& colors,
    int selectedFrom, int selectedTo) const
{
    painter.setPen(colors.text);
    const QRectF clip = painter.hasClipping() ? painter.clipBoundingRect() : QRectF();
    for (const Paragraph& paragraph : m_paragraphs) {
        const QPointF at = origin + QPointF(0, paragraph.top);
        if (!clip.isNull()
            && (at.y() > clip.bottom()
                || at.y() + paragraph.layout->boundingRect().bottom() < clip.top())) {
            continue;
        }
        paragraph.layout->draw(&painter, at, formats(paragraph, colors, selectedFrom, selectedTo));
    }
}

} // namespace landline::ui
