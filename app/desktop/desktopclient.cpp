// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopclient.h"

#include "app/clientdata.h"
#include "client/roomlistmodel.h"
#include "ui/startpage.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>

namespace landline::app {

using namespace Qt::StringLiterals;

namespace {

/// The name that the system knows its user by, where it can be a name here.
QString systemUser()
{
    for (const char* variable : { "USER", "LOGNAME", "USERNAME" }) {
        const QString user = qEnvironmentVariable(variable);
        if (!user.isEmpty() && user != "root"_L1 && UserName::fromString(user)) {
            return user;
        }
    }
    return {};
}

} // namespace

QString settingsPath(const DesktopOptions& options)
{
    // Two clients with names of their own side by side must not remember over each other.
    const QString file = options.name ? u"landline-%1.ini"_s.arg(digestOf(options.name->toString()))
                                      : u"landline.ini"_s;
    return QDir(options.dataDir).filePath(file);
}

DesktopClient::DesktopClient(
    const DesktopOptions& options, SingleInstance& instance, QApplication& application)
    : m_options(options)
    , m_instance(instance)
    , m_settings(settingsPath(options))
    , m_appearance(application,
          options.theme.value_or(
              ui::themeChoiceFromText(m_settings.theme()).value_or(ui::ThemeChoice::System)))
    , m_window(m_appearance, m_clock, m_settings)
{
    connect(&instance, &SingleInstance::startedAgain, this, &DesktopClient::openAgain);
    connect(&m_window, &ui::MainWindow::joinRequested, this, &DesktopClient::join);
    connect(&m_window, &ui::MainWindow::teamRequested, this, &DesktopClient::startTeam);
    connect(&m_window, &ui::MainWindow::linkActivated, this,
        [](const QUrl& url) { QDesktopServices::openUrl(url); });
    connect(&m_window, &ui::MainWindow::firstPainted, this, [this] {
        Q_EMIT firstPainted(m_window.isChatting());
        if (m_session) {
            m_session->start();
        }
    });
    connect(&m_team, &TeamStarter::started, this, [this](const client::ServerAddress& server) {
        m_window.startPage().setServer(server.toString());
        join(server, m_founder);
    });
    connect(&m_team, &TeamStarter::failed, this, [this](const QString& sentence) {
        m_window.startPage().showProgress({});
        m_window.startPage().showProblem(sentence);
    });
    prefill();
}

DesktopClient::~DesktopClient()
{
    m_window.setSession(nullptr);
}

void DesktopClient::prefill()
{
    const QString lastName = m_settings.lastName();
    const QString name = m_options.name ? m_options.name->toString()
        : lastName.isEmpty()            ? systemUser()
                                        : lastName;
    const QString server
        = m_options.server ? m_options.server->toString() : m_settings.lastServer();
    m_window.startPage().setName(name);
    m_window.startPage().setServer(server);
    const auto userName = UserName::fromString(name);
    const auto address = client::ServerAddress::fromUserInput(server);
    // Who was there before, or says where to go, goes there; a mere guess of a name waits for the button.
    if (userName && address && (m_options.server || !lastName.isEmpty())) {
        makeSession(*address, *userName);
    }
}

void DesktopClient::show()
{
    m_window.show();
}

void DesktopClient::join(const client::ServerAddress& server, const UserName& name)
{
    makeSession(server, name);
    m_session->start();
}

void DesktopClient::makeSession(const client::ServerAddress& server, const UserName& name)
{
    m_window.setSession(nullptr);
    m_session.reset();
    m_instance.claim(name.toString());
    client::SessionConfig config;
    config.server = server;
    config.username = name;
    config.databasePath = cacheFile(m_options.dataDir, u"cache"_s, server, name);
    m_session = std::make_unique<client::Session>(std::move(config));
    if (const Outcome opened = m_session->open(); !opened) {
        qWarning("The cache could not be opened, so nothing is remembered: %s",
            qUtf8Printable(opened.error().detail));
    }
    m_settings.setLastName(name.toString());
    client::ServerAddress wholeServer = server;
    wholeServer.room.reset(); // the room is remembered by itself, as it changes more often
    m_settings.setLastServer(wholeServer.toString());
    m_window.setSession(m_session.get());
    if (server.room) {
        m_settings.setLastRoom(server.room->toString());
        m_window.openRoom(*server.room);
    }
}

void DesktopClient::startTeam(const UserName& name)
{
    m_founder = name;
    m_window.startPage().showProgress(tr("Starting the server on this computer…"));
    m_team.start();
}

void DesktopClient::openAgain(const QString& url)
{
    m_window.bringForward();
    const auto address = client::ServerAddress::fromUserInput(url);
    if (url.isEmpty() || !address) {
        return;
    }
    const bool sameServer = m_session && m_session->config().server.host == address->host
        && m_session->config().server.port == address->port
        && m_session->config().server.secure == address->secure;
    const auto name = UserName::fromString(m_window.startPage().name().trimmed());
    if (sameServer && address->room) {
        m_window.openRoom(*address->room);
    } else if (!sameServer && name) {
        m_window.startPage().setServer(address->toString());
        join(*address, *name);
    } else if (!sameServer) {
        m_window.startPage().setServer(address->toString());
    }
}

} // namespace landline::app
