// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/patience.h"
#include "tests/ui/timelinestage.h"
#include "ui/timeline/jumpbutton.h"

#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using client::TimelineModel;

class TimelineViewTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyTimelineIsPainted()
    {
        Stage stage;
        QVERIFY(!stage.view.grab().isNull());
        QVERIFY(stage.view.isAtEnd());
    }

    void tenThousandRowsAreNotAllLaidOut()
    {
        Stage stage(10000);
        QCOMPARE(stage.view.flow().rowCount(), 10000);
        QVERIFY(stage.view.isAtEnd());
        QVERIFY(stage.view.flow().placed().size() < 40);
        QCOMPARE(stage.view.flow().placed().back().row, 9999);
    }

    void shortTimelinesStandAtTheBottom()
    {
        Stage stage(2);
        const auto& placed = stage.view.flow().placed();
        QCOMPARE(placed.size(), 2);
        QVERIFY(placed.front().top > 200);
        QCOMPARE(stage.view.verticalScrollBar()->maximum(), 0);
    }

    void atTheEndArrivalsAreFollowed()
    {
        Stage stage(100);
        stage.model.append({ textAt(stage.model, 101, u"ann"_s, u"one more"_s) });
        QVERIFY(stage.view.isAtEnd());
        QCOMPARE(stage.view.flow().placed().back().row, 100);
    }

    void scrolledUpArrivalsMoveNothing()
    {
        Stage stage(200);
        stage.wheel(5);
        const qint64 seq = stage.middleSeq();
        const int top = stage.topOf(seq);
        for (int i = 201; i < 260; ++i) {
            stage.model.append({ textAt(stage.model, i, u"ann"_s, u"more\nand more"_s) });
            QCOMPARE(stage.topOf(seq), top);
        }
        QVERIFY(!stage.view.isAtEnd());
    }

    void olderPagesMoveNothing()
    {
        Stage stage;
        QList<event::Persistent> newest;
        for (int i = 301; i <= 400; ++i) {
            newest.append(textAt(stage.model, i, u"ann"_s, u"message %1"_s.arg(i)));
        }
        event::History history;
        history.room = stage.model.room();
        history.events = newest;
        history.first = { 301 };
        history.last = { 400 };
        history.more = true;
        stage.model.reset(history);
        QSignalSpy wanted(&stage.view, &TimelineView::olderPageWanted);
        stage.wheel(400);
        QVERIFY(!wanted.isEmpty());
        // The first row loses its day and its name to the page above it: the text below must not move.
        const qint64 seq = 305;
        const int top = stage.topOf(seq);
        QVERIFY(top > 0);
        event::History older;
        older.room = stage.model.room();
        for (int i = 201; i <= 300; ++i) {
            older.events.append(textAt(stage.model, i, u"ann"_s, QString(i % 7 * 60, u'x')));
        }
        older.first = { 201 };
        older.last = { 300 };
        older.more = false;
        stage.model.prepend(older);
        QCOMPARE(stage.topOf(seq), top);
        stage.wheel(1);
        stage.wheel(-1);
        QCOMPARE(stage.topOf(seq), top);
    }

    void aRowThatChangesAboveMovesNothing()
    {
        Stage stage(200);
        stage.model.addPending(pendingAt(stage.model, u"a"_s));
        stage.model.addPending(pendingAt(stage.model, u"b"_s));
        stage.wheel(2);
        const qint64 seq = stage.middleSeq();
        const int top = stage.topOf(seq);
        stage.model.setFailed(*EventId::fromString(u"a"_s), u"Too quick."_s);
        QCOMPARE(stage.topOf(seq), top);
        stage.model.removePending(*EventId::fromString(u"a"_s));
        QCOMPARE(stage.topOf(seq), top);
    }

    void aResizeKeepsTheFirstTextWhereItIs()
    {
        Stage stage(300);
        stage.wheel(10);
        const TimelineFlow::Placed first = stage.view.flow().placed().at(1);
        for (const QSize size :
            { QSize(400, 500), QSize(900, 500), QSize(600, 300), QSize(600, 500) }) {
            stage.view.resize(size);
        }
        bool found = false;
        for (const TimelineFlow::Placed& placed : stage.view.flow().placed()) {
            if (placed.row == first.row) {
                QCOMPARE(placed.top, first.top);
                found = true;
            }
        }
        QVERIFY(found);
    }

    void aResizeAtTheEndStaysThere()
    {
        Stage stage(300);
        stage.view.resize(350, 200);
        QVERIFY(stage.view.isAtEnd());
        QCOMPARE(stage.view.flow().placed().back().row, 299);
        QCOMPARE(
            stage.view.verticalScrollBar()->value(), stage.view.verticalScrollBar()->maximum());
    }

    void theSliderReachesBothEnds()
    {
        Stage stage(1000);
        stage.view.verticalScrollBar()->setValue(0);
        QCOMPARE(stage.view.flow().placed().front().row, 0);
        stage.view.verticalScrollBar()->setValue(stage.view.verticalScrollBar()->maximum() / 2);
        const int middle = stage.view.flow().placed().front().row;
        QVERIFY(middle > 300 && middle < 700);
        stage.view.verticalScrollBar()->setValue(stage.view.verticalScrollBar()->maximum());
        QVERIFY(stage.view.isAtEnd());
    }

    void anOwnMessageLeadsToTheEnd()
    {
        Stage stage(200);
        stage.wheel(10);
        QVERIFY(!stage.view.isAtEnd());
        stage.model.addPending(pendingAt(stage.model, u"a"_s));
        QVERIFY(stage.view.isAtEnd());
    }

    void theJumpButtonCountsWhatCameBelow()
    {
        Stage stage(200);
        QVERIFY(stage.activate());
        auto* jump = stage.view.findChild<JumpButton*>();
        QVERIFY(!jump->isVisible());
        stage.wheel(10);
        QVERIFY(jump->isVisible());
        stage.model.append({ textAt(stage.model, 201, u"ann"_s, u"x"_s),
            textAt(stage.model, 202, u"ann"_s, u"y"_s) });
        QVERIFY(jump->accessibleName().contains(u"2 unread"_s));
        jump->click();
        QVERIFY(stage.view.isAtEnd());
        QVERIFY(!jump->isVisible());
    }

    void aRoomOpensAtWhatIsNew()
    {
        Stage stage;
        preview::fillMany(stage.model, 500);
        stage.model.setReadSeq({ 400 });
        stage.view.setModel(&stage.model);
        QCOMPARE(stage.view.flow().newRow(), 400);
        QVERIFY(!stage.view.isAtEnd());
        QVERIFY(stage.topOf(401) > 0);
    }

    void whatWasSeenIsReportedByAnActiveWindowAlone()
    {
        Stage stage(50);
        QVERIFY(stage.activate());
        QSignalSpy seen(&stage.view, &TimelineView::seenUpTo);
        stage.model.append({ textAt(stage.model, 51, u"ann"_s, u"x"_s) });
        QCOMPARE(seen.count(), 1);
        QCOMPARE(seen.first().first().value<Seq>(), Seq { 51 });
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        stage.model.append({ textAt(stage.model, 52, u"ann"_s, u"y"_s) });
        QCOMPARE(seen.count(), 1);
        QCOMPARE(stage.view.flow().newRow(), 51);
        QVERIFY(stage.activate());
        QTRY_COMPARE(seen.count(), 2);
    }

    void theNewLineStaysWhereTheReaderStopped()
    {
        Stage stage(50);
        QVERIFY(stage.activate());
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        stage.model.append({ textAt(stage.model, 51, u"ann"_s, u"x"_s) });
        stage.model.append({ textAt(stage.model, 52, u"ann"_s, u"y"_s) });
        QCOMPARE(stage.view.flow().newRow(), 50);
        QVERIFY(stage.activate());
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        stage.model.append({ textAt(stage.model, 53, u"ann"_s, u"z"_s) });
        QCOMPARE(stage.view.flow().newRow(), 52);
    }

    void historyThatComesLateIsNotNews()
    {
        Stage stage;
        preview::fillMany(stage.model, 40);
        QCOMPARE(stage.view.flow().newRow(), -1);
        QVERIFY(stage.view.isAtEnd());
    }

    void retryAndDiscardAreClicked()
    {
        Stage stage(5);
        stage.model.addPending(pendingAt(stage.model, u"a"_s));
        stage.model.setFailed(*EventId::fromString(u"a"_s), u"Too quick."_s);
        QSignalSpy retried(&stage.view, &TimelineView::retryRequested);
        QSignalSpy discarded(&stage.view, &TimelineView::discardRequested);
        const Theme theme = Theme::light();
        TimelineFlow flow(theme);
        flow.setViewport(stage.view.viewport()->size());
        flow.setModel(&stage.model);
        const auto& layout = flow.laidOut(5).layout;
        const QPoint origin(0, stage.view.flow().placed().back().top);
        QTest::mouseClick(
            stage.view.viewport(), Qt::LeftButton, {}, origin + layout.retry.center());
        QTest::mouseClick(
            stage.view.viewport(), Qt::LeftButton, {}, origin + layout.discard.center());
        QCOMPARE(retried.count(), 1);
        QCOMPARE(discarded.count(), 1);
        QCOMPARE(retried.first().first().value<EventId>(), *EventId::fromString(u"a"_s));
    }

    void textIsSelectedAcrossMessagesAndCopied()
    {
        Stage stage;
        stage.model.append({ textAt(stage.model, 1, u"ann"_s, u"first words"_s),
            textAt(stage.model, 2, u"bob"_s, u"second"_s) });
        QWidget* viewport = stage.view.viewport();
        const auto placed = stage.view.flow().placed();
        QTest::mousePress(viewport, Qt::LeftButton, {}, QPoint(5, placed.front().top));
        QTest::mouseMove(viewport, QPoint(590, 490));
        QMouseEvent drag(QEvent::MouseMove, QPointF(590, 490),
            viewport->mapToGlobal(QPointF(590, 490)), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &drag);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, QPoint(590, 490));
        QCOMPARE(stage.view.selectedText(), u"[12:00] ann: first words\n[12:00] bob: second"_s);
        QTest::keyClick(&stage.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), stage.view.selectedText());
    }

    void everySceneIsPaintedAtEverySize()
    {
        Stage stage;
        preview::fillHostile(stage.model);
        TimelineModel changes(stage.model.room(), preview::userOf(u"bob"_s));
        preview::fillChanges(changes);
        stage.view.setFeatures(everything);
        for (TimelineModel* model : { &stage.model, &changes }) {
            stage.view.setModel(model);
            paintAll(stage);
        }
    }

private:
    static void paintAll(Stage& stage)
    {
        for (const QSize size : { QSize(120, 80), QSize(600, 500), QSize(2000, 1200) }) {
            stage.view.resize(size);
            for (int i = 0; i < 20; ++i) {
                stage.wheel(1);
                QVERIFY(!stage.view.grab().isNull());
            }
        }
    }
};

QTEST_MAIN(TimelineViewTest)
#include "tst_timelineview.moc"
