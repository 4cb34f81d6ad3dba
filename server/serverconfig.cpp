// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/serverconfig.h"

#include <QFile>

#include <functional>
#include <span>

namespace landline::server {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// Reads one setting's text into the configuration; false where it cannot be that.
using Reader = bool (*)(ServerConfig&, const QString&);

template <milliseconds ServerConfig::*Member>
bool readSeconds(ServerConfig& config, const QString& text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    constexpr double shortest = 0.001; // what a timer can tell from nothing
    constexpr double longest = 86400;
    const bool isWithin = seconds >= shortest && seconds <= longest; // and "nan" is not
    if (!isNumber || !isWithin) {
        return false;
    }
    config.*Member = milliseconds(static_cast<qint64>(seconds * 1000));
    return true;
}

bool readSwitch(bool& value, const QString& text)
{
    const QString word = text.toLower();
    if (word == "on"_L1 || word == "true"_L1 || word == "1"_L1) {
        value = true;
    } else if (word == "off"_L1 || word == "false"_L1 || word == "0"_L1) {
        value = false;
    } else {
        return false;
    }
    return true;
}

template <int ServerConfig::*Member, int least, int most>
bool readInt(ServerConfig& config, const QString& text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < least || number > most) {
        return false;
    }
    config.*Member = number;
    return true;
}

template <QStringList ServerConfig::*Member>
bool readList(ServerConfig& config, const QString& text)
{
    QStringList words;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        words.append(word.trimmed());
    }
    config.*Member = words;
    return true;
}

bool readName(ServerConfig& config, const QString& text)
{
    constexpr qsizetype longest = 64; // characters; it stands in every client's window
    if (text.isEmpty() || text.size() > longest) {
        return false;
    }
    config.name = text;
    return true;
}

bool readListen(ServerConfig& config, const QString& text)
{
    QList<QHostAddress> addresses;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        const QString address = word.trimmed();
        addresses.append(address == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost)
                                                   : QHostAddress(address));
        if (addresses.last().isNull()) {
            return false;
        }
    }
    config.listen = addresses;
    return !addresses.isEmpty();
}

bool readPort(ServerConfig& config, const QString& text)
{
    bool isNumber = false;
    const ushort port = text.toUShort(&isNumber);
    config.port = port;
    return isNumber;
}

bool readStorage(ServerConfig& config, const QString& text)
{
    config.inMemory = text == "memory"_L1;
    return config.inMemory || text == "sqlite"_L1;
}

bool readLag(ServerConfig& config, const QString& text)
{
    bool isNumber = false;
    config.lagBytes = text.toLongLong(&isNumber);
    constexpr qint64 least = 65536;
    constexpr qint64 most = qint64(1) << 30;
    return isNumber && config.lagBytes >= least && config.lagBytes <= most;
}

template <double ServerConfig::*Member>
bool readRate(ServerConfig& config, const QString& text)
{
    bool isNumber = false;
    const double rate = text.toDouble(&isNumber);
    config.*Member = rate;
    return isNumber && rate > 0 && rate <= 1e6;
}

/// One row a setting. The variable is LANDLINE_ and the name in capitals, '-' as '_'.
struct Setting {
    QLatin1StringView name;
    QLatin1StringView wanted; ///< What would be right, for the sentence.
    Reader read;
};

constexpr int mostInt = std::numeric_limits<int>::max();

