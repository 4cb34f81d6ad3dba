// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/switcher/switcher.h"

#include "tests/support/patience.h"
#include "tests/ui/preview/samples.h"
#include "ui/keyoverview.h"
#include "ui/look/appearance.h"
#include "ui/switcher/fuzzy.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using Kind = Destination::Kind;

namespace {

Destination room(const QString& name, int unread = 0, int mentions = 0, qint64 visited = 0)
{
    Destination one;
    one.name = name;
    one.room = preview::roomOf(name);
    one.unread = unread;
    one.mentions = mentions;
    one.visited = visited;
    return one;
}

Destination other(Kind kind, const QString& name)
{
    Destination one = room(name);
    one.kind = kind;
    return one;
}

QStringList names(const SwitcherModel& model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        all.append(model.index(row).data().toString());
    }
    return all;
}

struct Stage {
    Stage()
        : appearance(*qApp, ThemeChoice::Light)
        , field(new QLineEdit(&page))
        , switcher(appearance, &page)
        , chosen(&switcher, &Switcher::chosen)
    {
        page.resize(700, 600);
        page.show();
        page.activateWindow();
        field->setFocus();
    }

    QWidget* focus() const { return QApplication::focusWidget(); }
    QString firstChosen() const
    {
        return chosen.isEmpty() ? QString() : chosen.first().first().value<Destination>().name;
    }

    Appearance appearance;
    QWidget page;
    QLineEdit* field;
    Switcher switcher;
    QSignalSpy chosen;
};

} // namespace

class SwitcherTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersFitInTheirOrder_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse"); // empty: not at all
        const auto row
            = [](const char* name, const QString& typed, const QString& better,
                  const QString& worse) { QTest::newRow(name) << typed << better << worse; };
        row("beginning before middle", u"de"_s, u"design"_s, u"the desk"_s);
        row("word before middle", u"de"_s, u"the desk"_s, u"wooden"_s);
        row("in a row before scattered", u"des"_s, u"a design"_s, u"dance steps"_s);
        row("words before scattered", u"ct"_s, u"coffee table"_s, u"acute"_s);
        row("shorter before longer", u"gen"_s, u"general"_s, u"general questions"_s);
        row("case", u"GEN"_s, u"general"_s, {});
        row("accents", u"kohler"_s, u"Mira Köhler"_s, {});
        row("blanks", u"coffee t"_s, u"coffee table"_s, {});
        row("Chinese", u"设计"_s, u"产品设计"_s, {});
    }

    void lettersFitInTheirOrder()
    {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fit(typed, better));
        QVERIFY(worse.isEmpty() || *fit(typed, better) > *fit(typed, worse));
        QVERIFY(!fit(typed + u'~', better));
    }

    void withNothingTypedUnreadComesFirstThenRecent()
    {
        SwitcherModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDestinations(
            { room(u"here"_s, 0, 0, -1), room(u"old"_s, 0, 0, 1), room(u"never"_s),
                room(u"unread"_s, 3, 0, 2), room(u"late"_s, 0, 0, 5), room(u"named"_s, 1, 1),
                other(Kind::Joinable, u"elsewhere"_s), other(Kind::Command, u"Keys"_s) });
        QCOMPARE(names(model),
            (QStringList { u"named"_s, u"unread"_s, u"late"_s, u"old"_s, u"never"_s, u"here"_s }));
        model.setTyped(u"e"_s);
        QVERIFY(names(model).contains(u"Keys"_s));
        QVERIFY(names(model).contains(u"elsewhere"_s));
    }

    void onesOwnRoomComesBeforeOthersThatFitAlike()
    {
        SwitcherModel model;
        model.setDestinations({ other(Kind::Command, u"Design"_s),
            other(Kind::Joinable, u"design"_s), room(u"desing"_s) });
        model.setTyped(u"des"_s);
        QCOMPARE(model.at(0).kind, Kind::Room);
        QCOMPARE(model.at(1).kind, Kind::Joinable);
    }

    void aFewLettersAndEnterLeadThere()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        stage.switcher.openWith({ room(u"general"_s), room(u"design"_s), room(u"desk"_s) });
        QVERIFY(stage.switcher.isAncestorOf(stage.focus()));
        QTest::keyClicks(stage.focus(), u"des"_s);
        QTest::keyClick(stage.focus(), Qt::Key_Down);
        QTest::keyClick(stage.focus(), Qt::Key_Return);
        QCOMPARE(stage.firstChosen(), u"design"_s);
        QVERIFY(!stage.switcher.isVisible());
        QCOMPARE(stage.focus(), stage.field);
    }

    void theKeysGoAroundTheEnds()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        stage.switcher.openWith({ room(u"a"_s), room(u"b"_s), room(u"c"_s) });
        QTest::keyClick(stage.focus(), Qt::Key_Up);
        QTest::keyClick(stage.focus(), Qt::Key_Return);
        QCOMPARE(stage.firstChosen(), u"c"_s);
    }

    void thePanelIsAsHighAsItsRows()
    {
        Stage stage;
        const QListView* list = stage.switcher.findChild<QListView*>();
        QList<Destination> many;
        many.reserve(30);
        for (int i = 0; i < 30; ++i) {
            many.append(room(u"room %1"_s.arg(i)));
        }
        stage.switcher.openWith(many.first(2));
        const int row = list->visualRect(list->model()->index(0, 0)).height();
        QTRY_COMPARE(list->height(), 2 * row);
        stage.switcher.setDestinations(many);
        QTRY_VERIFY(list->height() > 5 * row && list->height() < 15 * row);
        stage.page.resize(480, 360);
        QTRY_VERIFY(
            stage.page.rect().contains(list->mapTo(&stage.page, list->rect().bottomRight())));
    }

    void whatFitsNothingIsSaidAndEnterDoesNothing()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        stage.switcher.openWith({ room(u"a"_s) });
        QTest::keyClicks(stage.focus(), u"xyz"_s);
        QTest::keyClick(stage.focus(), Qt::Key_Return);
        QVERIFY(stage.chosen.isEmpty());
        QVERIFY(stage.switcher.isVisible());
        QVERIFY(!stage.switcher.findChild<QListView*>()->isVisible());
    }

    void escapeAndAClickBesideCloseIt()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        stage.switcher.openWith({ room(u"a"_s) });
        QTest::keyClick(stage.focus(), Qt::Key_Escape);
        QVERIFY(!stage.switcher.isVisible());
        QCOMPARE(stage.focus(), stage.field);
        stage.switcher.openWith({ room(u"a"_s) });
        QTest::mouseClick(&stage.switcher, Qt::LeftButton, {}, QPoint(5, 500));
        QVERIFY(!stage.switcher.isVisible());
        QVERIFY(stage.chosen.isEmpty());
    }

    void aClickChooses()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        stage.switcher.openWith({ room(u"a"_s), room(u"b"_s) });
        auto* list = stage.switcher.findChild<QListView*>();
        const QRect second = list->visualRect(list->model()->index(1, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second.center());
        QCOMPARE(stage.firstChosen(), u"b"_s);
    }

    void whatComesLaterLeavesWhatWasTyped()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        stage.switcher.openWith({ room(u"alpha"_s) });
        QTest::keyClicks(stage.focus(), u"gar"_s);
        stage.switcher.setDestinations({ room(u"alpha"_s), other(Kind::Joinable, u"garden"_s) });
        QTest::keyClick(stage.focus(), Qt::Key_Return);
        QCOMPARE(stage.firstChosen(), u"garden"_s);
    }

    void theKeyOverviewFitsTheWindowAndKeepsTheKeys()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        KeyOverview keys(stage.appearance, &stage.page);
        keys.open();
        QVERIFY(keys.isAncestorOf(stage.focus()));
        for (const QSize size : { QSize(480, 360), QSize(1400, 900) }) {
            stage.page.resize(size);
            QApplication::processEvents();
            QCOMPARE(keys.size(), size);
        }
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(stage.focus(), Qt::Key_Tab);
            QVERIFY(keys.isAncestorOf(stage.focus()));
        }
        QTest::keyClick(stage.focus(), Qt::Key_Escape);
        QVERIFY(!keys.isVisible());
        QCOMPARE(stage.focus(), stage.field);
    }
};

QTEST_MAIN(SwitcherTest)
#include "tst_switcher.moc"
