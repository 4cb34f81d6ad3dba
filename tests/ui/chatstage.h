// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/roomlistmodel.h"
#include "client/session.h"
#include "tests/support/patience.h"
#include "tests/ui/preview/samples.h"
#include "ui/chatpage.h"
#include "ui/compose/composeredit.h"
#include "ui/look/appearance.h"
#include "ui/settings.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace landline::ui {

using namespace Qt::StringLiterals;

/// A page on a session of bob's that never connects.
struct ChatStage {
    ChatStage()
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

    static client::SessionConfig offlineConfig()
    {
        client::SessionConfig config;
        config.server.host = u"chat.office"_s;
        config.username = preview::userOf(u"bob"_s);
        return config;
    }

    bool isIn(const QString& room) const
    {
        return QTest::qWaitFor([&] { return page->currentRoom() == preview::roomOf(room); },
            landline::tests::patience);
    }

    bool join(const QString& room)
    {
        page->openRoom(preview::roomOf(room));
        return isIn(room);
    }

    /// And shows the latter.
    bool joinGeneralAndDesign()
    {
        return join(u"general"_s) && join(QStringLiteral("design"))
            && QTest::qWaitForWindowActive(page.get());
    }

    ComposerEdit* edit() const { return page->findChild<ComposerEdit*>(); }

    /// By keys, and Enter behind it.
    void enter(const QString& words) const
    {
        QTest::keyClicks(edit(), words);
        QTest::keyClick(edit(), Qt::Key_Return);
    }

    QTemporaryDir folder;
    Settings settings;
    preview::NoonClock clock;
    Appearance appearance;
    client::Session session;
    std::unique_ptr<ChatPage> page;
};

} // namespace landline::ui
