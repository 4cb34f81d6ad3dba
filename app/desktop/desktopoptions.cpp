// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopoptions.h"

#include "app/clientdata.h"

#include <QCommandLineParser>
#include <QDir>

namespace landline::app {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DesktopOptions)
};

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(Words::tr("Landline, team chat for a network of your own."));
    parser.addPositionalArgument(u"URL"_s,
        Words::tr("Server to join: ws://host:port or ws://host:port/room, landline://host:port, or "
                  "host:port."),
        u"[URL]"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        { u"name"_s, Words::tr("The name to join with."), u"NAME"_s },
        { u"theme"_s, Words::tr("system, light or dark (also LANDLINE_THEME)."), u"THEME"_s },
        { u"data-dir"_s,
            Words::tr("Folder for the cache and the settings (also LANDLINE_CLIENT_DIR)."),
            u"DIR"_s },
        { u"startup-trace"_s,
            Words::tr("Print the milliseconds from process start to the first painted window; "
                      "--startup-trace=exit ends then."),
            u"exit"_s },
    });
}

/// --startup-trace stands with and without a value, which QCommandLineParser does not know.
QStringList withTraceValue(QStringList arguments)
{
    for (QString& argument : arguments) {
        if (argument == "--startup-trace"_L1) {
            argument = u"--startup-trace=go"_s;
        }
    }
    return arguments;
}

Error wrong(const QString& sentence)
{
    return { ErrorCode::BadField, sentence };
}

std::optional<Error> readTheme(const QCommandLineParser& parser, DesktopOptions& options)
{
    const QString given = parser.isSet(u"theme"_s) ? parser.value(u"theme"_s)
                                                   : qEnvironmentVariable("LANDLINE_THEME");
    if (given.isEmpty()) {
        return std::nullopt;
    }
    options.theme = ui::themeChoiceFromText(given);
    if (!options.theme) {
        return wrong(Words::tr("\"%1\" is no theme. There are system, light and dark.").arg(given));
    }
    return std::nullopt;
}

std::optional<Error> readWhoAndWhere(const QCommandLineParser& parser, DesktopOptions& options)
{
    const QStringList rest = parser.positionalArguments();
    if (rest.size() > 1) {
        return wrong(
            Words::tr("One server at a time, please: \"%1\" is too much.").arg(rest.at(1)));
    }
    if (!rest.isEmpty()) {
        const auto address = client::ServerAddress::fromUserInput(rest.first());
        if (!address) {
            return address.error();
        }
        options.server = *address;
    }
    if (parser.isSet(u"name"_s)) {
        const auto name = UserName::fromString(parser.value(u"name"_s));
        if (!name) {
            return name.error();
        }
        options.name = *name;
    }
    return std::nullopt;
}

} // namespace

Result<DesktopOptions> readDesktopOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(withTraceValue(arguments))) {
        return wrong(parser.errorText());
    }
    DesktopOptions options;
    options.help = parser.isSet(u"help"_s);
    options.version = parser.isSet(u"version"_s);
    options.startupTrace = parser.isSet(u"startup-trace"_s);
    options.exitAfterTrace = parser.value(u"startup-trace"_s) == "exit"_L1;
    if (const auto error = readTheme(parser, options)) {
        return *error;
    }
    if (const auto error = readWhoAndWhere(parser, options)) {
        return *error;
    }
    options.dataDir = parser.isSet(u"data-dir"_s)
        ? parser.value(u"data-dir"_s)
        : qEnvironmentVariable("LANDLINE_CLIENT_DIR", standardClientFolder());
    options.dataDir = QDir(options.dataDir).absolutePath();
    return options;
}

QString desktopHelp()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace landline::app
