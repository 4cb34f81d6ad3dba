// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tray/serverview.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace landline::ui {

/// A server in the system tray: its state as an icon, and a menu.
class ServerTrayIcon final : public QObject {
    Q_OBJECT

public:
    explicit ServerTrayIcon(QObject* parent = nullptr);

    void setView(const ServerView& view);
    /// Shows the icon as soon as there is a tray to show it in.
    void show();
    /// Whether somebody can see the icon now. QSystemTrayIcon::isVisible() is true even without a tray (TRAPS 20).
    static bool hasTray();

Q_SIGNALS:
    void windowRequested();
    void startRequested();
    void stopRequested();
    void chatRequested();
    void quitRequested();

private:
    void fillMenu();

    ServerView m_view;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QAction* m_state;
    QAction* m_copy;
    QAction* m_chat;
    QAction* m_startStop;
};

/// The icon of a state, at the sizes that trays ask for.
QIcon serverStateIcon(ServerView::State state);

} // namespace landline::ui
