// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/readlinescreen.h"

#include "app/cli/terminaltext.h"

#include <algorithm>
#include <array>
#include <utility>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Readline calls functions without an object.
ReadlineScreen* theScreen = nullptr;

/// Lines that were entered and can be had again by the arrow keys.
constexpr int mostRemembered = 500;
/// Where a terminal does not say how wide it is.
constexpr int usualColumns = 80;
/// Bytes of output that go to the terminal at once, so that nobody sees it half done.
constexpr std::size_t outputBuffer = 65536;

int columns()
{
    int rows = 0;
    int width = 0;
    rl_get_screen_size(&rows, &width);
    return width > 0 ? width : usualColumns;
}

void write(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stdout);
}

} // namespace

struct ReadlineScreen::Keys {
    /// Enter: the line goes away, and comes back as what was said.
    static int enter(int, int key)
    {
        if (rl_mark_active_p() != 0) {
            rl_deactivate_mark();
        }
        const QByteArray line(rl_line_buffer, rl_end);
        theScreen->m_entered.append(QString::fromUtf8(line));
        rl_clear_visible_line();
        theScreen->m_inputShown = false;
        rl_delete_text(0, rl_end);
        rl_point = 0;
        return rl_newline(1, key);
    }

    static int newLine(int, int)
    {
        rl_insert_text("\n");
        return 0;
    }

    static int clearScreen(int, int)
    {
        std::fputs("\x1b[H\x1b[2J", stdout);
        theScreen->m_statusRows = 0;
        theScreen->writeBlock();
        return 0;
    }

    static int previousRoom(int, int)
    {
        theScreen->m_wishes.append(Wish::PreviousRoom);
        return 0;
    }

    static int nextRoom(int, int)
    {
        theScreen->m_wishes.append(Wish::NextRoom);
        return 0;
    }

    static int nextNews(int, int)
    {
        theScreen->m_wishes.append(Wish::NextNews);
        return 0;
    }

    /// A line was accepted, or (nothing) the input has ended.
    static void accept(char* line)
    {
        if (!line) {
            theScreen->m_hasEnded = true;
            rl_callback_handler_remove(); // else the prompt would come again
            return;
        }
        if (theScreen
                ->m_inputShown) { // not by enter(), so it stands there, and above it the status
            theScreen->m_entered.append(QString::fromUtf8(line));
            theScreen->m_statusRows = 0;
        }
        const QString entered = theScreen->m_entered.constLast();
        if (!entered.trimmed().isEmpty()) {
            add_history(entered.toUtf8().constData());
        }
        std::free(line);
    }

    /// Between two lines the terminal stays as it is: what is typed ahead would be echoed.
    static void keepTerminal() { }

    static char* nextCandidate(const char*, int state)
    {
        const QStringList& lines = theScreen->m_completion.lines;
        // A candidate is asked for at a time, from state 0 up by one.
        return state < lines.size() ? ::strdup(lines.at(state).toUtf8().constData()) : nullptr;
    }

    static char** complete(const char* beginning, int, int)
    {
        rl_attempted_completion_over = 1; // no names of files
        theScreen->m_completion = theScreen->m_completer
            ? theScreen->m_completer(QString::fromUtf8(beginning))
            : Completion();
        return rl_completion_matches(beginning, nextCandidate);
    }

    /// What the libraries have to say would be written over the block.
    static void log(QtMsgType type, const QMessageLogContext&, const QString& message)
    {
        if (type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg) {
            theScreen->note(forTerminal(message));
        }
    }

    static void showCandidates(char**, int, int)
    {
        theScreen->note(theScreen->m_completion.shown.join(u"  "_s));
    }
};

ReadlineScreen::ReadlineScreen(const Style& style, QObject* parent)
    : Screen(parent)
    , m_style(style)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    Q_ASSERT(!theScreen);
    theScreen = this;
    std::setvbuf(stdout, nullptr, _IOFBF, outputBuffer);
    rl_readline_name = "landline-cli";
    // Signals come by the event loop, and never in the middle of something.
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_erase_empty_line = 1; // enter() has cleared it: no line feed is wanted
    rl_deprep_term_function = Keys::keepTerminal;
    rl_attempted_completion_function = Keys::complete;
    rl_completion_display_matches_hook = Keys::showCandidates;
    rl_completer_word_break_characters = ""; // the whole line is completed, and names have blanks
    rl_sort_completion_matches = 0;
    rl_variable_bind("show-all-if-ambiguous", "on"); // unless ~/.inputrc says otherwise
    stifle_history(mostRemembered);
    install();
    bindKeys();
    qInstallMessageHandler(Keys::log);
    connect(&m_notifier, &QSocketNotifier::activated, this, &ReadlineScreen::read);
}

ReadlineScreen::~ReadlineScreen()
{
    qInstallMessageHandler(nullptr);
    clearBlock();
    rl_callback_handler_remove();
    rl_eof_found = 0; // for which a line feed would be written
    rl_deprep_terminal();
    std::fflush(stdout);
    theScreen = nullptr;
}

void ReadlineScreen::install()
{
    rl_callback_handler_install(m_prompt.toUtf8().constData(), Keys::accept);
    m_inputShown = true;
}

