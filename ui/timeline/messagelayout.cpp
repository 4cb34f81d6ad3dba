// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messagelayout.h"

#include "ui/timewords.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>

namespace landline::ui {

using client::Delivery;
using client::TimelineModel;

namespace {

constexpr int separatorHeight = 36;
constexpr int groupSpace = 12; ///< Above the first message of an author.
constexpr int rowSpace = 2; ///< Above and below the text of every row.
constexpr int markSize = 14;
constexpr int noticeIcon = 16;
constexpr int quoteIndent = 10; ///< From the bar of a quote to its words.
constexpr int quotePadding = 8;

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(MessageLayout)
};

/// Builds one layout from top to bottom.
class Builder {
public:
    Builder(const TimelineRow& row, const RowContext& context, int width, const Theme& theme)
        : m_row(row)
        , m_context(context)
        , m_theme(theme)
        , m_width(width)
        , m_left(theme.metrics.messageLeft + theme.metrics.avatar + theme.metrics.messageGap)
        , m_textWidth(std::clamp(
              width - m_left - theme.metrics.messageRight, 40, theme.metrics.longestLine))
    {
    }

    MessageLayout build(QDate today)
    {
        addSeparators(today);
        const int bodyTop = m_y;
        if (m_row.isMessage()) {
            addMessage();
        } else {
            addNotice();
        }
        m_layout.body = QRect(0, bodyTop, m_width, m_y - bodyTop);
        m_layout.height = m_y;
        return std::move(m_layout);
    }

private:
    void addSeparators(QDate today)
    {
        if (m_context.startsDay) {
            m_layout.day = QRect(0, m_y, m_width, separatorHeight);
            m_layout.dayText = dayName(m_row.time.date(), today);
            m_y += separatorHeight;
        }
        if (m_context.startsNew) {
            m_layout.newLine = QRect(0, m_y, m_width, separatorHeight - 8);
            m_y += separatorHeight - 8;
        }
        if (!m_context.continues && m_row.isMessage() && !m_context.startsDay
            && !m_context.startsNew) {
            m_y += groupSpace;
        }
    }

    void addMessage()
    {
        const Metrics& metrics = m_theme.metrics;
        m_y += rowSpace;
        if (m_row.pinned) {
            addPin();
        }
        if (!m_context.continues) {
            m_layout.avatar = QRect(metrics.messageLeft, m_y + 2, metrics.avatar, metrics.avatar);
            addAuthorLine();
        }
        if (m_row.isReply() && !m_row.deleted) {
            addQuote();
        }
        addText();
        if (m_row.delivery == Delivery::Failed) {
            addFailure();
        }
        if (!m_row.reactions.isEmpty()) {
            addChips();
        }
        if (!m_context.continues) {
            m_y = std::max(m_y, m_layout.avatar.bottom() + 1);
        }
        m_y += rowSpace;
    }

    void addAuthorLine()
    {
        const QFontMetrics strong(m_theme.fonts.strong);
        const QFontMetrics small(m_theme.fonts.small);
        m_layout.timeText = clockTime(m_row.time.time());
        const int timeWidth = small.horizontalAdvance(m_layout.timeText) + 2;
        const int room = m_textWidth - timeWidth - 8;
        m_layout.authorText = strong.elidedText(onOneLine(m_row.author), Qt::ElideRight, room);
        const int authorWidth = std::min(strong.horizontalAdvance(m_layout.authorText) + 1, room);
        m_layout.author = QRect(m_left, m_y, authorWidth, strong.height() + 2);
        const int baseline = m_y + strong.ascent();
        m_layout.time
            = QRect(m_left + authorWidth + 8, baseline - small.ascent(), timeWidth, small.height());
        m_y += strong.height() + 2;
    }

    void addPin()
    {
        const QFontMetrics small(m_theme.fonts.small);
        m_layout.pin = QRect(m_left, m_y, m_textWidth, small.height() + 4);
        m_y = m_layout.pin.bottom() + 1;
    }

