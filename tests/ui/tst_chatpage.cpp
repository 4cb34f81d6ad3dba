// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/timelinemodel.h"
#include "tests/ui/chatstage.h"
#include "ui/keyoverview.h"
#include "ui/mainwindow.h"
#include "ui/members/memberpanel.h"
#include "ui/noticebar.h"
#include "ui/rooms/joinpanel.h"
#include "ui/startpage.h"
#include "ui/switcher/switcher.h"

#include <QAbstractButton>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

namespace {

struct Stage : ChatStage {
    void setUnread(const QString& room, int unread)
    {
        client::RoomEntry entry = *session.rooms().find(preview::roomOf(room));
        entry.unread = unread;
        session.rooms().put(entry);
    }

    QListView* roomList() const
    {
        for (QListView* list : page->findChildren<QListView*>()) {
            if (list->model() && list->model()->rowCount() > 0
                && list->accessibleName() == u"Rooms"_s) {
                return list;
            }
        }
        return nullptr;
    }
};

} // namespace

class ChatPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutARoomThereIsAnInvitationToJoinOne()
    {
        Stage stage;
        QVERIFY(!stage.edit()->isVisible());
        QVERIFY(stage.page->currentRoom().isEmpty());
    }

    void whatIsWrittenOfflineIsInTheTimelineAtOnce()
    {
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        QTest::keyClicks(stage.edit(), u"hello"_s);
        QTest::keyClick(stage.edit(), Qt::Key_Return);
        auto& timeline = stage.session.timeline(preview::roomOf(u"general"_s));
        QCOMPARE(timeline.rowCount(), 1);
        QCOMPARE(timeline.index(0).data(client::TimelineModel::ContentRole).toString(), u"hello"_s);
        QCOMPARE(stage.edit()->toPlainText(), QString());
    }

    void eachRoomHasItsDraft()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
        QVERIFY(stage.join(u"general"_s));
        QTest::keyClicks(stage.edit(), u"for general"_s);
        QVERIFY(stage.join(u"design"_s));
        QCOMPARE(stage.edit()->toPlainText(), QString());
        QTest::keyClicks(stage.edit(), u"for design"_s);
        QTest::keyClick(stage.page.get(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(stage.page->currentRoom(), preview::roomOf(u"general"_s));
        QCOMPARE(stage.edit()->toPlainText(), u"for general"_s);
        QTest::keyClick(stage.page.get(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(stage.edit()->toPlainText(), u"for design"_s);
    }

    void typingAnywhereWritesInTheComposer()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
        QVERIFY(stage.join(u"general"_s));
        QListView* list = stage.roomList();
        QVERIFY(list);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_H, Qt::NoModifier);
        QVERIFY(stage.edit()->hasFocus());
        QCOMPARE(stage.edit()->toPlainText(), u"h"_s);
    }

    void controlKAndAFewLettersLeadToARoom()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        QTest::keyClick(stage.edit(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"gen"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(stage.page->currentRoom(), preview::roomOf(u"general"_s));
        QVERIFY(stage.edit()->hasFocus());
        QCOMPARE(stage.edit()->toPlainText(), QString());
    }

    void controlKAndEnterLeadBackToTheRoomBefore()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        for (const QString& expected : { u"general"_s, u"design"_s }) {
            QTest::keyClick(stage.edit(), Qt::Key_K, Qt::ControlModifier);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            QCOMPARE(stage.page->currentRoom(), preview::roomOf(expected));
        }
    }

    void controlKTwiceChangesNothing()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        QTest::keyClick(stage.edit(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(stage.page->findChild<Switcher*>()->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!stage.page->findChild<Switcher*>()->isVisible());
        QVERIFY(stage.edit()->hasFocus());
    }

    void commandsAreFoundByTheirNames()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        QTest::keyClick(stage.edit(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"hide the mem"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(!stage.page->findChild<MemberPanel*>()->isVisible());
    }

    void altShiftArrowsLeadToWhatIsUnread()
    {
        Stage stage;
        QVERIFY(stage.join(u"music"_s));
        QVERIFY(stage.joinGeneralAndDesign());
        stage.setUnread(u"music"_s, 3);
        const auto press = [&](Qt::Key key) {
            QTest::keyClick(stage.edit(), key, Qt::AltModifier | Qt::ShiftModifier);
        };
        press(Qt::Key_Down);
        QCOMPARE(stage.page->currentRoom(), preview::roomOf(u"music"_s));
        press(Qt::Key_Down); // there is no other
        QCOMPARE(stage.page->currentRoom(), preview::roomOf(u"music"_s));
        stage.setUnread(u"design"_s, 1);
        press(Qt::Key_Up);
        QCOMPARE(stage.page->currentRoom(), preview::roomOf(u"design"_s));
    }

    void underAnOverviewOfKeysTheRoomStays()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        QTest::keyClick(stage.edit(), Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(stage.page->findChild<KeyOverview*>()->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(stage.page->currentRoom(), preview::roomOf(u"design"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_X);
        QCOMPARE(stage.edit()->toPlainText(), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(stage.edit()->hasFocus());
    }

    void aNarrowWindowHasNoMembers()
    {
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        auto* members = stage.page->findChild<MemberPanel*>();
        QVERIFY(members->isVisible());
        stage.page->resize(700, 600);
        QVERIFY(!members->isVisible());
        stage.page->resize(1200, 600);
        QVERIFY(members->isVisible());
    }

    void theLastRoomIsOpenAtTheNextStart()
    {
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        QVERIFY(stage.join(u"design"_s));
        ChatPage next(stage.session, stage.appearance, stage.clock, stage.settings);
        QCOMPARE(next.currentRoom(), preview::roomOf(u"design"_s));
    }

    void everyControlHasAName()
    {
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        for (const QWidget* widget : stage.page->findChildren<QWidget*>()) {
            const bool reachable = (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible();
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool named
                = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(
                !reachable || named || widget->focusProxy(), widget->metaObject()->className());
        }
    }

    void theWindowOpensOnWhatIsCached()
    {
        Stage stage;
        MainWindow window(stage.appearance, stage.clock, stage.settings);
        window.setSession(&stage.session);
        QVERIFY(!window.isChatting());
        QVERIFY(stage.join(u"general"_s));
        window.setSession(&stage.session);
        QVERIFY(window.isChatting());
        QVERIFY(window.windowTitle().startsWith(u"general"_s));
        window.setSession(nullptr);
        QVERIFY(!window.isChatting());
    }
};

QTEST_MAIN(ChatPageTest)
#include "tst_chatpage.moc"
