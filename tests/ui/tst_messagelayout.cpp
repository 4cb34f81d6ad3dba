// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messagelayout.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::ui;
using client::Delivery;
using client::TimelineModel;

namespace {

constexpr int width = 600;

QDate today()
{
    return { 2026, 11, 20 };
}

TimelineRow message(const QString& words)
{
    TimelineRow row;
    row.author = u"ann"_s;
    row.content = words;
    row.time = QDateTime(today(), QTime(12, 0));
    row.seq = { 1 };
    return row;
}

MessageLayout laidOut(const TimelineRow& row, const RowContext& context = {})
{
    static const Theme theme = Theme::light();
    return layOutMessage(row, context, width, theme, today());
}

RowContext continued()
{
    RowContext context;
    context.continues = true;
    return context;
}

} // namespace

class MessageLayoutTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageHasItsAuthorAboveAndItsAvatarBesideTheText()
    {
        const MessageLayout layout = laidOut(message(u"hello"_s));
        QVERIFY(layout.avatar.right() < layout.text.left());
        QVERIFY(layout.author.bottom() < layout.text.top() + 2);
        QVERIFY(layout.time.left() > layout.author.right());
        QVERIFY(layout.text.right() <= width);
        QVERIFY(layout.day.isNull() && layout.newLine.isNull() && layout.mark.isNull());
        QCOMPARE(layout.body.bottom() + 1, layout.height);
    }

    void aContinuedMessageIsTextAlone()
    {
        const MessageLayout layout = laidOut(message(u"hello"_s), continued());
        QVERIFY(layout.avatar.isNull() && layout.author.isNull());
        QVERIFY(layout.timeOnHover);
        QVERIFY(layout.time.right() < layout.text.left());
        QVERIFY(layout.height < laidOut(message(u"hello"_s)).height);
    }

    void separatorsStandAboveAndDoNotLightUp()
    {
        RowContext context;
        context.startsDay = true;
        context.startsNew = true;
        const MessageLayout layout = laidOut(message(u"hello"_s), context);
        QCOMPARE(layout.dayText, u"Today"_s);
        QVERIFY(layout.day.bottom() < layout.newLine.top());
        QVERIFY(layout.newLine.bottom() < layout.body.top());
        QVERIFY(layout.author.top() >= layout.body.top());
    }

    void messagesAreGroupedByAuthorAndTime_data()
    {
        QTest::addColumn<QString>("author");
        QTest::addColumn<int>("secondsLater");
        QTest::addColumn<bool>("startsNew");
        QTest::addColumn<bool>("continues");
        QTest::newRow("at once") << u"ann"_s << 1 << false << true;
        QTest::newRow("just within five minutes") << u"ann"_s << 299 << false << true;
        QTest::newRow("after five minutes") << u"ann"_s << 300 << false << false;
        QTest::newRow("somebody else") << u"bob"_s << 1 << false << false;
        QTest::newRow("below the line") << u"ann"_s << 1 << true << false;
        QTest::newRow("after midnight") << u"ann"_s << 12 * 3600 << false << false;
    }

    void messagesAreGroupedByAuthorAndTime()
    {
        QFETCH(QString, author);
        QFETCH(int, secondsLater);
        QFETCH(bool, startsNew);
        QFETCH(bool, continues);
        const TimelineRow first = message(u"a"_s);
        TimelineRow second = message(u"b"_s);
        second.author = author;
        second.time = first.time.addSecs(secondsLater);
        QCOMPARE(contextOf(second, &first, startsNew).continues, continues);
    }

    void aReplyStandsUnderItsOwnNameWithAQuoteAbove()
    {
        const TimelineRow first = message(u"a"_s);
        TimelineRow second = message(u"b"_s);
        second.quote = { client::Quote::State::Held, { 1 }, u"ann"_s, u"line\nbreak"_s, false };
        const RowContext context = contextOf(second, &first, false);
        QVERIFY(!context.continues);
        const MessageLayout layout = laidOut(second, context);
        QVERIFY(layout.quote.top() > layout.author.top());
        QVERIFY(layout.quote.bottom() < layout.text.top());
        QCOMPARE(layout.quoteText, u"line break"_s);
        QVERIFY(layout.quote.contains(layout.quoteWords));
        QCOMPARE(hitTest(layout, layout.quote.center()).part, MessageHit::Quote);
        second.quote.content = QString(3000, u'x');
        second.quote.author = QString(32, u'W');
        QVERIFY(laidOut(second).quote.right() < width);
        const int held = laidOut(second).height;
        second.quote.state = client::Quote::State::NotHeld;
        QCOMPARE(laidOut(second).height, held); // nothing moves when it becomes known
    }

    void whatWasDeletedSaysSoAndNoMore()
    {
        TimelineRow row = message({});
        row.deleted = true;
        row.own = true;
        row.delivery = Delivery::Delivered;
        row.quote = { client::Quote::State::Held, { 1 }, u"ann"_s, u"a"_s, false };
        const MessageLayout layout = laidOut(row);
        QCOMPARE(layout.block->text(), u"This message was deleted."_s);
        QVERIFY(layout.mark.isNull() && layout.quote.isNull() && layout.edited.isNull());
    }

    void theEditedMarkFollowsTheWords()
    {
        TimelineRow row = message(u"short"_s);
        row.edited = row.time;
        row.own = true;
        row.delivery = Delivery::Delivered;
        MessageLayout layout = laidOut(row);
        QVERIFY(layout.edited.left() > layout.text.left());
        QVERIFY(layout.edited.bottom() <= layout.height);
        QVERIFY(layout.mark.left() > layout.edited.right());
        QCOMPARE(hitTest(layout, layout.edited.center()).part, MessageHit::Edited);
        row.content = QString(400, u'm'); // Its last line may be full.
        for (int length = 400; length < 470; ++length) {
            row.content = QString(length, u'm');
            layout = laidOut(row);
            QVERIFY(layout.edited.right() <= layout.text.right());
            QVERIFY(layout.edited.bottom() <= layout.height);
        }
    }

    void chipsWrapAndAreHit()
    {
        TimelineRow row = message(u"popular"_s);
        row.self = u"bob"_s;
        const int plain = laidOut(row).height;
        const UserName ann = UserName::fromString(u"ann"_s).value();
        const UserName bob = UserName::fromString(u"bob"_s).value();
        for (char32_t c = U'\U0001F600'; c < U'\U0001F614'; ++c) {
            QList<UserName> users { ann };
            if (c % 2 == 0) {
                users.append(bob);
            }
            row.reactions.append({ Emoji::fromString(QString::fromUcs4(&c, 1)).value(), users });
        }
        const MessageLayout layout = laidOut(row);
        QCOMPARE(layout.chips.size(), 20);
        QVERIFY(layout.height > plain + 24);
        for (std::size_t i = 0; i < layout.chips.size(); ++i) {
            const ReactionChip& chip = layout.chips[i];
            QVERIFY(chip.rect.top() > layout.text.bottom());
            QVERIFY(chip.rect.right() <= layout.text.right());
            QVERIFY(chip.rect.bottom() < layout.height);
            QCOMPARE(chip.own, i % 2 == 0);
            const MessageHit hit = hitTest(layout, chip.rect.center());
            QCOMPARE(hit.part, MessageHit::Chip);
            QCOMPARE(hit.chip, static_cast<int>(i));
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(!chip.rect.intersects(layout.chips[j].rect));
            }
        }
    }

    void aTimeIsHit()
    {
        const MessageLayout layout = laidOut(message(u"a"_s));
        QCOMPARE(hitTest(layout, layout.time.center()).part, MessageHit::Time);
    }

    void aNoticeEndsAGroup()
    {
        TimelineRow notice = message({});
        notice.kind = TimelineModel::Kind::Joined;
        QVERIFY(!contextOf(message(u"b"_s), &notice, false).continues);
        QVERIFY(contextOf(message(u"b"_s), nullptr, false).startsDay);
    }

    void aLinkIsHitWhereItIsPainted()
    {
        const MessageLayout layout = laidOut(message(u"https://a.example/x and more"_s));
        const QPoint onLink = layout.text.topLeft() + QPoint(10, layout.text.height() / 2);
        const MessageHit hit = hitTest(layout, onLink);
        QCOMPARE(hit.part, MessageHit::Link);
        QCOMPARE(hit.url, QUrl(u"https://a.example/x"_s));
        const MessageHit beside = hitTest(layout, QPoint(layout.text.right() - 3, onLink.y()));
        QCOMPARE(beside.part, MessageHit::Text);
        QCOMPARE(beside.position, 28);
        QCOMPARE(hitTest(layout, QPoint(2, 2)).part, MessageHit::Nothing);
    }

    void aFailedMessageSaysWhyAndOffersTwoWaysOut()
    {
        TimelineRow row = message(u"hello"_s);
        row.own = true;
        row.delivery = Delivery::Failed;
        row.failure = u"Too quick."_s;
        const MessageLayout layout = laidOut(row);
        QCOMPARE(layout.failureBlock->text(), u"Not sent. Too quick."_s);
        QVERIFY(!layout.mark.isNull());
        QVERIFY(!layout.retry.intersects(layout.discard));
        QCOMPARE(hitTest(layout, layout.retry.center()).part, MessageHit::Retry);
        QCOMPARE(hitTest(layout, layout.discard.center()).part, MessageHit::Discard);
    }

    void aMarkStandsBehindOwnMessagesOnly_data()
    {
        QTest::addColumn<bool>("own");
        QTest::addColumn<Delivery>("delivery");
        QTest::addColumn<bool>("marked");
        QTest::newRow("of others") << false << Delivery::Received << false;
        QTest::newRow("own from before") << true << Delivery::Received << false;
        QTest::newRow("own, waiting") << true << Delivery::Pending << true;
        QTest::newRow("own, stored") << true << Delivery::Delivered << true;
    }

    void aMarkStandsBehindOwnMessagesOnly()
    {
        QFETCH(bool, own);
        QFETCH(Delivery, delivery);
        QFETCH(bool, marked);
        TimelineRow row = message(u"hello"_s);
        row.own = own;
        row.delivery = delivery;
        QCOMPARE(!laidOut(row).mark.isNull(), marked);
        QVERIFY(laidOut(row).mark.right() < width);
    }

    void hostileTextStaysWithinItsColumn_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("unbroken run") << QString(16384, u'W');
        QTest::newRow("marks") << (u"Z"_s + QString(16000, QChar(0x0301)));
        QTest::newRow("overrides") << QString(8000, QChar(0x202e));
        QTest::newRow("line breaks") << QString(16384, u'\n');
        QTest::newRow("right to left") << QString(5000, QChar(0x05d0));
        QTest::newRow("one link") << (u"https://a.example/"_s + QString(16000, u'x'));
        QTest::newRow("empty") << QString();
    }

    void hostileTextStaysWithinItsColumn()
    {
        QFETCH(QString, words);
        const MessageLayout layout = laidOut(message(words));
        QVERIFY(layout.block->size().width() <= layout.text.width());
        QVERIFY(layout.height > 0);
        QVERIFY2(layout.height < 6000, qPrintable(QString::number(layout.height)));
    }

    void aHugeMessageShowsAllWhenAsked()
    {
        const TimelineRow row = message(QString(16384, u'x'));
        const MessageLayout part = laidOut(row);
        QVERIFY(!part.showAll.isNull());
        QCOMPARE(hitTest(part, part.showAll.center()).part, MessageHit::ShowAll);
        RowContext context;
        context.expanded = true;
        const MessageLayout all = laidOut(row, context);
        QVERIFY(all.showAll.isNull());
        QVERIFY(all.height > part.height);
    }

    void aLongNameIsElidedBeforeTheTime()
    {
        TimelineRow row = message(u"x"_s);
        row.author = QString(32, u'W');
        const MessageLayout layout = laidOut(row);
        QVERIFY(layout.time.right() <= layout.text.right() + 1);
        QVERIFY(layout.author.right() < layout.time.left());
    }

    void aViewTooNarrowForAnythingIsStillLaidOut()
    {
        const Theme theme = Theme::light();
        const MessageLayout layout
            = layOutMessage(message(u"hello there"_s), {}, 10, theme, today());
        QVERIFY(layout.height > 0);
    }

    void noticesAreSentences_data()
    {
        QTest::addColumn<TimelineModel::Kind>("kind");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("joined") << TimelineModel::Kind::Joined << QString() << u"ann joined"_s;
        QTest::newRow("left") << TimelineModel::Kind::Left << QString() << u"ann left"_s;
        QTest::newRow("topic") << TimelineModel::Kind::Topic << u"50 %1 off"_s
                               << u"ann set the topic to “50 %1 off”"_s;
        QTest::newRow("no topic") << TimelineModel::Kind::Topic << QString()
                                  << u"ann removed the topic"_s;
    }

    void noticesAreSentences()
    {
        QFETCH(TimelineModel::Kind, kind);
        QFETCH(QString, content);
        QFETCH(QString, sentence);
        TimelineRow row = message(content);
        row.kind = kind;
        QCOMPARE(laidOut(row).block->text(), sentence);
    }
};

QTEST_MAIN(MessageLayoutTest)
#include "tst_messagelayout.moc"