    void addQuote()
    {
        const QFontMetrics strong(m_theme.fonts.smallStrong);
        const QFontMetrics small(m_theme.fonts.small);
        const client::Quote& quote = m_row.quote;
        const int height = small.height() + 6;
        m_layout.quoteText = quoteWords(quote);
        int x = m_left + quoteIndent;
        const int end = m_left + m_textWidth - quotePadding;
        if (quote.state == client::Quote::State::Held) {
            m_layout.quoteAuthorText
                = strong.elidedText(onOneLine(quote.author), Qt::ElideRight, (end - x) * 2 / 5);
            const int width = strong.horizontalAdvance(m_layout.quoteAuthorText) + 1;
            m_layout.quoteAuthor = QRect(x, m_y, width, height);
            x += width + 6;
        }
        const int room = std::max(end - x, 0);
        m_layout.quoteText = small.elidedText(m_layout.quoteText, Qt::ElideRight, room);
        const int width = std::min(small.horizontalAdvance(m_layout.quoteText) + 2, room);
        m_layout.quoteWords = QRect(x, m_y, width, height);
        m_layout.quote = QRect(m_left, m_y, x + width + quotePadding - m_left, height);
        m_y += height + 3;
    }

    static QString quoteWords(const client::Quote& quote)
    {
        using State = client::Quote::State;
        if (quote.state == State::Missing) {
            return Words::tr("The original message cannot be found.");
        }
        if (quote.state != State::Held) {
            return Words::tr("An earlier message");
        }
        return quote.isDeleted ? deletedWords() : onOneLine(quote.content);
    }

    void addChips()
    {
        m_layout.chips
            = layOutChips(m_row.reactions, m_row.self, { m_left, m_y + 4 }, m_textWidth, m_theme);
        m_y = m_layout.chips.back().rect.bottom() + 4;
    }

    void addText()
    {
        QString words = m_row.deleted ? deletedWords() : forDisplay(m_row.content);
        const qsizetype all = words.size();
        const qsizetype shown = m_context.expanded ? all : shownLength(words);
        words.truncate(shown);
        QFont font = m_theme.fonts.body;
        font.setItalic(m_row.deleted);
        m_layout.block = std::make_shared<TextBlock>(std::move(words), font, m_textWidth);
        m_layout.text
            = QRect(QPoint(m_left, m_y), QSize(m_textWidth, m_layout.block->size().height()));
        m_y += m_layout.text.height();
        addMarks();
        if (m_context.continues) {
            addHoverTime();
        }
        if (shown < all) {
            const QFontMetrics metrics(m_theme.fonts.smallStrong);
            m_layout.showAllText = Words::tr(
                "Show all (%n more characters)", nullptr, static_cast<int>(all - shown));
            m_layout.showAll = QRect(m_left, m_y + 4,
                metrics.horizontalAdvance(m_layout.showAllText) + 2, metrics.height() + 4);
            m_y = m_layout.showAll.bottom() + 3;
        }
    }

    void addMarks()
    {
        const QRectF last = m_layout.block->lastLine();
        int x = std::min(static_cast<int>(last.right()) + 6, m_textWidth + 4);
        int middle = m_layout.text.top() + static_cast<int>(last.center().y());
        if (m_row.edited.isValid() && !m_row.deleted) {
            const QFontMetrics small(m_theme.fonts.small);
            const int width = small.horizontalAdvance(editedWords()) + 2;
            const int height = small.height();
            if (x + width > m_textWidth) { // below, where the last line is full
                x = 0;
                middle = m_y + height / 2;
                m_y += height + 2;
            }
            m_layout.edited = QRect(m_left + x, middle - height / 2 + 1, width, height);
            x += width + 4;
        }
        if (m_row.own && m_row.delivery != Delivery::Received && !m_row.deleted) {
            m_layout.mark = QRect(m_left + x, middle - markSize / 2 + 1, markSize, markSize);
        }
    }

    void addHoverTime()
    {
        const QFontMetrics small(m_theme.fonts.small);
        m_layout.timeText = clockTime(m_row.time.time());
        m_layout.timeOnHover = true;
        const int width = small.horizontalAdvance(m_layout.timeText) + 2;
        const int baseline
            = m_layout.text.top() + static_cast<int>(m_layout.block->firstBaseline());
        m_layout.time = QRect(m_left - m_theme.metrics.messageGap - width,
            baseline - small.ascent(), width, small.height());
    }