void ReadlineScreen::bindKeys()
{
    struct Binding {
        const char* sequence;
        rl_command_func_t* function;
    };
    constexpr std::array bindings { Binding { "\\C-m", Keys::enter },
        Binding { "\\C-j", Keys::enter }, Binding { "\\e\\C-m", Keys::newLine },
        Binding { "\\e\\C-j", Keys::newLine }, Binding { "\\C-l", Keys::clearScreen },
        Binding { "\\e[1;3D", Keys::previousRoom }, Binding { "\\e\\e[D", Keys::previousRoom },
        Binding { "\\e[1;3C", Keys::nextRoom }, Binding { "\\e\\e[C", Keys::nextRoom },
        Binding { "\\ea", Keys::nextNews } };
    for (const char* name : { "emacs", "vi-insert", "vi-command" }) {
        Keymap map = rl_get_keymap_by_name(name);
        for (const Binding& binding : bindings) {
            const bool isEnter = binding.function == Keys::enter;
            // In vi's maps ESC has a meaning of its own.
            if (map && (isEnter || std::strcmp(name, "emacs") == 0)) {
                rl_bind_keyseq_in_map(binding.sequence, binding.function, map);
            }
        }
    }
}

// --- What is typed ---

void ReadlineScreen::read()
{
    rl_callback_read_char();
    m_inputShown = true;
    tellWhatWasTyped();
    std::fflush(stdout);
}

void ReadlineScreen::tellWhatWasTyped()
{
    if (m_hasEnded) {
        m_notifier.setEnabled(false);
        Q_EMIT inputEnded();
        return;
    }
    const QStringList entered = std::exchange(m_entered, {});
    for (const QString& line : entered) {
        Q_EMIT lineEntered(line);
    }
    const QList<Wish> wishes = std::exchange(m_wishes, {});
    for (const Wish wish : wishes) {
        switch (wish) {
        case Wish::PreviousRoom:
            Q_EMIT previousRoomWanted();
            break;
        case Wish::NextRoom:
            Q_EMIT nextRoomWanted();
            break;
        case Wish::NextNews:
            Q_EMIT nextNewsWanted();
            break;
        }
    }
    const QString line = QString::fromUtf8(rl_line_buffer, rl_end);
    if (std::exchange(m_line, line) != line) {
        Q_EMIT lineChanged(line);
    }
}

bool ReadlineScreen::interrupt()
{
    const bool hadText = rl_end > 0 || RL_ISSTATE(RL_STATE_SEARCH | RL_STATE_ISEARCH) != 0;
    rl_callback_sigcleanup();
    rl_free_line_state();
    clearBlock();
    rl_callback_handler_remove();
    m_inputShown = false;
    writeBlock();
    using_history();
    install();
    tellWhatWasTyped();
    std::fflush(stdout);
    return hadText;
}

void ReadlineScreen::suspend()
{
    clearBlock();
    m_notifier.setEnabled(false);
    rl_deprep_terminal();
    std::fflush(stdout);
}

void ReadlineScreen::resume()
{
    rl_prep_terminal(1);
    rl_reset_screen_size();
    m_inputShown = true;
    writeBlock();
    m_notifier.setEnabled(true);
}

// --- What is shown ---

int ReadlineScreen::inputRow() const
{
    const QString before = m_prompt + QString::fromUtf8(rl_line_buffer, rl_point);
    const QStringList lines = before.split(u'\n');
    int row = static_cast<int>(lines.size()) - 1;
    for (const QString& line : lines) {
        row += columnsOf(QStringView(line)) / columns();
    }
    return row;
}

void ReadlineScreen::clearBlock()
{
    if (m_inputShown) {
        rl_clear_visible_line();
    }
    if (m_statusRows > 0) {
        std::fprintf(stdout, "\r\x1b[%dA\x1b[J", m_statusRows);
        m_statusRows = 0;
    }
}

void ReadlineScreen::writeBlock()
{
    if (m_statusMaker) {
        m_status = m_statusMaker(columns() - 1);
        write(m_style.faint(m_status) + u'\n');
        m_statusRows = 1;
    }
    if (m_inputShown) {
        rl_on_new_line();
        rl_redisplay();
    }
    std::fflush(stdout);
}

void ReadlineScreen::print(const QString& lines)
{
    clearBlock();
    write(lines + u'\n');
    writeBlock();
}

void ReadlineScreen::note(const QString& lines)
{
    print(m_style.faint(lines));
}

void ReadlineScreen::setStatus(const std::function<QString(int columns)>& status)
{
    m_statusMaker = status;
    if (m_statusRows == 0 || status(columns() - 1) != m_status) {
        clearBlock();
        writeBlock();
    }
}

void ReadlineScreen::setPrompt(const QString& prompt)
{
    if (std::exchange(m_prompt, prompt) != prompt) {
        clearBlock();
        rl_set_prompt(prompt.toUtf8().constData());
        writeBlock();
    }
}

void ReadlineScreen::resize()
{
    rl_reset_screen_size();
    if (!m_inputShown) {
        return;
    }
    // The terminal has broken its lines anew, ours among them; Readline still thinks of the old ones.
    const int statusColumns = std::max(columnsOf(QStringView(m_status)), 1);
    const int statusRows = m_statusRows > 0 ? (statusColumns - 1) / columns() + 1 : 0;
    if (const int above = inputRow() + statusRows; above > 0) {
        std::fprintf(stdout, "\x1b[%dA", above);
    }
    std::fputs("\r\x1b[J", stdout);
    m_statusRows = 0;
    writeBlock();
}

} // namespace landline::cli