const Setting settings[] = {
    { "name"_L1, "a team's name of 1 to 64 characters"_L1, readName },
    { "listen"_L1, "one or more IP addresses with commas between"_L1, readListen },
    { "port"_L1, "a port from 0 to 65535, where 0 is any that is free"_L1, readPort },
    { "data-dir"_L1, "a folder"_L1,
        [](ServerConfig& config, const QString& text) {
            config.dataDir = text;
            return !text.isEmpty();
        } },
    { "storage"_L1, "\"sqlite\" or \"memory\""_L1, readStorage },
    // A head is one packet; ten seconds forgive any line that still works.
    { "head-deadline"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::headDeadline> },
    { "hello-deadline"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::helloDeadline> },
    { "ping-interval"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::pingInterval> },
    // Two pings may be lost.
    { "silence-deadline"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::silenceDeadline> },
    { "write-deadline"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::writeDeadline> },
    { "close-deadline"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::closeDeadline> },
    { "drain-deadline"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::drainDeadline> },
    { "user-list-interval"_L1, "seconds from 0.001 to 86400"_L1,
        readSeconds<&ServerConfig::userListInterval> },
    // A megabyte is some ten thousand messages: who is that far behind had better come back and ask.
    { "lag-bytes"_L1, "bytes from 65536 to 1073741824"_L1, readLag },
    { "connections"_L1, "a number, where 0 is as many as the system allows"_L1,
        readInt<&ServerConfig::connections, 0, mostInt> },
    // An office may be one address, behind its router or as one /64 of IPv6; but no one machine fills the house.
    { "connections-per-address"_L1, "a number, where 0 is no limit, for connects neither"_L1,
        readInt<&ServerConfig::connectionsPerAddress, 0, mostInt> },
    // Some hundredth of a processor. At once, all of an office may come back after a power cut.
    { "connect-rate"_L1, "connections a second, above 0"_L1, readRate<&ServerConfig::connectRate> },
    { "connect-burst"_L1, "connections, from 1"_L1,
        readInt<&ServerConfig::connectBurst, 1, 1000000> },
    { "compression"_L1, "\"on\" or \"off\""_L1,
        [](ServerConfig& config, const QString& text) {
            return readSwitch(config.compression, text);
        } },
    { "search"_L1, "\"on\" or \"off\""_L1,
        [](ServerConfig& config, const QString& text) { return readSwitch(config.search, text); } },
    { "portable-sockets"_L1, "\"on\" or \"off\""_L1,
        [](ServerConfig& config, const QString& text) {
            return readSwitch(config.portableSockets, text);
        } },
    { "rate-limit"_L1, "\"on\" or \"off\""_L1,
        [](ServerConfig& config, const QString& text) {
            return readSwitch(config.rateLimited, text);
        } },
    // Nobody types five messages a second for long; a paste of twenty lines passes.
    { "rate"_L1, "messages a second, above 0"_L1, readRate<&ServerConfig::rate> },
    { "burst"_L1, "messages, from 1"_L1, readInt<&ServerConfig::burst, 1, 1000000> },
    { "allowed-origins"_L1, "origins such as https://chat.example with commas between"_L1,
        readList<&ServerConfig::allowedOrigins> },
    { "allowed-hosts"_L1, "host names with commas between"_L1,
        readList<&ServerConfig::allowedHosts> },
};

QByteArray variableOf(const Setting& setting)
{
    return "LANDLINE_"
        + QByteArray(setting.name.data(), setting.name.size()).toUpper().replace('-', '_');
}

Outcome take(
    ServerConfig& config, const Setting& setting, const QString& text, const QString& where)
{
    if (setting.read(config, text)) {
        return done();
    }
    return Error { ErrorCode::BadField,
        u"%1: \"%2\" cannot be \"%3\"; it must be %4."_s.arg(
            where, setting.name, text, setting.wanted) };
}

Outcome readFile(ServerConfig& config, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
        return Error { ErrorCode::BadField,
            u"The configuration file %1 cannot be read: %2"_s.arg(path, file.errorString()) };
    }
    int number = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        const QString where = u"%1, line %2"_s.arg(path).arg(++number);
        if (line.isEmpty() || line.startsWith(u'#')) {
            continue;
        }
        const auto sign = line.indexOf(u'=');
        if (sign < 0) {
            return Error { ErrorCode::BadField,
                u"%1: a line must be \"key = value\", or begin with #."_s.arg(where) };
        }
        if (const auto outcome
            = applySetting(config, line.left(sign).trimmed(), line.mid(sign + 1).trimmed(), where);
            !outcome) {
            return outcome;
        }
    }
    return done();
}

} // namespace

Outcome applySetting(
    ServerConfig& config, const QString& name, const QString& text, const QString& where)
{
    for (const auto& setting : settings) {
        if (name == setting.name) {
            return take(config, setting, text, where);
        }
    }
    return Error { ErrorCode::BadField,
        u"%1: there is no setting named \"%2\"."_s.arg(where, name) };
}

Result<ServerConfig> readServerConfig(const QString& path)
{
    ServerConfig config;
    if (!path.isEmpty()) {
        if (const auto outcome = readFile(config, path); !outcome) {
            return outcome.error();
        }
    }
    for (const auto& setting : settings) {
        const QByteArray variable = variableOf(setting);
        if (!qEnvironmentVariableIsSet(variable.constData())) {
            continue;
        }
        const auto outcome = take(config, setting, qEnvironmentVariable(variable.constData()),
            QString::fromLatin1(variable));
        if (!outcome) {
            return outcome.error();
        }
    }
    return config;
}

} // namespace landline::server
