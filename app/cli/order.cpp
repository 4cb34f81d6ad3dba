// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/order.h"

#include "app/cli/orderrules.h"
#include "app/clientdata.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>

#include <pwd.h>
#include <unistd.h>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// A token is one line; what is longer than this is some other file.
constexpr qint64 longestToken = 4096;

Error wrong(const QString& sentence)
{
    return { ErrorCode::BadField, sentence };
}

QString valueOr(const QCommandLineParser& parser, const QString& option, const char* variable)
{
    return parser.isSet(option) ? parser.value(option) : qEnvironmentVariable(variable);
}

/// The options that are set, each of which must be one of the verb's.
std::optional<Error> checkOptions(const QCommandLineParser& parser, const VerbRule& verb)
{
    for (const OptionRule& option : optionRules) {
        const QString name = option.name;
        if (parser.isSet(name) && (option.verbs & bitOf(verb.verb)) == 0) {
            return wrong(u"\"%1\" has no option --%2."_s.arg(verb.name, name));
        }
    }
    return std::nullopt;
}

std::optional<Error> readNumber(const QCommandLineParser& parser, const QString& option,
    qint64 least, qint64 most, std::optional<qint64>& value)
{
    if (!parser.isSet(option)) {
        return std::nullopt;
    }
    bool isNumber = false;
    const qint64 number = parser.value(option).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        return wrong(u"--%1 takes a number from %2 to %3, not \"%4\"."_s.arg(option)
                         .arg(least)
                         .arg(most)
                         .arg(parser.value(option)));
    }
    value = number;
    return std::nullopt;
}

std::optional<Error> readNumbers(const QCommandLineParser& parser, Order& order)
{
    std::optional<qint64> count;
    std::optional<qint64> before;
    std::optional<qint64> after;
    std::optional<qint64> wait;
    std::optional<qint64> size;
    const qint64 leastCount = order.verb == Verb::Tail ? 0 : 1;
    constexpr qint64 lastSeq = std::numeric_limits<qint64>::max();
    auto error = readNumber(parser, u"count"_s, leastCount, mostCounted, count);
    error = error ? error : readNumber(parser, u"before"_s, 1, lastSeq, before);
    error = error ? error : readNumber(parser, u"after"_s, 0, lastSeq, after);
    error = error ? error : readNumber(parser, u"wait"_s, 0, longestWait, wait);
    error = error ? error : readNumber(parser, u"size"_s, 0, limits::frame, size);
    if (error) {
        return error;
    }
    if (before && after) {
        return wrong(u"--before and --after exclude each other."_s);
    }
    if (count) {
        order.count = static_cast<int>(*count);
    }
    if (before) {
        order.before = Seq { *before };
    }
    if (after) {
        order.after = Seq { *after };
    }
    if (wait) {
        order.wait = std::chrono::seconds(*wait);
    }
    order.size = static_cast<int>(size.value_or(order.size));
    return std::nullopt;
}

std::optional<Error> readFlags(const QCommandLineParser& parser, Order& order)
{
    order.json = parser.isSet(u"json"_s);
    order.follow = parser.isSet(u"follow"_s);
    order.code = parser.isSet(u"code"_s);
    order.eachLine = parser.isSet(u"lines"_s);
    order.raw = parser.isSet(u"raw"_s);
    if (order.code && order.eachLine) {
        return wrong(u"--code and --lines exclude each other."_s);
    }
    if (parser.isSet(u"id"_s)) {
        const auto id = EventId::fromString(parser.value(u"id"_s));
        if (!id || id->toString().size() > longestId) {
            return wrong(u"--id takes 1 to %1 characters."_s.arg(longestId));
        }
        order.id = *id;
    }
    const QString colour = parser.value(u"color"_s);
    if (colour == "always"_L1) {
        order.colour = ColourChoice::Always;
    } else if (colour == "never"_L1) {
        order.colour = ColourChoice::Never;
    } else if (!colour.isEmpty() && colour != "auto"_L1) {
        return wrong(u"--color is auto, always or never, not \"%1\"."_s.arg(colour));
    }
    return std::nullopt;
}

