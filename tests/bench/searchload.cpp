// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/searchload.h"

#include "server/store/database.h"
#include "server/store/eventtable.h"
#include "server/store/roomtable.h"
#include "tests/bench/asker.h"
#include "tests/bench/figures.h"
#include "tests/bench/searchcorpus.h"
#include "tests/bench/usage.h"

#include <QDir>
#include <QFileInfo>

#include <functional>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::bench {

namespace {

constexpr int rooms = 50;
constexpr int privateRooms = 10; ///< Of those; the asker is in none of them.
constexpr int authors = 200;
constexpr int questionsEach = 25;
constexpr auto indexDeadline = 20min;
/// Years of talk: a message a minute.
constexpr qint64 millisecondsApart = 60'000;
constexpr qint64 firstAt = 1'600'000'000'000;
constexpr int posts = 500; ///< One after the other.
constexpr int many = 60'000; ///< As many at once as `window`.
constexpr int window = 160;
constexpr int repetitions = 3;

bool fill(const QString& directory, int messages, SearchCorpus& corpus)
{
    QDir().mkpath(directory);
    server::Database database(directory + u"/landline.sqlite"_s);
    if (database.open(server::Database::Access::ReadWrite) || !database.begin())
        return false;
    server::RoomTable roomTable(database);
    server::EventTable events(database, roomTable);
    QList<server::RoomRecord> records;
    for (int i = 0; i < rooms; ++i) {
        const auto opened = roomTable.open({ *RoomName::fromString(u"room%1"_s.arg(i)), false, {},
            i < privateRooms, Timestamp {} });
        if (!opened)
            return false;
        records.append(*opened);
    }
    for (int i = 0; i < messages; ++i) {
        const auto& room = records.at(static_cast<qsizetype>(corpus.any(rooms)));
        const auto author = UserName::fromString(u"user%1"_s.arg(corpus.any(authors)));
        server::NewEvent event;
        event.room = room.id;
        event.roomName = room.name;
        event.author = *author;
        event.at = Timestamp { std::chrono::milliseconds(firstAt + i * millisecondsApart) };
        event.content = corpus.message();
        if (!events.append(event))
            return false;
    }
    return database.commit();
}

std::string searchFor(const QString& query)
{
    QString escaped = query;
    return R"({"type":"search","query":")" + escaped.replace(u'"', u"\\\""_s).toStdString() + "\"}";
}

struct Question {
    QString kind;
    std::function<QString(SearchCorpus&)> make;
};

