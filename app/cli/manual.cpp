// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/manual.h"

namespace landline::cli {

namespace {

constexpr const char* verbsText = R"(NAME
    landline-cli - Landline team chat in a terminal, and for scripts

SYNOPSIS
    landline-cli [URL]
    landline-cli [OPTION...] VERB [ARGUMENT...]

DESCRIPTION
    Without a verb, or with an address in its place, it is a chat: what is said
    stands above, the line below is edited, and Tab completes. With a verb it
    does one thing and ends. A room that you are not in is joined, as in the
    other clients; what only reads (tail, history, who) makes no new room.

    An address is host, host:port, ws://host:port/room, and the same with
    wss://, landline://, http:// or https://. The port is 8800 unless the
    address names one (80 and 443 for http and https).

VERBS
    chat [URL]
        Talk. See CHAT below.

    send ROOM [TEXT...]
        Say TEXT. Without TEXT the standard input is said, while it comes:
        lines are put together to as few messages as the server's limits want,
        each message is sent until its echo says that it is stored, and stored
        once, whatever the network does. What is piped faster than the server
        takes it waits. Terminal sequences (colours, progress bars) are taken
        out. Prints nothing; with --json each message as the server stored it.

    tail [-f] [-n COUNT] ROOM...
        The newest messages of each room (10), and with -f whatever is said
        from then on, without a gap or a repetition however often the
        connection breaks.

    history [-n COUNT] [--before SEQ | --after SEQ] ROOM
        The newest messages (50), or those before SEQ, as they read now.
        With --after the room's log after SEQ, changes among it; --after 0 is
        all of it.

    search [-n COUNT] QUERY...
        The newest messages (20) in all rooms that you may enter that QUERY
        matches, as they read now. A QUERY is words, each of which begins a
        word of the message, '"exact words"' and from:NAME, in:ROOM, has:link
        (code, mention, reply, reaction, pin, edit), before:2026-11-20 and
        after:2026-10 (days, months or years, as they are here). A - in front
        excludes; write -- before a QUERY that begins with one.

    rooms
        Every room that you are in (*) or may join.

    who ROOM
        Its members, those who are there first.

    notify USER TITLE [MESSAGE]
        Notifies a person, where the server serves notifications.

    upload ROOM FILE
        Puts a file into a room, where the server takes files.

    echo [-n COUNT] [--size BYTES]
        Measures how long the server takes to send a message back: COUNT times
        (100), one after the other. Prints least, median, p99 and most in
        milliseconds.

    help
        This text.
)";

constexpr const char* optionsText = R"(
OPTIONS
    -s, --server URL    Where the server is. Else LANDLINE_SERVER, else
                        127.0.0.1:8800.
    --name NAME         Who you are there. Else LANDLINE_NAME, else the name
                        that the system knows you by.
    --token-file FILE   A file that holds your token and nothing else. Else
                        LANDLINE_TOKEN_FILE.
    --wait SECONDS      How long to go on trying where there is no connection.
                        Unless it is given, a verb ends at once where it cannot
                        connect, and 60 s after it lost the connection; tail -f
                        then goes on for ever, and so does a chat.
    --json              Frames of the protocol in place of lines for people, as
                        messages/PROTOCOL.md has them, one a line. Not in a
                        chat.
    --color WHEN        auto, always or never. auto colours for a terminal,
                        unless NO_COLOR is set.
    -n, --count COUNT   Of tail, history, search and echo: how many.
    -f, --follow        Of tail.
    --before SEQ, --after SEQ
                        Of history.
    --id ID             Of send: makes sending again harmless. The messages
                        bear ID, ID-2, ID-3 and so on, and the server stores an
                        id of yours once. The input is read to its end first.
    --code              Of send: as blocks of code, so that nothing in it is
                        taken for Markdown.
    --lines             Of send: each line of the input is a message.
    --raw               Of send: terminal sequences stay in.
    --size BYTES        Of echo (64).
    --data-dir DIR      Of chat: where it keeps what was said and what is not
                        sent yet. Else LANDLINE_CLIENT_DIR, else
                        ~/.local/share/landline/client.
    -h, --help          This text.
    -v, --version       The version.
)";

constexpr const char* chatText = R"(
CHAT
    What you write is said in the room that the line begins with. What could
    not be sent yet is kept and sent later, also after a crash. The line above
    it shows who is typing, what waits in other rooms, and the connection.

    /join ROOM          Enter a room, or make it; and go there.
    /room ROOM          Go to a room that you are in.
    /leave [ROOM]       End your membership.
    /rooms, /who        What rooms there are; who is in this one.
    /topic [TEXT]       Show the topic, or set it.
    /reply NAME TEXT    Answer the last message of NAME.
    /older              Show what was said before.
    /help, /quit
    //TEXT              Says /TEXT.

    Tab                 Completes commands, rooms and @names.
    Alt-Enter           Begins a new line of the same message.
    Alt-Left, Alt-Right The room before, the room after.
    Alt-a               The next room in which something is new.
    Ctrl-C              Empties the line; on an empty line it leaves.
    Ctrl-D              On an empty line: leaves.
    Ctrl-Z              Puts the chat aside; fg brings it back.

    The line is edited as readline does it, and as ~/.inputrc says
    ($if landline-cli). Where input or output is no terminal, each line of the
    input is said, and what is said in the room is printed.
)";

constexpr const char* endText = R"(
ENVIRONMENT
    LANDLINE_SERVER, LANDLINE_NAME, LANDLINE_TOKEN_FILE, LANDLINE_CLIENT_DIR
                        As the options of those names, which come first.
    NO_COLOR            Not empty: no colours.
    TERM                dumb, or nothing: no colours and no line editing.
    TZ                  The time zone of the times shown.

EXIT STATUS
    0    Done.
    1    The server refused it, or something here stood in the way.
    2    The command line is wrong.
    3    There is no connection: the server was not reached, or was lost for
         longer than --wait.
    4    Not let in: name or token refused, or sent away.
    5    The server does not serve it.
    130  Interrupted (Ctrl-C).

    Sentences go to the standard error, so that the standard output holds only
    what was asked for.

EXAMPLES
    landline-cli ws://chat.office/general
    make 2>&1 | landline-cli send build --code
    landline-cli send deploys --id "deploy-$CI_JOB" "Version 7 is out."
    landline-cli tail -f --json general | jq -r .content
    landline-cli history general --after 0 --json >general.ndjson
    landline-cli echo -n 1000

    Text of others is never obeyed by the terminal: control characters are
    shown as pictures, bidirectional controls are left out, and in --json both
    are written as \uXXXX.
)";

} // namespace

QString manual()
{
    return QString::fromUtf8(verbsText) + QString::fromUtf8(optionsText)
        + QString::fromUtf8(chatText) + QString::fromUtf8(endText).trimmed().prepend(u'\n');
}

QString chatManual()
{
    return QString::fromUtf8(chatText).section(u'\n', 2).trimmed().prepend(QStringLiteral("    "));
}

} // namespace landline::cli
