// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "messages/clock.h"

#include <QPointer>
#include <QWidget>

class QStackedLayout;

namespace landline::ui {

class Appearance;
class ChatPage;
class Settings;
class StartPage;

/// The client's window: the start page, or the chat of a session.
class MainWindow final : public QWidget {
    Q_OBJECT

public:
    MainWindow(const Appearance& appearance, const Clock& clock, Settings& settings,
        QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows a session: at once where its cache has rooms to show, else the start page until it is connected.
    /// The window borrows it; null when it is about to go.
    void setSession(client::Session* session);
    StartPage& startPage() { return *m_start; }
    bool isChatting() const { return m_chat != nullptr; }
    /// Shows a room of the session, joining it where need be; kept until there is a session to do it with.
    void openRoom(const RoomName& room);
    void showStartPage();
    /// To the front, whatever state the window is in.
    void bringForward();

Q_SIGNALS:
    void joinRequested(
        const landline::client::ServerAddress& server, const landline::UserName& name);
    void teamRequested(const landline::UserName& name);
    void linkActivated(const QUrl& url);
    /// The window was painted for the first time.
    void firstPainted();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takeStatus(const client::SessionStatus& status);
    void showChat();
    void updateTitle();

    const Appearance& m_appearance;
    const Clock& m_clock;
    Settings& m_settings;
    QStackedLayout* m_pages;
    StartPage* m_start;
    ChatPage* m_chat = nullptr;
    QPointer<client::Session> m_session;
    bool m_painted = false;
};

} // namespace landline::ui
