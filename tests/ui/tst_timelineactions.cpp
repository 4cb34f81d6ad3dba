// SPDX-License-Identifier: GPL-3.0-or-later
// What TimelineView offers to do with a message.
#include "tests/support/patience.h"
#include "tests/ui/timelinestage.h"
#include "ui/look/emojibutton.h"
#include "ui/timeline/actionbar.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using client::TimelineModel;

class TimelineActionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void upAndDownWalkMessagesAndShowThem()
    {
        Stage stage(200);
        QVERIFY(stage.activate());
        stage.view.setFeatures(everything);
        QTest::keyClick(&stage.view, Qt::Key_Up); // to the newest that is seen
        QSignalSpy replied(&stage.view, &TimelineView::replyRequested);
        QTest::keyClick(&stage.view, Qt::Key_R);
        QCOMPARE(replied.last().first().value<Seq>(), Seq { 200 });
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(&stage.view, Qt::Key_Up);
        }
        QTest::keyClick(&stage.view, Qt::Key_R);
        QCOMPARE(replied.last().first().value<Seq>(), Seq { 140 });
        QVERIFY(stage.topOf(140) >= 0);
        QVERIFY(stage.view.accessibleDescription().contains(u"message 140"_s));
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(&stage.view, Qt::Key_Down);
        }
        QVERIFY(stage.topOf(150) >= 0);
        QVERIFY(stage.view.accessibleDescription().contains(u"message 150"_s));
        QVERIFY(stage.view.findChild<ActionBar*>()->isVisible());
    }

    void whoTakesTheMouseLeavesTheKeys()
    {
        Stage stage(20);
        QVERIFY(stage.activate());
        QTest::keyClick(&stage.view, Qt::Key_Up); // to the newest that is seen
        QSignalSpy replied(&stage.view, &TimelineView::replyRequested);
        QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, QPoint(300, 300));
        QTest::keyClick(&stage.view, Qt::Key_R);
        QCOMPARE(replied.size(), 0);
    }

    void theBarIsOverTheRowUnderThePointer()
    {
        Stage stage(20);
        QVERIFY(stage.activate());
        auto* bar = stage.view.findChild<ActionBar*>();
        const TimelineFlow::Placed placed = stage.view.flow().placed().at(5);
        stage.point({ 200, placed.top + 5 });
        QVERIFY(bar->isVisible());
        const int narrow = bar->width(); // Without features there is but to reply.
        stage.view.setFeatures(everything);
        QVERIFY(bar->width() > narrow);
        QVERIFY(qAbs(bar->geometry().center().y() - placed.top) < 40);
        QVERIFY(stage.view.viewport()->rect().contains(bar->geometry()));
        QSignalSpy reacted(&stage.view, &TimelineView::reactionRequested);
        bar->findChild<EmojiButton*>()->click();
        QCOMPARE(reacted.size(), 1);
        QCOMPARE(reacted.first().at(0).value<Seq>().value, placed.row + 1);
        QCOMPARE(reacted.first().at(2).toBool(), true);
    }

    void theBarGoesWithTheKeysUntilThePointerMoves()
    {
        Stage stage(20);
        QVERIFY(stage.activate());
        stage.view.setFeatures(everything);
        auto* bar = stage.view.findChild<ActionBar*>();
        const TimelineFlow::Placed first = stage.view.flow().placed().at(2);
        stage.point({ 200, first.top + 5 });
        const int byPointer = bar->y();
        QTest::keyClick(&stage.view, Qt::Key_Up); // to the newest that is seen
        QVERIFY(bar->y() > byPointer);
        stage.point({ 200, first.top + 6 });
        QCOMPARE(bar->y(), byPointer);
    }

    void aboveTheFirstMessageThereIsNothingToActOn()
    {
        Stage stage(2);
        QVERIFY(stage.activate());
        stage.view.setFeatures(everything);
        const auto* bar = stage.view.findChild<ActionBar*>();
        const int top = stage.view.flow().placed().front().top;
        QVERIFY(top > 100);
        stage.point({ 200, top / 2 });
        QVERIFY(!bar->isVisible());
        stage.point({ 200, top + 5 }); // the line that says which day it is
        QVERIFY(!bar->isVisible());
        QContextMenuEvent event(QContextMenuEvent::Mouse, { 200, top / 2 }, { 200, top / 2 });
        QApplication::sendEvent(stage.view.viewport(), &event);
        QVERIFY(!stage.view.findChild<QMenu*>());
    }

    void theMenuOffersWhatTheKeysDo()
    {
        Stage stage(20);
        QVERIFY(stage.activate());
        stage.view.setFeatures(everything);
        const TimelineFlow::Placed placed = stage.view.flow().placed().at(5);
        const QPoint point(300, placed.top + 5);
        QContextMenuEvent event(
            QContextMenuEvent::Mouse, point, stage.view.viewport()->mapToGlobal(point));
        QApplication::sendEvent(stage.view.viewport(), &event);
        auto* menu = stage.view.findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QStringList names;
        for (const QAction* action : menu->actions()) {
            names.append(action->text().section(u'\t', 0, 0));
        }
        QCOMPARE(names, (QStringList { u"React…"_s, u"Reply"_s, u"Pin"_s, u"Copy text"_s }));
        QSignalSpy pinned(&stage.view, &TimelineView::pinRequested);
        menu->actions().at(2)->trigger();
        QCOMPARE(pinned.size(), 1);
        QCOMPARE(pinned.first().first().value<Seq>().value, placed.row + 1);
        menu->close();
    }

    void aChipIsClickedOnAndOff()
    {
        Stage stage;
        event::Text text = textAt(stage.model, 1, u"ann"_s, u"popular"_s);
        const Emoji thumb = Emoji::fromString(u"👍"_s).value();
        text.reactions = { { thumb, { preview::userOf(u"ann"_s) } } };
        stage.model.append({ text });
        QSignalSpy reacted(&stage.view, &TimelineView::reactionRequested);
        const auto click = [&stage] {
            const Theme theme = Theme::light();
            TimelineFlow flow(theme);
            flow.setViewport(stage.view.viewport()->size());
            flow.setModel(&stage.model);
            const QPoint origin(0, stage.view.flow().placed().front().top);
            QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {},
                origin + flow.laidOut(0).layout.chips.front().rect.center());
        };
        click();
        QCOMPARE(reacted.size(), 0); // The server offers none of it.
        stage.view.setFeatures(everything);
        click();
        QCOMPARE(reacted.size(), 1);
        QCOMPARE(reacted.last().at(2).toBool(), true);
        stage.model.append({ event::React {
            stage.model.room(), { 2 }, {}, preview::userOf(u"bob"_s), { 1 }, thumb, true, {} } });
        click();
        QCOMPARE(reacted.last().at(2).toBool(), false);
    }

    void changesAboveMoveNothing()
    {
        Stage stage(200);
        stage.wheel(3);
        const qint64 seq = stage.middleSeq();
        const int top = stage.topOf(seq);
        const Emoji thumb = Emoji::fromString(u"👍"_s).value();
        const qint64 above = seq - 2;
        stage.model.append({ event::React { stage.model.room(), { 201 }, {},
            preview::userOf(u"ann"_s), { above }, thumb, true, {} } });
        stage.model.append({ event::Pin {
            stage.model.room(), { 202 }, {}, preview::userOf(u"ann"_s), { above }, true, {} } });
        const int first = stage.view.flow().placed().front().row + 1;
        const qint64 anchored = stage.model.index(first).data(TimelineModel::SeqRole).toLongLong();
        QVERIFY(stage.topOf(seq) >= top); // what is below what changed makes way
        QVERIFY(stage.topOf(anchored) >= 0);
        const int anchoredTop = stage.topOf(anchored);
        stage.model.append({ event::Delete {
            stage.model.room(), { 203 }, {}, preview::userOf(u"ann"_s), { anchored - 40 }, {} } });
        QCOMPARE(stage.topOf(anchored), anchoredTop);
    }

    void aQuoteLeadsToItsOriginal()
    {
        Stage stage(300);
        event::Text reply = textAt(stage.model, 301, u"ann"_s, u"as I said"_s);
        reply.replyTo = Seq { 10 };
        stage.model.append({ reply });
        QVERIFY(stage.activate());
        QTest::keyClick(&stage.view, Qt::Key_Up); // to the newest that is seen
        QTest::keyClick(&stage.view, Qt::Key_Return);
        QVERIFY(stage.topOf(10) > 0);
        QVERIFY(!stage.view.isAtEnd());
    }

    void aQuoteOfWhatIsSeenMovesNothing()
    {
        Stage stage(300);
        event::Text reply = textAt(stage.model, 301, u"ann"_s, u"as I said"_s);
        reply.replyTo = Seq { 299 };
        stage.model.append({ reply });
        const int top = stage.topOf(299);
        stage.view.jumpTo({ 299 });
        QCOMPARE(stage.topOf(299), top);
        QVERIFY(stage.view.isAtEnd());
    }

    void whoScrollsNoLongerWaitsForAJump()
    {
        Stage stage;
        event::History run;
        run.room = stage.model.room();
        for (int seq = 200; seq < 260; ++seq) {
            run.events.append(textAt(stage.model, seq, u"ann"_s, u"later"_s));
        }
        run.first = { 200 };
        run.last = { 259 };
        run.more = true;
        stage.model.reset(run);
        stage.model.setLoadingOlder(true);
        QSignalSpy failed(&stage.view, &TimelineView::jumpFailed);
        stage.view.jumpTo({ 150 });
        stage.wheel(-1);
        event::History older = run;
        older.events.clear();
        for (int seq = 100; seq < 200; ++seq) {
            older.events.append(textAt(stage.model, seq, u"ann"_s, u"earlier"_s));
        }
        older.first = { 100 };
        stage.model.prepend(older);
        stage.model.setLoadingOlder(false);
        QApplication::processEvents();
        QCOMPARE(stage.topOf(150), -1);
        QVERIFY(stage.view.isAtEnd());
        QCOMPARE(failed.size(), 0);
    }

    void anOriginalThatCannotBeHadIsSaid()
    {
        Stage stage;
        event::History run;
        run.room = stage.model.room();
        event::Text reply = textAt(stage.model, 301, u"ann"_s, u"as I said"_s);
        reply.replyTo = Seq { 10 };
        run.events = { reply };
        run.first = { 301 };
        run.last = { 301 };
        run.more = true;
        stage.model.reset(run);
        QSignalSpy wanted(&stage.view, &TimelineView::originalWanted);
        QTRY_VERIFY(!wanted.isEmpty());
        QCOMPARE(wanted.first().first().value<Seq>(), Seq { 10 });
        QSignalSpy older(&stage.view, &TimelineView::olderPageWanted);
        QSignalSpy failed(&stage.view, &TimelineView::jumpFailed);
        stage.view.jumpTo({ 10 });
        QCOMPARE(older.size(), 1);
        QTRY_COMPARE(failed.size(), 1); // nothing came
    }
};

QTEST_MAIN(TimelineActionsTest)
#include "tst_timelineactions.moc"