    void addFailure()
    {
        const QFontMetrics strong(m_theme.fonts.smallStrong);
        const QString reason
            = m_row.failure.isEmpty() ? Words::tr("The server refused it.") : m_row.failure;
        m_layout.failureBlock = std::make_shared<TextBlock>(
            Words::tr("Not sent. %1").arg(forDisplay(reason)), m_theme.fonts.small, m_textWidth);
        m_layout.failure = QRect(QPoint(m_left, m_y + 2), m_layout.failureBlock->size());
        m_y = m_layout.failure.bottom() + 1;
        const int height = strong.height() + 8;
        m_layout.retry
            = QRect(m_left, m_y, strong.horizontalAdvance(Words::tr("Retry")) + 2, height);
        m_layout.discard = QRect(m_layout.retry.right() + 17, m_y,
            strong.horizontalAdvance(Words::tr("Discard")) + 2, height);
        m_y += height;
    }

    QString noticeText() const
    {
        const QString who = onOneLine(m_row.author);
        switch (m_row.kind) {
        case TimelineModel::Kind::Joined:
            return Words::tr("%1 joined").arg(who);
        case TimelineModel::Kind::Left:
            return Words::tr("%1 left").arg(who);
        case TimelineModel::Kind::Topic: {
            const QString topic = onOneLine(m_row.content, 1024);
            return topic.isEmpty() ? Words::tr("%1 removed the topic").arg(who)
                                   : Words::tr("%1 set the topic to “%2”").arg(who, topic);
        }
        case TimelineModel::Kind::Message:
            break;
        }
        return {};
    }

    void addNotice()
    {
        const Metrics& metrics = m_theme.metrics;
        const QFontMetrics small(m_theme.fonts.small);
        m_y += 4;
        m_layout.block
            = std::make_shared<TextBlock>(noticeText(), m_theme.fonts.small, m_textWidth - 60);
        m_layout.text = QRect(QPoint(m_left, m_y), m_layout.block->size());
        const int baseline = m_y + static_cast<int>(m_layout.block->firstBaseline());
        m_layout.avatar = QRect(metrics.messageLeft + (metrics.avatar - noticeIcon) / 2,
            baseline - small.ascent() / 2 - noticeIcon / 2 + 1, noticeIcon, noticeIcon);
        m_layout.timeText = clockTime(m_row.time.time());
        m_layout.time = QRect(m_layout.text.right() + 9, baseline - small.ascent(),
            small.horizontalAdvance(m_layout.timeText) + 2, small.height());
        m_y += m_layout.text.height() + 4;
    }

    const TimelineRow& m_row;
    const RowContext& m_context;
    const Theme& m_theme;
    int m_width;
    int m_left; ///< Of the text.
    int m_textWidth;
    int m_y = 0;
    MessageLayout m_layout;
};

} // namespace

QString deletedWords()
{
    return Words::tr("This message was deleted.");
}

QString editedWords()
{
    return Words::tr("(edited)");
}

MessageLayout layOutMessage(
    const TimelineRow& row, const RowContext& context, int width, const Theme& theme, QDate today)
{
    return Builder(row, context, width, theme).build(today);
}

MessageHit hitTest(const MessageLayout& layout, const QPoint& point)
{
    MessageHit hit;
    if (!layout.block) {
        return hit;
    }
    const QPointF inText = point - layout.text.topLeft();
    hit.position = layout.block->positionAt(inText);
    const auto chip = std::find_if(layout.chips.begin(), layout.chips.end(),
        [&point](const ReactionChip& one) { return one.rect.contains(point); });
    if (chip != layout.chips.end()) {
        hit.part = MessageHit::Chip;
        hit.chip = static_cast<int>(chip - layout.chips.begin());
    } else if (layout.quote.contains(point)) {
        hit.part = MessageHit::Quote;
    } else if (layout.edited.contains(point)) {
        hit.part = MessageHit::Edited;
    } else if (layout.time.contains(point)) {
        hit.part = MessageHit::Time;
    } else if (layout.text.contains(point)) {
        hit.part = MessageHit::Text;
        if (const auto url = layout.block->linkAt(inText)) {
            hit.part = MessageHit::Link;
            hit.url = *url;
        }
    } else if (layout.showAll.contains(point)) {
        hit.part = MessageHit::ShowAll;
    } else if (layout.retry.contains(point)) {
        hit.part = MessageHit::Retry;
    } else if (layout.discard.contains(point)) {
        hit.part = MessageHit::Discard;
    }
    return hit;
}

} // namespace landline::ui
