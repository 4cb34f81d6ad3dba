// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/teamstarter.h"

#include "app/process.h"
#include "messages/limits.h"

#include <QHostAddress>
#include <QProcess>

#include <chrono>

namespace landline::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds pause = 100ms;
/// A server on a slow disk is there within a second or two.
constexpr std::chrono::milliseconds patience = 15s;

} // namespace

TeamStarter::TeamStarter(QObject* parent)
    : QObject(parent)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(pause);
    connect(&m_retry, &QTimer::timeout, this, &TeamStarter::probe);
    connect(&m_socket, &QTcpSocket::connected, this, &TeamStarter::takeAnswer);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &TeamStarter::takeSilence);
}

void TeamStarter::start()
{
    if (m_busy) {
        return;
    }
    m_busy = true;
    m_launched = false;
    m_since.start();
    probe();
}

void TeamStarter::probe()
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), limits::defaultPort);
}

void TeamStarter::takeAnswer()
{
    m_socket.abort();
    m_busy = false;
    client::ServerAddress address;
    address.host = u"127.0.0.1"_s;
    address.port = limits::defaultPort;
    Q_EMIT started(address);
}

void TeamStarter::takeSilence()
{
    if (!m_launched) {
        m_launched = true;
        if (!launch()) {
            return;
        }
    }
    if (m_since.hasExpired(patience.count())) {
        fail(tr("The server was started, but does not answer on port %1. Its own window says why.")
                 .arg(limits::defaultPort));
        return;
    }
    m_retry.start();
}

bool TeamStarter::launch()
{
    const QString program = programBeside(u"landline-tray"_s);
    if (program.isEmpty()) {
        fail(tr("The program landline-tray is not installed beside Landline. Install it, or join a "
                "server elsewhere."));
        return false;
    }
    if (!QProcess::startDetached(program, {})) {
        fail(tr("%1 could not be started.").arg(program));
        return false;
    }
    return true;
}

void TeamStarter::fail(const QString& sentence)
{
    m_busy = false;
    Q_EMIT failed(sentence);
}

} // namespace landline::app
