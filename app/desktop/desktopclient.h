// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/desktopoptions.h"
#include "app/desktop/singleinstance.h"
#include "app/desktop/teamstarter.h"
#include "client/session.h"
#include "messages/clock.h"
#include "ui/look/appearance.h"
#include "ui/mainwindow.h"
#include "ui/settings.h"

#include <QObject>

#include <memory>

namespace landline::app {

/// Wires window, session and settings together: what `landline` is once its arguments are read.
class DesktopClient final : public QObject {
    Q_OBJECT

public:
    DesktopClient(
        const DesktopOptions& options, SingleInstance& instance, QApplication& application);
    ~DesktopClient() override;

    /// Shows the window, on cached history where there is some; the network comes after.
    void show();
    /// Comes forward and, where there is a URL, goes there.
    void openAgain(const QString& url);

Q_SIGNALS:
    void firstPainted(bool withHistory);

private:
    void prefill();
    void join(const client::ServerAddress& server, const UserName& name);
    void makeSession(const client::ServerAddress& server, const UserName& name);
    void startTeam(const UserName& name);

    DesktopOptions m_options;
    SingleInstance& m_instance;
    SystemClock m_clock;
    ui::Settings m_settings;
    ui::Appearance m_appearance;
    TeamStarter m_team;
    UserName m_founder; ///< Who asked for a team to be started.
    std::unique_ptr<client::Session> m_session;
    ui::MainWindow m_window;
};

/// The settings of one name in a data folder, or those used where no name was given.
QString settingsPath(const DesktopOptions& options);

} // namespace landline::app
