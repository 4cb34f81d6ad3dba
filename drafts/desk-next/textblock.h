// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/prose.h"
#include "ui/look/theme.h"

#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace landline::ui {

/// How the parts of a text look that are not plain.
struct TextLook {
    QFont words;
    QFont code;
    QColor link; ///< Also of names.
    QColor codeFill;
    QColor rule; ///< The edge around code.
    QColor bar; ///< Beside a quote.
    QColor marker; ///< Before the items of a list.

    static TextLook of(const Theme& theme, const QFont& words);
};

/// Words, laid out to a width: each line a paragraph with its own direction, quotes and lists indented, code in boxes.
///
/// Positions are UTF-16 units in text(). Points are relative to the block's top left. Runs without a break are broken
/// anywhere.
class TextBlock {
public:
    /// `prose` is safe to lay out (see forDisplay). At most `width` pixels are taken.
    TextBlock(client::Prose prose, const TextLook& look, qreal width);
    /// Text as it is, where addresses are links.
    TextBlock(const QString& text, const TextLook& look, qreal width);

    const QString& text() const { return m_prose.text; }
    /// Whole pixels, so that rows below it stand on whole pixels too.
    QSize size() const { return m_size; }
    /// Where the first line stands, from the top.
    qreal firstBaseline() const;
    /// Where the words of the last line are.
    QRectF lastLine() const;

    /// The position nearest to a point.
    int positionAt(const QPointF& point) const;
    /// The run of words under a point that leads somewhere; null where there is none. Valid as long as the block.
    const client::WordRun* linkAt(const QPointF& point) const;
    /// The words of a run.
    QString wordsOf(const client::WordRun& run) const { return text().mid(run.start, run.length); }

    struct CodeBox {
        QRect rect;
        int start = 0;
        int length = 0;
        QString language;
    };
    const std::vector<CodeBox>& codes() const { return m_codes; }

    /// The text between two positions as it is copied: items keep their marks.
    QString plainText(int from, int to) const;

    /// Paints at `origin` in a colour, with the positions from `selectedFrom` to before `selectedTo` on `selection`.
    void paint(QPainter& painter, const QPointF& origin, const QColor& ink, const QColor& selection,
        int selectedFrom = 0, int selectedTo = 0) const;

private:
    struct Paragraph {
        std::unique_ptr<QTextLayout> layout;
        int start = 0; ///< Position in the text.
        int length = 0;
        QPointF at; ///< Of the layout.
    };
    struct Mark {
        QString text;
        QRectF rect; ///< Its words stand at the right of it.
    };

    void layOut(qreal width);
    void layOutPart(const client::ProsePart& part, qreal width);
    void layOutLine(int start, int length, bool isCode, qreal left, qreal width);
    void addBars(const client::ProsePart& part, const client::ProsePart* before, qreal top);
    void addMark(const client::ProsePart& part, const Paragraph& first, qreal left);
    QList<QTextLayout::FormatRange> formatsOf(int start, const QString& words) const;
    QTextCharFormat formatOf(const client::WordRun& run) const;
    const Paragraph& paragraphAt(qreal y) const;
    void paintGround(QPainter& painter, const QPointF& origin) const;

    client::Prose m_prose;
    TextLook m_look;
    std::vector<Paragraph> m_paragraphs;
    std::vector<CodeBox> m_codes;
    std::vector<QRectF> m_bars; ///< Beside quotes.
    QList<std::size_t> m_openBars; ///< While it is laid out: those of the part before, by level.
    std::vector<Mark> m_marks;
    qreal m_y = 0; ///< While it is laid out: how far down it goes.
    qreal m_widest = 0;
    QSize m_size;
};

} // namespace landline::ui