QList<Question> questions(int messages)
{
    const auto rank = [](SearchCorpus& corpus, std::size_t from, std::size_t to) {
        return corpus.word(from + corpus.any(to - from));
    };
    const auto moment = [messages](SearchCorpus& corpus) {
        const auto at = static_cast<qint64>(corpus.any(static_cast<std::size_t>(messages)));
        return QString::fromLatin1(
            Timestamp { std::chrono::milliseconds(firstAt + at * millisecondsApart) }.toText());
    };
    return {
        { u"frequent word"_s, [rank](SearchCorpus& c) { return rank(c, 0, 50); } },
        { u"usual word"_s, [rank](SearchCorpus& c) { return rank(c, 500, 5'000); } },
        { u"rare word"_s, [rank](SearchCorpus& c) { return rank(c, 30'000, 50'000); } },
        { u"no such word"_s, [](SearchCorpus& c) { return u"zz%1"_s.arg(c.any(1000)); } },
        { u"two letters"_s, [rank](SearchCorpus& c) { return rank(c, 0, 5'000).left(2); } },
        { u"four letters"_s, [rank](SearchCorpus& c) { return rank(c, 0, 50'000).left(4); } },
        { u"frequent and rare"_s,
            [rank](SearchCorpus& c) { return rank(c, 0, 50) + u' ' + rank(c, 10'000, 50'000); } },
        { u"two usual words"_s,
            [rank](SearchCorpus& c) { return rank(c, 100, 2'000) + u' ' + rank(c, 100, 2'000); } },
        { u"phrase"_s,
            [rank](SearchCorpus& c) {
                return u'"' + rank(c, 0, 200) + u' ' + rank(c, 0, 200) + u'"';
            } },
        { u"word but not"_s,
            [rank](SearchCorpus& c) { return rank(c, 0, 500) + u" -"_s + rank(c, 0, 50); } },
        { u"word from"_s,
            [rank](SearchCorpus& c) {
                return rank(c, 0, 2'000) + u" from:user%1"_s.arg(c.any(authors));
            } },
        { u"word in"_s,
            [rank](SearchCorpus& c) {
                return rank(c, 0, 2'000)
                    + u" in:room%1"_s.arg(privateRooms + c.any(rooms - privateRooms));
            } },
        { u"word before"_s,
            [rank, moment](
                SearchCorpus& c) { return rank(c, 0, 2'000) + u" before:"_s + moment(c); } },
        { u"Chinese"_s, [](SearchCorpus& c) { return c.ideographs(2); } },
        { u"one ideograph"_s, [](SearchCorpus& c) { return c.ideographs(1); } },
    };
}

SearchFigures::Kind figuresOf(const QString& name, const std::vector<double>& seconds)
{
    return { name, quantile(seconds, 0.5), quantile(seconds, 0.95), quantile(seconds, 1) };
}

/// Seconds until the server's index knew all there was.
std::optional<double> awaitIndex(Asker& asker, Clock::time_point began)
{
    while (Clock::now() - began < indexDeadline) {
        const auto answer = asker.ask(searchFor(u"zz"_s), "results");
        if (!answer)
            return {};
        if (answer->event.find(R"("indexing":true)") == std::string::npos)
            return std::chrono::duration<double>(Clock::now() - began).count();
        std::this_thread::sleep_for(100ms);
    }
    return {};
}

bool askAll(Asker& asker, SearchCorpus& corpus, SearchFigures& figures)
{
    std::vector<double> all;
    for (const Question& question : questions(figures.messages)) {
        std::vector<double> seconds;
        for (int i = 0; i < questionsEach; ++i) {
            const auto answer = asker.ask(searchFor(question.make(corpus)), "results");
            if (!answer)
                return false;
            seconds.push_back(answer->seconds);
            const bool hasMore = answer->event.find(R"("more":true)") != std::string::npos;
            // A full page has twenty; what is told with each is in it as well.
            const bool isEmpty = answer->event.find(R"("results":[])") != std::string::npos;
            figures.unfinished += hasMore && isEmpty ? 1 : 0;
        }
        figures.kinds.append(figuresOf(question.kind, seconds));
        all.insert(all.end(), seconds.begin(), seconds.end());
    }
    figures.kinds.prepend(figuresOf(u"all"_s, all));
    return true;
}

struct Posting {
    double echo = 0;
    double perSecond = 0;
    double cpuEach = 0;
};

/// How a server takes messages: one after the other, then many at once.
std::optional<Posting> measurePosting(
    const Contestant& contestant, const QString& directory, bool isIndexed)
{
    auto command = contestant.command;
    command.arguments += { u"--data-dir"_s, directory };
    command.environment.insert(u"LANDLINE_SEARCH"_s, isIndexed ? u"on"_s : u"off"_s);
    support::ServerProgram server(command);
    if (!server.start())
        return {};
    Asker asker(server.port());
    SearchCorpus corpus;
    if (!asker.ask(R"({"type":"hello","protocol":1,"username":"ann"})", "welcome")
        || !asker.ask(R"({"type":"join","room":"posts"})", "history"))
        return {};
    const auto frame = [&corpus] {
        return R"({"type":"text","room":"posts","content":")" + corpus.message().toStdString()
            + "\"}";
    };
    std::vector<double> echoes;
    for (int i = 0; i < posts; ++i) {
        const auto answer = asker.ask(frame(), "text");
        if (!answer)
            return {};
        echoes.push_back(answer->seconds);
    }
    const double processorBefore = usageOf(server.processId()).cpuSeconds;
    const auto began = Clock::now();
    for (int said = 0, told = 0; told < many;) {
        const bool maySay = said < many && said - told < window;
        const auto came = maySay ? std::optional(0) : asker.count("text");
        if (!came || (maySay && !asker.say(frame())))
            return {};
        said += maySay ? 1 : 0;
        told += *came;
    }
    const std::chrono::duration<double> passed = Clock::now() - began;
    if (isIndexed && !awaitIndex(asker, began))
        return {};
    const double spent = usageOf(server.processId()).cpuSeconds - processorBefore;
    return Posting { quantile(echoes, 0.5), many / passed.count(), spent / many };
}

bool measurePostings(const Contestant& contestant, const QString& scratch, SearchFigures& figures)
{
    std::vector<double> echo[2];
    std::vector<double> perSecond[2];
    std::vector<double> cpuEach[2];
    for (int i = 0; i < 2 * repetitions; ++i) {
        const bool isIndexed = i % 2 == 0;
        const auto posting = measurePosting(contestant, scratch + u"/posts%1"_s.arg(i), isIndexed);
        if (!posting)
            return false;
        echo[isIndexed].push_back(posting->echo);
        perSecond[isIndexed].push_back(posting->perSecond);
        cpuEach[isIndexed].push_back(posting->cpuEach);
    }
    figures.echoWith = quantile(echo[1], 0.5);
    figures.echoWithout = quantile(echo[0], 0.5);
    figures.perSecondWith = quantile(perSecond[1], 0.5);
    figures.perSecondWithout = quantile(perSecond[0], 0.5);
    figures.cpuEachWith = quantile(cpuEach[1], 0.5);
    figures.cpuEachWithout = quantile(cpuEach[0], 0.5);
    return true;
}

} // namespace

std::optional<SearchFigures> measureSearch(
    const Contestant& contestant, int messages, const QString& scratch, QTextStream& out)
{
    const QString directory = scratch + u"/search"_s;
    SearchCorpus corpus;
    if (!fill(directory, messages, corpus)) {
        out << "The rooms to search could not be filled in " << directory << Qt::endl;
        return {};
    }
    auto command = contestant.command;
    command.arguments += { u"--data-dir"_s, directory };
    command.environment.insert(u"LANDLINE_SEARCH"_s, u"on"_s);
    support::ServerProgram server(command);
    const auto began = Clock::now();
    if (!server.start()) {
        out << contestant.name << ": " << server.problem() << Qt::endl;
        return {};
    }
    Asker asker(server.port());
    SearchFigures figures;
    figures.messages = messages;
    const auto welcome = asker.ask(R"({"type":"hello","protocol":1,"username":"ann"})", "welcome");
    const auto indexedIn = welcome ? awaitIndex(asker, began) : std::nullopt;
    if (!indexedIn || !askAll(asker, corpus, figures)) {
        out << contestant.name << ": a search was not answered" << Qt::endl;
        return {};
    }
    figures.indexedIn = *indexedIn;
    server.stop();
    constexpr double mebibyte = 1024 * 1024;
    figures.indexMiB
        = static_cast<double>(QFileInfo(directory + u"/search.sqlite"_s).size()) / mebibyte;
    figures.logMiB
        = static_cast<double>(QFileInfo(directory + u"/landline.sqlite"_s).size()) / mebibyte;
    if (!measurePostings(contestant, scratch, figures)) {
        out << contestant.name << ": a message was not told" << Qt::endl;
        return {};
    }
    return figures;
}

} // namespace landline::bench
