// SPDX-License-Identifier: GPL-3.0-or-later
// landline-cli: the terminal client.
#include "app/cli/chat.h"
#include "app/cli/errand.h"
#include "app/cli/manual.h"
#include "app/cli/plainscreen.h"
#include "app/cli/readlinescreen.h"
#include "app/process.h"
#include "app/signalpipe.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <clocale>
#include <csignal>
#include <cstring>
#include <langinfo.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::cli;

namespace {

int endWith(const End& end)
{
    if (!end.sentence.isEmpty()) {
        complain(end.sentence);
    }
    return static_cast<int>(end.code);
}

/// Without a UTF-8 locale Qt says so at every start, and Readline takes bytes for characters. C.UTF-8 is always there.
void settleLocale()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0) {
        qputenv("LC_ALL", "C.UTF-8");
    }
}

/// Whether there is a terminal on both sides, and one that can move its cursor.
bool hasTerminal()
{
    const QString terminal = qEnvironmentVariable("TERM");
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1 && !terminal.isEmpty()
        && terminal != u"dumb";
}

/// Runs the event loop until the errand, or the chat, is at its end.
template <typename Doing>
End runToEnd(Doing& doing)
{
    End end;
    QObject::connect(
        &doing, &Doing::finished, QCoreApplication::instance(), [&end](const End& how) {
            end = how;
            QCoreApplication::quit();
        });
    QMetaObject::invokeMethod(&doing, &Doing::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return end;
}

int runErrand(const Order& order)
{
    const auto errand = errandFor(order);
    const app::SignalPipe signalPipe({ SIGINT, SIGTERM });
    QObject::connect(
        &signalPipe, &app::SignalPipe::caught, errand.get(), [&errand] { errand->interrupt(); });
    return endWith(runToEnd(*errand));
}

int runChat(const Order& order)
{
    const Style style(wantsColour(order.colour, ::isatty(STDOUT_FILENO) == 1));
    std::unique_ptr<Screen> screen;
    if (hasTerminal()) {
        screen = std::make_unique<ReadlineScreen>(style);
    } else {
        screen = std::make_unique<PlainScreen>();
    }
    QList<int> numbers { SIGINT, SIGTERM, SIGHUP };
    if (screen->isForPerson()) { // Readline has the terminal, which is not to be left as it is then
        numbers += { SIGQUIT, SIGTSTP, SIGWINCH };
    }
    Chat chat(order, *screen, style);
    app::SignalPipe signalPipe(numbers);
    QObject::connect(&signalPipe, &app::SignalPipe::caught, &chat, [&](int number) {
        switch (number) {
        case SIGWINCH:
            screen->resize();
            break;
        case SIGTSTP:
            screen->suspend();
            signalPipe.actAsUsual(SIGTSTP);
            screen->resume();
            break;
        case SIGINT:
            chat.interrupt();
            break;
        default:
            chat.quit({});
        }
    });
    const End end = runToEnd(chat);
    screen.reset();
    return endWith(end);
}

} // namespace

int main(int argc, char* argv[])
{
    settleLocale();
    app::preferPlainEventLoop();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"landline-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LANDLINE_VERSION));
    const auto order = readOrder(QCoreApplication::arguments());
    if (!order) {
        return endWith({ ExitCode::Usage, order.error().detail + u" See --help."_s });
    }
    switch (order->verb) {
    case Verb::Help:
        Output(false).print(manual());
        return 0;
    case Verb::Version:
        Output(false).print(u"landline-cli "_s + QCoreApplication::applicationVersion());
        return 0;
    case Verb::Chat:
        return runChat(*order);
    default:
        return runErrand(*order);
    }
}
