// SPDX-License-Identifier: GPL-3.0-or-later
// landline-tray: the room server in the system tray.
#include "app/process.h"
#include "app/serveroptions.h"
#include "app/terminationsignals.h"
#include "app/tray/trayserver.h"
#include "ui/look/icons.h"

#include <QApplication>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace landline;

namespace {

int endWith(app::ExitCode code, FILE* to, const QString& sentence)
{
    QTextStream(to) << sentence << Qt::endl;
    return static_cast<int>(code);
}

/// What the command line says.
struct TrayOptions {
    server::ServerConfig server;
    ui::ThemeChoice theme = ui::ThemeChoice::System;
};

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        u"The Landline room server, in the system tray or in a window."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    app::addServerOptions(parser);
    parser.addOption({ u"theme"_s, u"system, light or dark (also LANDLINE_THEME)."_s, u"THEME"_s });
}

/// Fails with a sentence.
Result<TrayOptions> readOptions(const QCommandLineParser& parser)
{
    if (!parser.positionalArguments().isEmpty()) {
        return Error { ErrorCode::BadField,
            u"\"%1\" is no option."_s.arg(parser.positionalArguments().constFirst()) };
    }
    QString theme = qEnvironmentVariable("LANDLINE_THEME", u"system"_s);
    if (parser.isSet(u"theme"_s)) {
        theme = parser.value(u"theme"_s);
    }
    const auto choice = ui::themeChoiceFromText(theme);
    if (!choice) {
        return Error { ErrorCode::BadField, u"\"%1\" is no theme."_s.arg(theme) };
    }
    if (const auto logged = app::applyLogOption(parser); !logged) {
        return logged.error();
    }
    auto config = app::readServerOptions(parser);
    if (!config) {
        return config.error();
    }
    return TrayOptions { std::move(config).value(), *choice };
}

int run(QApplication& application, const TrayOptions& options)
{
    QApplication::setApplicationDisplayName(u"Landline server"_s);
    QGuiApplication::setDesktopFileName(u"landline-tray"_s);
    QApplication::setWindowIcon(ui::applicationIcon());
    QApplication::setQuitOnLastWindowClosed(false);
    const ui::Appearance appearance(application, options.theme);
    app::TrayServer tray(options.server, appearance);
    app::TerminationSignals signalsFromOutside;
    QObject::connect(&signalsFromOutside, &app::TerminationSignals::terminationRequested, &tray,
        &app::TrayServer::quit);
    tray.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(u"landline-tray"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LANDLINE_VERSION));
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(app::argumentsOf(argc, argv))) {
        return endWith(app::ExitCode::Usage, stderr,
            u"landline-tray: %1. See --help."_s.arg(parser.errorText()));
    }
    if (parser.isSet(u"version"_s)) {
        return endWith(app::ExitCode::Success, stdout,
            u"landline-tray %1"_s.arg(QCoreApplication::applicationVersion()));
    }
    if (parser.isSet(u"help"_s)) {
        const QCoreApplication application(argc, argv); // the help asks for the program's name
        return endWith(app::ExitCode::Success, stdout, parser.helpText());
    }
    const auto options = readOptions(parser);
    if (!options) {
        return endWith(app::ExitCode::Usage, stderr,
            u"landline-tray: %1 See --help."_s.arg(options.error().detail));
    }
    if (!app::hasDisplay()) {
        return endWith(app::ExitCode::Failure, stderr,
            u"landline-tray: there is no display here. Start landline-server instead."_s);
    }
    QApplication application(argc, argv);
    return run(application, *options);
}
