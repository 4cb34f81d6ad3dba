// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/search/searchquery.h"
#include "ui/timeline/displaytext.h"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace landline::ui {

/// A piece of plain text, laid out to a width: each of its lines a paragraph with its own direction.
///
/// Positions are UTF-16 units in text(). Points are relative to the block's top left. Nothing in
/// the text is markup; links are found by linksIn() and drawn in their colour.
class TextBlock {
public:
    /// Lays out `text` (see forDisplay) in at most `width` pixels. Runs without a break are broken anywhere.
    TextBlock(QString text, const QFont& font, qreal width);

    const QString& text() const { return m_text; }
    /// Whole pixels, so that rows below it stand on whole pixels too.
    QSize size() const { return m_size; }
    /// Where the first line stands, from the top.
    qreal firstBaseline() const;
    /// Where the words of the last line are.
    QRectF lastLine() const;

    /// The position nearest to a point.
    int positionAt(const QPointF& point) const;
    /// The link under a point.
    std::optional<QUrl> linkAt(const QPointF& point) const;

    /// Where the words from `from` to before `to` stand: a rectangle for each line that they are on.
    QList<QRectF> rectsOf(int from, int to) const;

    struct Colors {
        QColor text;
        QColor link;
        QColor selection;
    };
    /// Paints at `origin`, with the positions from `selectedFrom` to before `selectedTo` selected.
    void paint(QPainter& painter, const QPointF& origin, const Colors& colors, int selectedFrom = 0,
        int selectedTo = 0) const;
    /// Paints what goes behind words that were searched for; to be called before paint().
    void paintHits(QPainter& painter, const QPointF& origin, const QList<SearchQuery::Hit>& hits,
        const QColor& fill) const;

private:
    struct Paragraph {
        std::unique_ptr<QTextLayout> layout;
        int start = 0; ///< Position in the text.
        int length = 0;
        qreal top = 0;
    };

    void layOut(const QFont& font, qreal width);
    QList<QTextLayout::FormatRange> formats(
        const Paragraph& paragraph, const Colors& colors, int from, int to) const;

    QString m_text;
    QList<Link> m_links;
    std::vector<Paragraph> m_paragraphs;
    QSize m_size;
};

} // namespace landline::ui
