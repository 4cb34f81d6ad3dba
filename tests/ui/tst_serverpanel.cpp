// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/appearance.h"
#include "ui/noticebar.h"
#include "ui/tray/serverpanel.h"
#include "ui/tray/servertrayicon.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::ui;

namespace {

ServerView running(int people)
{
    ServerView view;
    view.state = ServerView::State::Running;
    view.name = u"Acme"_s;
    view.addresses = { u"192.168.1.20:8800"_s };
    view.invitation = u"landline://192.168.1.20:8800"_s;
    view.people = people;
    view.roomCount = people > 0 ? 1 : 0;
    return view;
}

struct Stage {
    Stage()
        : appearance(*qApp, ThemeChoice::Light)
        , panel(appearance)
    {
        panel.show();
    }

    QPushButton* button(const QString& words) const
    {
        for (QPushButton* candidate : panel.findChildren<QPushButton*>()) {
            if (candidate->text() == words) {
                return candidate;
            }
        }
        return nullptr;
    }

    Appearance appearance;
    ServerPanel panel;
};

} // namespace

class ServerPanelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void peopleAreCountedInWords_data()
    {
        QTest::addColumn<int>("people");
        QTest::addColumn<int>("rooms");
        QTest::addColumn<QString>("words");
        QTest::newRow("nobody") << 0 << 0 << u"Nobody is connected"_s;
        QTest::newRow("one") << 1 << 1 << u"1 person in 1 room"_s;
        QTest::newRow("several") << 3 << 2 << u"3 people in 2 rooms"_s;
    }

    void peopleAreCountedInWords()
    {
        QFETCH(int, people);
        QFETCH(int, rooms);
        QFETCH(QString, words);
        ServerView view = running(people);
        view.roomCount = rooms;
        QCOMPARE(serverPeopleWords(view), words);
    }

    void everyStateHasWordsAndAnIcon()
    {
        for (int i = 0; i <= static_cast<int>(ServerView::State::Failed); ++i) {
            const auto state = static_cast<ServerView::State>(i);
            QVERIFY(!serverStateWords(state).isEmpty());
            QVERIFY(!serverStateIcon(state).isNull());
        }
    }

    void theServerIsStartedAndStoppedWithOneButton()
    {
        Stage stage;
        QSignalSpy started(&stage.panel, &ServerPanel::startRequested);
        QSignalSpy stopped(&stage.panel, &ServerPanel::stopRequested);
        QTest::mouseClick(stage.button(u"Start the server"_s), Qt::LeftButton);
        stage.panel.setView(running(0));
        QTest::mouseClick(stage.button(u"Stop the server"_s), Qt::LeftButton);
        QCOMPARE(started.count(), 1);
        QCOMPARE(stopped.count(), 1);
    }

    void theInvitationIsCopied()
    {
        Stage stage;
        stage.panel.setView(running(0));
        QTest::mouseClick(stage.button(u"Copy invitation link"_s), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), u"landline://192.168.1.20:8800"_s);
        QVERIFY(stage.button(u"Copied"_s));
    }

    void quittingWithPeopleIsAskedInTheWindow()
    {
        Stage stage;
        QSignalSpy confirmed(&stage.panel, &ServerPanel::quitConfirmed);
        stage.panel.setView(running(2));
        stage.panel.askWhetherToQuit();
        QTest::mouseClick(stage.button(u"Quit anyway"_s), Qt::LeftButton);
        QCOMPARE(confirmed.count(), 1);
    }

    void theQuestionGoesWhenThePeopleDo()
    {
        Stage stage;
        stage.panel.setView(running(2));
        stage.panel.askWhetherToQuit();
        QVERIFY(stage.button(u"Quit anyway"_s)->isVisible());
        stage.panel.setView(running(0));
        QVERIFY(!stage.button(u"Quit anyway"_s));
    }

    void closingAsksAndDoesNotClose()
    {
        Stage stage;
        QSignalSpy asked(&stage.panel, &ServerPanel::closeRequested);
        stage.panel.close();
        QCOMPARE(asked.count(), 1);
        QVERIFY(stage.panel.isVisible());
    }

    void aProblemIsShownWithItsSentence()
    {
        Stage stage;
        ServerView view;
        view.state = ServerView::State::Failed;
        view.problem = u"Port 8800 is in use."_s;
        stage.panel.setView(view);
        bool shown = false;
        for (const NoticeBar* bar : stage.panel.findChildren<NoticeBar*>()) {
            shown = shown || (bar->isVisible() && bar->sentence() == view.problem);
        }
        QVERIFY(shown);
    }
};

QTEST_MAIN(ServerPanelTest)
#include "tst_serverpanel.moc"
