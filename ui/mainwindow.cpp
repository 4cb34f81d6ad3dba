// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "client/roomlistmodel.h"
#include "ui/chatpage.h"
#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/sentences.h"
#include "ui/settings.h"
#include "ui/startpage.h"

#include <QCloseEvent>
#include <QStackedLayout>
#include <QTimer>

namespace landline::ui {

using client::SessionState;

MainWindow::MainWindow(
    const Appearance& appearance, const Clock& clock, Settings& settings, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_clock(clock)
    , m_settings(settings)
    , m_pages(new QStackedLayout(this))
    , m_start(new StartPage(appearance, this))
{
    m_pages->addWidget(m_start);
    setMinimumSize(480, 360);
    if (!restoreGeometry(settings.windowGeometry())) {
        resize(1120, 740);
    }
    connect(m_start, &StartPage::joinRequested, this, &MainWindow::joinRequested);
    connect(m_start, &StartPage::teamRequested, this, &MainWindow::teamRequested);
    connect(m_start, &StartPage::edited, this, [this] {
        if (m_session && !m_chat) {
            m_session->stop();
        }
    });
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::setSession(client::Session* session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->rooms().disconnect(this);
    }
    showStartPage();
    m_session = session;
    if (!session) {
        return;
    }
    connect(session, &client::Session::statusChanged, this, &MainWindow::takeStatus);
    connect(session, &client::Session::serverNameChanged, this, &MainWindow::updateTitle);
    connect(
        &session->rooms(), &client::RoomListModel::totalsChanged, this, &MainWindow::updateTitle);
    if (session->rooms().rowCount() > 0) {
        showChat();
    } else {
        takeStatus(session->status());
    }
}

void MainWindow::showStartPage()
{
    m_pages->setCurrentWidget(m_start);
    if (m_chat) {
        m_chat->hide(); // it keeps draft and sizes then
        m_chat->deleteLater();
        m_chat = nullptr;
    }
    updateTitle();
}

void MainWindow::showChat()
{
    m_chat = new ChatPage(*m_session, m_appearance, m_clock, m_settings, this);
    m_pages->addWidget(m_chat);
    m_pages->setCurrentWidget(m_chat);
    connect(m_chat, &ChatPage::currentRoomChanged, this, &MainWindow::updateTitle);
    connect(m_chat, &ChatPage::linkActivated, this, &MainWindow::linkActivated);
    connect(m_chat, &ChatPage::anotherStartRequested, this, [this] {
        const client::SessionStatus status = m_session->status();
        showStartPage();
        m_start->showProblem(problemSentence(status, m_session->config().server.displayName()));
    });
    m_start->showProblem({});
    m_start->showProgress({});
    updateTitle();
}

void MainWindow::openRoom(const RoomName& room)
{
    if (m_chat) {
        m_chat->openRoom(room);
    } else if (m_session) {
        m_session->join(room);
        m_settings.setLastRoom(room.toString());
    }
}

void MainWindow::takeStatus(const client::SessionStatus& status)
{
    if (m_chat) {
        return; // the chat says it by itself
    }
    if (status.state == SessionState::Live) {
        showChat();
        return;
    }
    const QString server = m_session->config().server.displayName();
    m_start->showProblem(problemSentence(status, server));
    switch (status.state) {
    case SessionState::Connecting:
    case SessionState::ShakingHands:
    case SessionState::Syncing:
        m_start->showProgress(tr("Connecting to %1…").arg(server));
        break;
    case SessionState::WaitingToRetry:
        m_start->showProgress(tr("Landline keeps trying until it works or you change something."));
        break;
    case SessionState::Offline:
    case SessionState::Live:
        m_start->showProgress({});
        break;
    }
}

void MainWindow::updateTitle()
{
    const QString application = tr("Landline");
    if (!m_chat || !m_session) {
        setWindowTitle(application);
        return;
    }
    const QString room = m_chat->currentRoom().toString();
    const QString server = m_session->serverName();
    QStringList parts { room, server.isEmpty() ? m_session->config().server.displayName() : server,
        application };
    parts.removeAll(QString());
    parts.removeDuplicates();
    const int unread = m_session->rooms().totalUnread();
    const QString title = parts.join(tr(" – "));
    setWindowTitle(unread > 0 ? tr("(%1) %2").arg(QString::number(unread), title) : title);
}

void MainWindow::bringForward()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setWindowGeometry(saveGeometry());
    QWidget::closeEvent(event);
}

bool MainWindow::event(QEvent* event)
{
    const bool result = QWidget::event(event);
    if (event->type() == QEvent::UpdateRequest && !m_painted) {
        m_painted = true;
        QTimer::singleShot(0, this, &MainWindow::firstPainted);
    }
    return result;
}

} // namespace landline::ui
