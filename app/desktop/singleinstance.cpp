// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

#include <algorithm>

namespace landline::app {

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds that the first instance has to answer the second.
constexpr int patience = 2000;
/// Bytes of a message that are read: an address and a room.
constexpr qint64 longestMessage = 4096;

} // namespace

SingleInstance::SingleInstance(const QString& dataDir, QObject* parent)
    : QObject(parent)
    , m_dataDir(QDir(dataDir).absolutePath())
{
}

QString SingleInstance::keyOf(const QString& name) const
{
    // A digest, because a socket's path may have 108 bytes only and names any characters.
    const QByteArray whole = (m_dataDir + u'\n' + name).toUtf8();
    const QByteArray digest = QCryptographicHash::hash(whole, QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.left(8).toHex());
}

bool SingleInstance::claim(const QString& name)
{
    const bool held = std::any_of(
        m_claims.begin(), m_claims.end(), [&](const Claim& c) { return c.name == name; });
    if (held) {
        return true;
    }
    const QString key = keyOf(name);
    auto lock
        = std::make_unique<QLockFile>(QDir(m_dataDir).filePath(u"running-%1.lock"_s.arg(key)));
    lock->setStaleLockTime(0); // it is stale when its process is gone, not with time
    if (!lock->tryLock(0) && lock->error() == QLockFile::LockFailedError) {
        return false;
    }
    auto server = std::make_unique<QLocalServer>();
    server->setSocketOptions(QLocalServer::UserAccessOption);
    const QString socket = u"landline-"_s + key;
    QLocalServer::removeServer(
        socket); // what a killed process left behind: the lock says that nobody has it
    if (server->listen(socket)) {
        connect(server.get(), &QLocalServer::newConnection, this,
            [this, listening = server.get()] { answer(*listening); });
    }
    m_claims.push_back({ name, std::move(lock), std::move(server) });
    return true;
}

bool SingleInstance::tell(const QString& name, const QString& url) const
{
    QLocalSocket socket;
    socket.connectToServer(u"landline-"_s + keyOf(name));
    if (!socket.waitForConnected(patience)) {
        return false;
    }
    socket.write(url.toUtf8() + '\n');
    // Waits for the answer, so that the window is in front when this process ends.
    return socket.waitForBytesWritten(patience) && socket.waitForReadyRead(patience);
}

void SingleInstance::answer(QLocalServer& server)
{
    while (QLocalSocket* socket = server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > longestMessage) {
                    socket->abort();
                }
                return;
            }
            const QString url = QString::fromUtf8(socket->readLine(longestMessage)).trimmed();
            socket->write("ok\n");
            socket->disconnectFromServer();
            Q_EMIT startedAgain(url);
        });
    }
}

} // namespace landline::app
