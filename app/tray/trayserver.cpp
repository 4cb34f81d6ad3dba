// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tray/trayserver.h"

#include "app/process.h"
#include "app/serveroptions.h"

#include <QApplication>
#include <QProcess>
#include <QTextStream>

#include <chrono>
#include <cstdio>

namespace landline::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using server::ServerState;
using ui::ServerView;

namespace {

/// How long a hidden window may be without a tray that leads to it.
constexpr std::chrono::milliseconds trayPause = 3s;

ServerView::State viewOf(ServerState state)
{
    switch (state) {
    case ServerState::Stopped:
        return ServerView::State::Stopped;
    case ServerState::Starting:
        return ServerView::State::Starting;
    case ServerState::Running:
        return ServerView::State::Running;
    case ServerState::Degraded:
        return ServerView::State::Degraded;
    case ServerState::Stopping:
        return ServerView::State::Stopping;
    case ServerState::Failed:
        return ServerView::State::Failed;
    }
    return ServerView::State::Stopped;
}

ServerView viewOf(const server::ServerStatus& status, const server::ServerConfig& config)
{
    ServerView view;
    view.state = viewOf(status.state);
    view.name = config.name;
    view.dataDir = config.dataDir;
    view.problem = sentenceFor(status, config);
    view.people = status.people;
    view.roomCount = static_cast<int>(status.rooms.size());
    for (const server::RoomStatus& room : status.rooms) {
        view.rooms.append({ room.room.toString(), room.connected });
    }
    if (view.isRunning()) {
        view.addresses = reachableAddresses(config, status.port);
        view.invitation = u"landline://"_s + view.addresses.value(0);
    }
    return view;
}

} // namespace

TrayServer::TrayServer(
    const server::ServerConfig& config, const ui::Appearance& appearance, QObject* parent)
    : QObject(parent)
    , m_server(config)
    , m_panel(appearance)
{
    m_trayWatch.setInterval(trayPause);
    connectParts();
    takeStatus(m_server.status());
}

void TrayServer::connectParts()
{
    connect(&m_server, &server::ServerThread::statusChanged, this, &TrayServer::takeStatus);
    connect(&m_panel, &ui::ServerPanel::startRequested, &m_server, &server::ServerThread::start);
    connect(&m_panel, &ui::ServerPanel::stopRequested, &m_server, &server::ServerThread::stop);
    connect(&m_panel, &ui::ServerPanel::chatRequested, this, &TrayServer::openChat);
    connect(&m_panel, &ui::ServerPanel::quitRequested, this, &TrayServer::takeQuitRequest);
    connect(&m_panel, &ui::ServerPanel::quitConfirmed, this, &TrayServer::quit);
    connect(&m_panel, &ui::ServerPanel::closeRequested, this, &TrayServer::takeCloseRequest);
    connect(&m_icon, &ui::ServerTrayIcon::startRequested, &m_server, &server::ServerThread::start);
    connect(&m_icon, &ui::ServerTrayIcon::stopRequested, &m_server, &server::ServerThread::stop);
    connect(&m_icon, &ui::ServerTrayIcon::chatRequested, this, &TrayServer::openChat);
    connect(
        &m_icon, &ui::ServerTrayIcon::windowRequested, &m_panel, &ui::ServerPanel::bringForward);
    connect(&m_icon, &ui::ServerTrayIcon::quitRequested, this, &TrayServer::takeQuitRequest);
    connect(&m_trayWatch, &QTimer::timeout, this, &TrayServer::watchTray);
}

void TrayServer::start()
{
    m_icon.show();
    m_trayWatch.start();
    if (!ui::ServerTrayIcon::hasTray()) {
        m_panel.show();
    }
    m_server.start();
}

void TrayServer::quit()
{
    if (m_quitting) {
        return;
    }
    m_quitting = true;
    const ServerState state = m_server.status().state;
    if (state == ServerState::Stopped || state == ServerState::Failed) {
        QCoreApplication::exit();
        return;
    }
    m_server.stop(); // takeStatus() ends the program when it has stopped
}

void TrayServer::takeStatus(const server::ServerStatus& status)
{
    const ServerView view = viewOf(status, m_server.config());
    if (view.problem != m_view.problem && !view.problem.isEmpty()) {
        QTextStream(stderr) << "landline-tray: " << view.problem << Qt::endl;
    }
    m_view = view;
    m_panel.setView(view);
    m_icon.setView(view);
    if (view.state == ServerView::State::Failed) {
        m_panel.bringForward(); // what to do about it stands there
    }
    if (m_quitting
        && (view.state == ServerView::State::Stopped || view.state == ServerView::State::Failed)) {
        QCoreApplication::exit(); // quit() would ask the window to close first, which declines
    }
}

void TrayServer::takeQuitRequest()
{
    if (m_view.isRunning() && m_view.people > 0) {
        m_panel.bringForward();
        m_panel.askWhetherToQuit();
        return;
    }
    quit();
}

void TrayServer::takeCloseRequest()
{
    if (ui::ServerTrayIcon::hasTray()) {
        m_panel.hide();
        m_trayWatch.start();
        return;
    }
    // Where no icon leads back to it, a hidden window would be lost: closing it is quitting.
    takeQuitRequest();
}

void TrayServer::openChat()
{
    const QString program = programBeside(u"landline"_s);
    const QString address = u"ws://127.0.0.1:%1"_s.arg(m_server.status().port);
    if (program.isEmpty() || !QProcess::startDetached(program, { address })) {
        m_view.problem = tr(
            "The program landline is not installed beside this one, so the chat cannot be opened.");
        m_panel.setView(m_view);
        m_panel.bringForward();
    }
}

void TrayServer::watchTray()
{
    if (m_panel.isVisible()) {
        m_trayWatch.stop();
    } else if (!ui::ServerTrayIcon::hasTray()) {
        m_panel.show();
        m_trayWatch.stop();
    }
}

} // namespace landline::app
