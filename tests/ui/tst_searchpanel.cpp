// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchpanel.h"

#include "tests/support/patience.h"
#include "tests/ui/preview/samples.h"
#include "ui/look/appearance.h"
#include "ui/noticebar.h"
#include "ui/search/foundlayout.h"
#include "ui/search/foundlist.h"
#include "ui/search/searchguide.h"
#include "ui/search/searchsentences.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using client::SearchModel;
using client::SearchStatus;
using Scope = SearchPanel::Scope;

namespace {

/// A panel in an active window, and results that a test fills as a session would.
struct Stage {
    Stage()
        : appearance(*qApp, ThemeChoice::Light)
        , panel(results, appearance, clock)
        , wanted(&panel, &SearchPanel::searchWanted)
        , more(&panel, &SearchPanel::moreWanted)
        , chosen(&panel, &SearchPanel::messageChosen)
        , closed(&panel, &SearchPanel::closed)
    {
        panel.resize(360, 600);
    }

    bool open(Scope scope = Scope::Room)
    {
        panel.open(scope, general);
        panel.activateWindow();
        return QTest::qWaitForWindowActive(&panel) && field().hasFocus();
    }

    QLineEdit& field() const { return *panel.findChild<QLineEdit*>(); }
    FoundList& list() const { return *panel.findChild<FoundList*>(); }
    SearchGuide& guide() const { return *panel.findChild<SearchGuide*>(); }
    QString note() const { return panel.findChild<NoticeBar*>()->sentence(); }

    QAbstractButton* button(const QString& text) const
    {
        for (QAbstractButton* one : panel.findChildren<QAbstractButton*>()) {
            if (one->text() == text && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }

    /// The last that was wanted, as "text | room".
    QString lastWanted() const
    {
        const auto room = wanted.last().at(1).value<std::optional<RoomName>>();
        return wanted.last().first().toString() + u" | "_s + (room ? room->toString() : u"-"_s);
    }

    void find(const QString& text, int count, bool hasMore = false)
    {
        results.begin(SearchQuery::parse(text).value());
        QList<event::FoundMessage> found;
        found.reserve(count);
        for (int seq = count; seq > 0; --seq) {
            found.append({ preview::foundText(seq, u"say %1 of tea"_s.arg(seq)), {}, {} });
        }
        results.append(found);
        tell(SearchStatus::State::Done, [hasMore](auto& status) { status.hasMore = hasMore; });
    }

    void tell(SearchStatus::State state, const std::function<void(SearchStatus&)>& change = {})
    {
        SearchStatus status;
        status.state = state;
        if (change) {
            change(status);
        }
        results.setStatus(status);
    }

    const RoomName general = RoomName::general();
    preview::NoonClock clock;
    Appearance appearance;
    SearchModel results;
    SearchPanel panel;
    QSignalSpy wanted;
    QSignalSpy more;
    QSignalSpy chosen;
    QSignalSpy closed;
};

} // namespace

class SearchPanelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void searchesOnceTheTypingPauses()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.wanted.clear();
        QTest::keyClicks(&stage.field(), u"tea"_s);
        QTRY_COMPARE(stage.wanted.size(), 1);
        QCOMPARE(stage.lastWanted(), u"tea | general"_s);
    }

    void enterSearchesAtOnce()
    {
        Stage stage;
        QVERIFY(stage.open(Scope::Everywhere));
        QTest::keyClicks(&stage.field(), u"tea"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QCOMPARE(stage.lastWanted(), u"tea | -"_s);
        QCOMPARE(stage.chosen.size(), 0);
    }

    void theScopeCanBeChanged()
    {
        Stage stage;
        QVERIFY(stage.open());
        QTest::keyClicks(&stage.field(), u"tea"_s);
        QTest::mouseClick(stage.button(u"Everywhere"_s), Qt::LeftButton);
        QCOMPARE(stage.lastWanted(), u"tea | -"_s);
        QTest::mouseClick(stage.button(u"In general"_s), Qt::LeftButton);
        QCOMPARE(stage.lastWanted(), u"tea | general"_s);
    }

    void aSearchInARoomStaysInThatRoom()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.panel.setRoom(preview::roomOf(u"design"_s));
        QVERIFY(stage.button(u"In general"_s));
        stage.panel.open(Scope::Room, preview::roomOf(u"design"_s));
        QVERIFY(stage.button(u"In design"_s));
        stage.panel.open(Scope::Everywhere, preview::roomOf(u"design"_s));
        stage.panel.setRoom(stage.general);
        QVERIFY(stage.button(u"In general"_s));
    }