std::optional<Error> readToken(const QString& path, Order& order)
{
    if (path.isEmpty()) {
        return std::nullopt;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return wrong(u"The token file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    const QByteArray token = file.read(longestToken + 1).trimmed();
    const bool isToken = !token.isEmpty() && token.size() <= longestToken
        && std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!isToken) {
        return wrong(
            u"The token file %1 does not hold a token: one line without blanks."_s.arg(path));
    }
    order.token = QString::fromLatin1(token);
    return std::nullopt;
}

std::optional<Error> readServer(const QCommandLineParser& parser, Order& order)
{
    const QString given = order.verb == Verb::Chat && !order.words.isEmpty()
        ? order.words.takeFirst()
        : valueOr(parser, u"server"_s, "LANDLINE_SERVER");
    const auto server
        = client::ServerAddress::fromUserInput(given.isEmpty() ? u"127.0.0.1"_s : given);
    if (!server) {
        return server.error();
    }
    order.server = *server;
    return std::nullopt;
}

/// What the system calls who runs this; empty where it does not say.
QString systemUser()
{
    for (const char* variable : { "USER", "LOGNAME" }) {
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty()) {
            return name;
        }
    }
    const passwd* entry = ::getpwuid(::geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

std::optional<Error> readName(const QCommandLineParser& parser, Order& order)
{
    const QString given = valueOr(parser, u"name"_s, "LANDLINE_NAME");
    const QString text = given.isEmpty() ? systemUser() : given;
    if (text.isEmpty()) {
        return wrong(u"Nothing says who you are: give --name NAME or set LANDLINE_NAME."_s);
    }
    const auto name = UserName::fromString(text);
    if (!name) {
        return name.error();
    }
    order.name = *name;
    return std::nullopt;
}

/// Takes the rooms from the front of the words.
std::optional<Error> readRooms(const VerbRule& verb, Order& order)
{
    for (int i = 0; i < verb.rooms && !order.words.isEmpty(); ++i) {
        const auto room = RoomName::fromString(order.words.takeFirst());
        if (!room) {
            return room.error();
        }
        if (!order.rooms.contains(*room)) {
            order.rooms.append(*room);
        }
    }
    return std::nullopt;
}

/// The verb, which is taken from the words. An address in its place means a chat there.
Result<VerbRule> takeVerb(QStringList& words)
{
    const VerbRule& chat = verbRules.front();
    if (words.isEmpty()) {
        return chat;
    }
    const QString first = words.constFirst();
    for (const VerbRule& rule : verbRules) {
        if (first == rule.name) {
            words.removeFirst();
            return rule;
        }
    }
    const bool isAddress = first == "localhost"_L1 || first.contains(u':') || first.contains(u'.')
        || first.contains(u'/');
    if (!isAddress) {
        return wrong(u"There is no verb \"%1\": %2."_s.arg(first, verbNames().join(u", "_s)));
    }
    return chat;
}

std::optional<Error> checkWords(const VerbRule& verb, const QStringList& words)
{
    if (words.size() >= verb.leastWords && words.size() <= verb.mostWords) {
        return std::nullopt;
    }
    return wrong(u"It is: landline-cli %1."_s.arg(verb.usage));
}

} // namespace

Result<Order> readOrder(const QStringList& arguments)
{
    QCommandLineParser parser;
    for (const OptionRule& rule : optionRules) {
        QStringList names { rule.name };
        if (!rule.letter.isEmpty()) {
            names.prepend(rule.letter);
        }
        parser.addOption(QCommandLineOption(names, QString(), rule.value));
    }
    if (!parser.parse(arguments)) {
        return wrong(parser.errorText());
    }
    Order order;
    order.words = parser.positionalArguments();
    const auto verb = takeVerb(order.words);
    if (!verb) {
        return verb.error();
    }
    order.verb = verb->verb;
    if (parser.isSet(u"help"_s) || order.verb == Verb::Help || parser.isSet(u"version"_s)) {
        order.verb = parser.isSet(u"version"_s) ? Verb::Version : Verb::Help;
        return order;
    }
    const QString folder = valueOr(parser, u"data-dir"_s, "LANDLINE_CLIENT_DIR");
    order.dataDir = QDir(folder.isEmpty() ? app::standardClientFolder() : folder).absolutePath();
    auto error = checkOptions(parser, *verb);
    error = error ? error : checkWords(*verb, order.words);
    error = error ? error : readServer(parser, order);
    error = error ? error : readRooms(*verb, order);
    error = error ? error : readNumbers(parser, order);
    error = error ? error : readFlags(parser, order);
    error = error ? error : readName(parser, order);
    error
        = error ? error : readToken(valueOr(parser, u"token-file"_s, "LANDLINE_TOKEN_FILE"), order);
    if (error) {
        return *error;
    }
    return order;
}

QStringList verbNames()
{
    QStringList names;
    names.reserve(static_cast<qsizetype>(verbRules.size()));
    for (const VerbRule& rule : verbRules) {
        names.append(rule.name);
    }
    return names;
}

QStringList optionNames()
{
    QStringList names;
    names.reserve(static_cast<qsizetype>(optionRules.size()));
    for (const OptionRule& rule : optionRules) {
        names.append(rule.name);
    }
    return names;
}

} // namespace landline::cli
