// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/serverthread.h"
#include "ui/look/appearance.h"
#include "ui/tray/serverpanel.h"
#include "ui/tray/servertrayicon.h"

#include <QObject>
#include <QTimer>

namespace landline::app {

/// Wires a server in its thread to its window and its place in the tray: what `landline-tray` is.
class TrayServer final : public QObject {
    Q_OBJECT

public:
    TrayServer(const server::ServerConfig& config, const ui::Appearance& appearance,
        QObject* parent = nullptr);

    /// Starts the server, and shows it in the tray or, where there is none, in its window.
    void start();
    /// Stops the server in good order and then ends the program.
    void quit();

private:
    void connectParts();
    void takeStatus(const server::ServerStatus& status);
    void takeQuitRequest();
    void takeCloseRequest();
    void openChat();
    void watchTray();

    server::ServerThread m_server;
    ui::ServerPanel m_panel;
    ui::ServerTrayIcon m_icon;
    QTimer m_trayWatch; ///< Runs while the window is hidden: a tray may go as it came.
    ui::ServerView m_view;
    bool m_quitting = false;
};

} // namespace landline::app