    void keysWalkAndChooseWhileTheFieldHasTheFocus()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.field().setText(u"tea"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        stage.find(u"tea"_s, 20);
        QTest::keyClick(&stage.field(), Qt::Key_Down);
        QTest::keyClick(&stage.field(), Qt::Key_Down);
        QCOMPARE(stage.list().currentIndex().row(), 1);
        const QString said = stage.field().accessibleDescription();
        QVERIFY2(said.startsWith(u"ann in general, "_s), qPrintable(said));
        QVERIFY2(said.endsWith(u": say 19 of tea"_s), qPrintable(said));
        QTest::keyClick(&stage.field(), Qt::Key_PageDown);
        QVERIFY(stage.list().currentIndex().row() > 2);
        QTest::keyClick(&stage.field(), Qt::Key_PageUp);
        QTest::keyClick(&stage.field(), Qt::Key_Up);
        QTest::keyClick(&stage.field(), Qt::Key_Up);
        QTest::keyClick(&stage.field(), Qt::Key_Down);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QVERIFY(stage.field().hasFocus());
        QCOMPARE(stage.chosen.size(), 1);
        QCOMPARE(stage.chosen.first().first().value<RoomName>(), stage.general);
        QCOMPARE(stage.chosen.first().at(1).value<Seq>(), Seq { 19 });
    }

    void enterChoosesTheFirstWhereNoneIs()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.field().setText(u"tea"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QTest::keyClick(&stage.field(), Qt::Key_Return); // there is nothing yet
        QCOMPARE(stage.chosen.size(), 0);
        stage.find(u"tea"_s, 3);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QCOMPARE(stage.chosen.first().at(1).value<Seq>(), Seq { 3 });
    }

    void aClickChooses()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.find(u"tea"_s, 5);
        const QRect row = stage.list().visualRect(stage.results.index(2));
        QVERIFY(!row.isEmpty());
        QTest::mouseClick(stage.list().viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(stage.chosen.size(), 1);
        QCOMPARE(stage.chosen.first().at(1).value<Seq>(), Seq { 3 });
    }

