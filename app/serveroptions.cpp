// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serveroptions.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QNetworkInterface>
#include <QStandardPaths>

#include <algorithm>

namespace landline::app {

using namespace Qt::StringLiterals;
using server::ServerProblem;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ServerOptions", text);
}

QString option(const QString& name)
{
    return u"--"_s + name;
}

/// Those that are settings of the same name.
QStringList settingOptions()
{
    return { u"listen"_s, u"port"_s, u"data-dir"_s, u"name"_s, u"storage"_s };
}

QString withPort(const QHostAddress& address, quint16 port)
{
    QHostAddress bare = address;
    bare.setScopeId({});
    const bool isV6 = bare.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(bare.toString()).arg(port);
}

} // namespace

void addServerOptions(QCommandLineParser& parser)
{
    parser.addOptions({
        { u"listen"_s, tr("Addresses to listen on, with commas between (default: all)."),
            u"ADDRESS"_s },
        { u"port"_s, tr("Port to listen on, 0 for any that is free (default: 8800)."), u"PORT"_s },
        { u"data-dir"_s, tr("Folder that everything is kept in (default: the user's data folder)."),
            u"DIRECTORY"_s },
        { u"name"_s, tr("The team's name, shown to everyone."), u"NAME"_s },
        { u"storage"_s,
            tr("\"sqlite\" keeps everything, \"memory\" forgets it when the server stops."),
            u"KIND"_s },
        { u"config"_s, tr("File of \"key = value\" lines; the options here come before it."),
            u"FILE"_s },
        { u"log"_s, tr("How much to say: debug, info, warning or error (default: warning)."),
            u"LEVEL"_s },
    });
}

Result<server::ServerConfig> readServerOptions(const QCommandLineParser& parser)
{
    QString file = qEnvironmentVariable("LANDLINE_CONFIG");
    if (parser.isSet(u"config"_s)) {
        file = parser.value(u"config"_s);
    }
    auto read = server::readServerConfig(file);
    if (!read) {
        return read;
    }
    auto config = std::move(read).value();
    const QStringList names = settingOptions();
    for (const QString& name : names) {
        if (!parser.isSet(name)) {
            continue;
        }
        if (const auto outcome
            = server::applySetting(config, name, parser.value(name), option(name));
            !outcome) {
            return outcome.error();
        }
    }
    if (config.dataDir.isEmpty()) {
        config.dataDir = QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
                             .filePath(u"landline/server"_s);
    }
    return config;
}

Outcome applyLogOption(const QCommandLineParser& parser)
{
    QString level = qEnvironmentVariable("LANDLINE_LOG", u"warning"_s);
    if (parser.isSet(u"log"_s)) {
        level = parser.value(u"log"_s);
    }
    const QStringList levels { u"debug"_s, u"info"_s, u"warning"_s, u"error"_s };
    const auto chosen = levels.indexOf(level);
    if (chosen < 0) {
        return Error { ErrorCode::BadField,
            tr("--log must be debug, info, warning or error, not \"%1\".").arg(level) };
    }
    QString rules;
    for (qsizetype i = 0; i < 3; ++i) {
        rules += u"landline.*.%1=%2\n"_s.arg(levels.at(i), i >= chosen ? u"true"_s : u"false"_s);
        rules += u"landline.%1=%2\n"_s.arg(
            u"server."_s + levels.at(i), i >= chosen ? u"true"_s : u"false"_s);
    }
    QLoggingCategory::setFilterRules(rules);
    return done();
}

QString sentenceFor(const server::ServerStatus& status, const server::ServerConfig& config)
{
    switch (status.problem) {
    case ServerProblem::None:
        return {};
    case ServerProblem::PortInUse:
        return tr("Port %1 is in use by another program. Stop that program, or choose another port "
                  "with --port.")
            .arg(config.port);
    case ServerProblem::AddressNotAvailable:
        return tr("This machine has not got the address to listen on (%1). Choose one of its own "
                  "with --listen.")
            .arg(status.detail);
    case ServerProblem::PermissionDenied:
        return tr("You may not listen on port %1. Choose one from 1024 up with --port.")
            .arg(config.port);
    case ServerProblem::DataDirUnusable:
        return tr("The folder %1 cannot be written to. Make it writable, or choose another with "
                  "--data-dir.")
            .arg(config.dataDir);
    case ServerProblem::DataDirInUse:
        return tr("Another server is using the folder %1. Stop that server, or choose another "
                  "folder with --data-dir.")
            .arg(config.dataDir);
    case ServerProblem::DataTooNew:
        return tr("The data in %1 was written by a newer version of Landline. Install that "
                  "version; nothing was changed.")
            .arg(config.dataDir);
    case ServerProblem::StorageFailing:
        return tr("The disk refuses to write, so no message can be accepted. Make room in %1; "
                  "Landline goes on by itself.")
            .arg(config.dataDir);
    case ServerProblem::Other:
        break;
    }
    return tr("The server cannot run: %1").arg(status.detail);
}

ExitCode exitCodeFor(ServerProblem problem)
{
    switch (problem) {
    case ServerProblem::None:
        return ExitCode::Success;
    case ServerProblem::PortInUse:
    case ServerProblem::AddressNotAvailable:
    case ServerProblem::PermissionDenied:
        return ExitCode::CannotListen;
    case ServerProblem::DataDirUnusable:
        return ExitCode::DataDirUnusable;
    case ServerProblem::DataTooNew:
        return ExitCode::DataTooNew;
    case ServerProblem::DataDirInUse:
        return ExitCode::DataDirInUse;
    case ServerProblem::StorageFailing:
    case ServerProblem::Other:
        break;
    }
    return ExitCode::Failure;
}

QStringList reachableAddresses(const server::ServerConfig& config, quint16 port)
{
    QStringList addresses;
    const auto isAny = [](const QHostAddress& address) {
        return address == QHostAddress(QHostAddress::Any)
            || address == QHostAddress(QHostAddress::AnyIPv4)
            || address == QHostAddress(QHostAddress::AnyIPv6);
    };
    if (std::none_of(config.listen.begin(), config.listen.end(), isAny)) {
        for (const auto& address : config.listen) {
            addresses.append(withPort(address, port));
        }
        return addresses;
    }
    for (const auto& address : QNetworkInterface::allAddresses()) {
        // Link-local addresses need a scope, which nobody can type.
        if (!address.isLoopback() && !address.isLinkLocal()) {
            addresses.append(withPort(address, port));
        }
    }
    addresses.append(withPort(QHostAddress(QHostAddress::LocalHost), port));
    return addresses;
}

} // namespace landline::app
