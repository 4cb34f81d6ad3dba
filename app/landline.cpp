// SPDX-License-Identifier: GPL-3.0-or-later
// landline: the desktop client.
#include "app/clientdata.h"
#include "app/desktop/desktopclient.h"
#include "app/desktop/startuptrace.h"
#include "app/process.h"
#include "app/terminationsignals.h"
#include "ui/look/icons.h"

#include <QApplication>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace landline;

namespace {

/// How `landline` ends.
enum class DesktopExit { Success = 0, Failure = 1, Usage = 2 };

int endWith(DesktopExit code, FILE* to, const QString& sentence)
{
    QTextStream(to) << sentence << Qt::endl;
    return static_cast<int>(code);
}

void printTrace(bool withHistory)
{
    if (const auto elapsed = app::millisecondsSinceProcessStart()) {
        QTextStream(stdout) << "startup-trace: first window painted after " << qRound(*elapsed)
                            << " ms, " << (withHistory ? "with" : "without") << " cached history"
                            << Qt::endl;
    }
}

int run(QApplication& application, const app::DesktopOptions& options)
{
    if (!app::makeClientFolder(options.dataDir)) {
        return endWith(DesktopExit::Failure, stderr,
            u"landline: the folder %1 cannot be made. Choose another with --data-dir."_s.arg(
                options.dataDir));
    }
    app::SingleInstance instance(options.dataDir);
    const QString name = options.name ? options.name->toString()
                                      : ui::Settings(app::settingsPath(options)).lastName();
    const QString url = options.server ? options.server->toString() : QString();
    if (!instance.claim(name)) {
        const bool told = instance.tell(name, url);
        return told
            ? 0
            : endWith(DesktopExit::Failure, stderr,
                u"landline: it runs already under this name, but does not answer. End that process first."_s);
    }
    app::DesktopClient client(options, instance, application);
    QObject::connect(
        &client, &app::DesktopClient::firstPainted, &application, [&options](bool withHistory) {
            if (options.startupTrace) {
                printTrace(withHistory);
            }
            if (options.exitAfterTrace) {
                QCoreApplication::quit();
            }
        });
    app::TerminationSignals signalsFromOutside;
    QObject::connect(&signalsFromOutside, &app::TerminationSignals::terminationRequested,
        &application, &QApplication::closeAllWindows);
    QObject::connect(&signalsFromOutside, &app::TerminationSignals::terminationRequested,
        &application, &QCoreApplication::quit, Qt::QueuedConnection);
    client.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(u"landline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LANDLINE_VERSION));
    const auto options = app::readDesktopOptions(app::argumentsOf(argc, argv));
    if (!options) {
        return endWith(
            DesktopExit::Usage, stderr, u"landline: %1 See --help."_s.arg(options.error().detail));
    }
    if (options->version) {
        return endWith(DesktopExit::Success, stdout,
            u"landline %1"_s.arg(QCoreApplication::applicationVersion()));
    }
    if (options->help) {
        const QCoreApplication application(argc, argv); // the help text asks for the program's name
        return endWith(DesktopExit::Success, stdout, app::desktopHelp());
    }
    if (!app::hasDisplay()) {
        return endWith(DesktopExit::Failure, stderr,
            u"landline: there is no display here (DISPLAY and WAYLAND_DISPLAY are not set)."_s);
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Landline"_s);
    QGuiApplication::setDesktopFileName(u"landline"_s);
    QApplication::setWindowIcon(ui::applicationIcon());
    return run(application, *options);
}