    void theListByItselfAnswersTheSameKeys()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.field().setText(u"tea"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        stage.find(u"tea"_s, 5);
        stage.list().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&stage.list(), Qt::Key_Down);
        QTest::keyClick(&stage.list(), Qt::Key_Return);
        QCOMPARE(stage.chosen.size(), 1);
        QTest::keyClick(&stage.list(), Qt::Key_S); // letters are for the field
        QVERIFY(stage.field().hasFocus());
        QCOMPARE(stage.field().text(), u"teas"_s);
        QTRY_COMPARE(stage.lastWanted(), u"teas | general"_s);
    }

    void escapeCloses()
    {
        Stage stage;
        QVERIFY(stage.open());
        QTest::keyClick(&stage.field(), Qt::Key_Escape);
        QCOMPARE(stage.closed.size(), 1);
        stage.find(u"tea"_s, 2);
        stage.list().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&stage.list(), Qt::Key_Escape);
        QCOMPARE(stage.closed.size(), 2);
    }

    void moreIsAskedForBeforeTheEnd()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.find(u"tea"_s, 60, true);
        QCoreApplication::processEvents();
        QCOMPARE(stage.more.size(), 0);
        for (int i = 0; i < 60 && stage.more.isEmpty(); ++i) {
            QTest::keyClick(&stage.field(), Qt::Key_Down);
        }
        QVERIFY(!stage.more.isEmpty());
        QVERIFY(stage.list().currentIndex().row() < 59);
    }

    void aPageThatDoesNotFillTheListIsNotTheLast()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.find(u"tea"_s, 2, true);
        QTRY_VERIFY(!stage.more.isEmpty());
    }

    void anotherPageFromTheCacheKeepsThePlace()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.find(u"tea"_s, 30);
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(&stage.field(), Qt::Key_Down);
        }
        const int scroll = stage.list().verticalScrollBar()->value();
        QVERIFY(scroll > 0);
        QList<event::FoundMessage> found;
        for (int seq = 30; seq > -30; --seq) {
            found.append({ preview::foundText(seq + 30, u"say %1 of tea"_s.arg(seq)), {}, {} });
        }
        stage.results.replace(found);
        QCOMPARE(stage.list().currentIndex().row(), 19);
        QCOMPARE(stage.list().verticalScrollBar()->value(), scroll);
        stage.results.begin(SearchQuery::parse(u"cake"_s).value());
        QVERIFY(!stage.list().currentIndex().isValid());
    }

    void nothingFoundIsSaidWithAWayOut()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.field().setText(u"wombat"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        stage.results.begin(SearchQuery::parse(u"in:general wombat"_s).value());
        stage.tell(SearchStatus::State::Done);
        QVERIFY(stage.guide().isVisible());
        QCOMPARE(stage.guide().title(), u"Nothing found for “wombat”"_s);
        QVERIFY(stage.button(u"from:ann"_s));
        QTest::mouseClick(stage.button(u"Search everywhere"_s), Qt::LeftButton);
        QCOMPARE(stage.lastWanted(), u"wombat | -"_s);
        QVERIFY(stage.field().hasFocus());
    }

    void anOperatorIsWrittenByAClick()
    {
        Stage stage;
        QVERIFY(stage.open());
        QTest::keyClicks(&stage.field(), u"tea"_s);
        QTest::mouseClick(stage.button(u"from:ann"_s), Qt::LeftButton);
        QCOMPARE(stage.field().text(), u"tea from:"_s);
        QVERIFY(stage.field().hasFocus());
    }

    void aBadQueryIsExplained()
    {
        Stage stage;
        QVERIFY(stage.open());
        const auto query = SearchQuery::parse(u"has:wings"_s);
        QVERIFY(!query);
        stage.tell(SearchStatus::State::Failed,
            [&query](SearchStatus& status) { status.error = query.error(); });
        QVERIFY(stage.guide().isVisible());
        QCOMPARE(stage.guide().title(), u"That cannot be searched for"_s);
        QVERIFY(stage.guide().sentence().contains(u"link, code, mention"_s));
        stage.tell(SearchStatus::State::Failed, [](SearchStatus& status) {
            status.error = Error { ErrorCode::Storage, {} };
        });
        QCOMPARE(stage.guide().title(), u"The search did not work"_s);
    }

    void whatWasNotSearchedIsSaid()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.find(u"tea"_s, 2);
        QCOMPARE(stage.note(), QString());
        stage.tell(
            SearchStatus::State::Done, [](SearchStatus& status) { status.isOffline = true; });
        QVERIFY(stage.note().contains(u"on this computer"_s));
        stage.tell(
            SearchStatus::State::Done, [](SearchStatus& status) { status.isIndexing = true; });
        QVERIFY(stage.note().contains(u"older messages"_s));
        // What was found stays when a later page fails.
        stage.tell(SearchStatus::State::Failed, [](SearchStatus& status) {
            status.error = Error { ErrorCode::RateLimited, {} };
        });
        QVERIFY(stage.list().isVisible());
        QVERIFY(stage.note().contains(u"too many searches"_s));
    }

    void countsWhatIsKnown()
    {
        SearchStatus status;
        QCOMPARE(searchCount(status, 0), QString());
        status.state = SearchStatus::State::Searching;
        QCOMPARE(searchCount(status, 0), u"Searching…"_s);
        status.state = SearchStatus::State::Done;
        QCOMPARE(searchCount(status, 3), u"3 found"_s);
        status.hasMore = true;
        QCOMPARE(searchCount(status, 30), u"The newest 30 found"_s);
        QVERIFY(nothingFound(QString(500, u'x')).size() < 120);
    }

    void theClearButtonEndsTheSearch()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.field().setText(u"tea"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        stage.field().clear();
        QCOMPARE(stage.lastWanted(), u" | general"_s);
    }

    void everyControlHasAName()
    {
        Stage stage;
        QVERIFY(stage.open());
        for (const QWidget* widget : stage.panel.findChildren<QWidget*>()) {
            const bool reachable = (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible();
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool named
                = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(!reachable || named, widget->metaObject()->className());
        }
    }

    void aRowFitsItsList_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("author");
        QTest::addColumn<QString>("room");
        QTest::addColumn<QString>("content");
        const QString name = u"Maximilian Featherstonehaugh Jr."_s;
        const QString longRoom = u"a room with a name that is much too long for any list"_s;
        QTest::newRow("short") << 340 << u"ann"_s << u"general"_s << u"tea"_s;
        QTest::newRow("long names") << 340 << name << longRoom << u"tea and cake "_s.repeated(40);
        QTest::newRow("narrow") << 268 << name << longRoom << u"tea and cake "_s.repeated(40);
        QTest::newRow("wide letters")
            << 340 << u"李雷"_s << u"办公室"_s << u"会议纪要已经上传了"_s.repeated(40);
        QTest::newRow("one run") << 340 << u"ann"_s << u"general"_s << QString(4000, u'W');
        QTest::newRow("nothing") << 340 << u"ann"_s << u"general"_s << QString();
    }

    void aRowFitsItsList()
    {
        QFETCH(int, width);
        QFETCH(QString, author);
        QFETCH(QString, room);
        QFETCH(QString, content);
        const FoundRow row { room, author, content, QDateTime(QDate(2026, 11, 19), QTime(14, 2)) };
        const FoundLayout layout = layOutFound(
            row, SearchQuery::parse(u"tea"_s).value(), width, Theme::light(), QDate(2026, 11, 20));
        QVERIFY(layout.timeText.startsWith(u"Yesterday"_s));
        QVERIFY(!layout.authorText.isEmpty());
        QVERIFY(!layout.author.intersects(layout.room));
        QVERIFY(!layout.room.intersects(layout.time) || layout.room.width() <= 0);
        QVERIFY(layout.time.right() < width);
        QVERIFY(layout.words.x() + layout.block->size().width() <= width);
        const int line = QFontMetrics(Theme::light().fonts.body).lineSpacing();
        QVERIFY2(layout.height < 9 * line, qPrintable(QString::number(layout.height)));
        QVERIFY(layout.ground.height() < layout.height);
    }
};

QTEST_MAIN(SearchPanelTest)
#include "tst_searchpanel.moc"
