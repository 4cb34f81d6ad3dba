// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clientdata.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace landline::app {

using namespace Qt::StringLiterals;

QString standardClientFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/landline/client"_s;
}

bool makeClientFolder(const QString& path)
{
    const bool isNew = !QDir(path).exists();
    if (!QDir().mkpath(path)) {
        return false;
    }
    if (isNew) {
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return true;
}

QString digestOf(const QString& text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).left(8).toHex());
}

QString cacheFile(const QString& folder, const QString& program,
    const client::ServerAddress& server, const UserName& name)
{
    const QString whose
        = u"%1\n%2\n%3"_s.arg(server.host, QString::number(server.port), name.toString());
    return QDir(folder).filePath(u"%1-%2.sqlite"_s.arg(program, digestOf(whose)));
}

} // namespace landline::app
