// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/roomlistmodel.h"
#include "client/session.h"
#include "client/timelinemodel.h"
#include "tests/support/patience.h"
#include "tests/ui/preview/samples.h"
#include "ui/chatpage.h"
#include "ui/compose/composeredit.h"
#include "ui/look/appearance.h"
#include "ui/mainwindow.h"
#include "ui/members/memberpanel.h"
#include "ui/noticebar.h"
#include "ui/rooms/joinpanel.h"
#include "ui/settings.h"
#include "ui/startpage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

namespace {

client::SessionConfig offlineConfig()
{
    client::SessionConfig config;
    config.server.host = u"chat.office"_s;
    config.username = preview::userOf(u"bob"_s);
    return config;
}

/// A page on a session that never connects, in the two rooms "general" and "design".
struct Stage {
    Stage()
        : settings(folder.filePath(u"a.ini"_s))
        , appearance(*qApp, ThemeChoice::Light)
        , session(offlineConfig())
    {
        (void)session.open();
        page = std::make_unique<ChatPage>(session, appearance, clock, settings);
        page->resize(1200, 700);
        page->show();
        page->activateWindow();
    }

    bool join(const QString& room)
    {
        page->openRoom(preview::roomOf(room));
        return QTest::qWaitFor([&] { return page->currentRoom() == preview::roomOf(room); },
            landline::tests::patience);
    }

    ComposerEdit* edit() const { return page->findChild<ComposerEdit*>(); }

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

    QTemporaryDir folder;
    Settings settings;
    preview::NoonClock clock;
    Appearance appearance;
    client::Session session;
    std::unique_ptr<ChatPage> page;
};

} // namespace

class ChatPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void without_a_room_there_is_an_invitation_to_join_one()
    {
        Stage stage;
        QVERIFY(!stage.edit()->isVisible());
        QVERIFY(stage.page->currentRoom().isEmpty());
    }

    void what_is_written_offline_is_in_the_timeline_at_once()
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

    void each_room_has_its_draft()
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

    void typing_anywhere_writes_in_the_composer()
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

    void control_k_finds_a_room()
    {
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        QVERIFY(stage.join(u"design"_s));
        QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
        QTest::keyClick(stage.edit(), Qt::Key_K, Qt::ControlModifier);
        auto* filter = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(filter);
        QTest::keyClicks(filter, u"gen"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(stage.page->currentRoom(), preview::roomOf(u"general"_s));
        QVERIFY(stage.edit()->hasFocus());
    }

    void a_narrow_window_has_no_members()
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

    void the_last_room_is_open_at_the_next_start()
    {
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        QVERIFY(stage.join(u"design"_s));
        ChatPage next(stage.session, stage.appearance, stage.clock, stage.settings);
        QCOMPARE(next.currentRoom(), preview::roomOf(u"design"_s));
    }

    void every_control_has_a_name()
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

    void the_window_opens_on_what_is_cached()
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
