// SPDX-License-Identifier: GPL-3.0-or-later
// What the codec costs: nanoseconds for each step of a message of 64 bytes, and for larger frames.
// Take figures from the release build, on a quiet machine: build/release/tests/bench_codec [part of
// a name]
#include "messages/codec.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>

using namespace landline;
using namespace Qt::StringLiterals;

namespace {

const UserName& ann()
{
    static const UserName name = *UserName::fromString(u"ann"_s);
    return name;
}

std::string_view chosen; ///< Steps whose name contains this are measured.
volatile qsizetype sink = 0; ///< What the compiler must believe to be used.

/// The least of several runs, because whatever disturbs a run only makes it longer.
template <typename Step>
void measure(const char* what, const Step& step)
{
    if (std::string_view(what).find(chosen) == std::string_view::npos) {
        return;
    }
    using Clock = std::chrono::steady_clock;
    using namespace std::chrono_literals;
    constexpr int runs = 500;
    constexpr auto run = 2ms; // shorter than a turn of the scheduler

    qint64 rounds = 1;
    double least = 1e9;
    for (int i = 0; i < runs; ++i) {
        const auto start = Clock::now();
        qsizetype used = 0;
        for (qint64 round = 0; round < rounds; ++round) {
            used += step();
        }
        const std::chrono::duration<double, std::nano> spent = Clock::now() - start;
        sink = sink + used;
        least = std::min(least, spent.count() / static_cast<double>(rounds));
        rounds = std::max<qint64>(
            1, static_cast<qint64>(std::chrono::nanoseconds(run).count() / least));
    }
    std::printf("%-44s %10.0f ns\n", what, least);
}

event::Text eventOf(std::optional<EventId> id, request::Text&& text)
{
    return { *std::move(text.room), Seq { 42 }, std::move(id), ann(), std::move(text.content),
        Timestamp { std::chrono::milliseconds(1795214551123) }, text.replyTo, {}, false };
}

/// A server's whole work on a message, but for the network, the store and the room.
qsizetype serve(const QByteArray& json)
{
    auto decoded = decodeRequest(json);
    auto& frame = std::get<RequestFrame>(decoded);
    const Event event
        = eventOf(std::move(frame.id), std::get<request::Text>(std::move(frame.request)));
    return encode(event).size();
}

QByteArray textOf(const QString& content)
{
    const auto id = *EventId::fromString(u"c1-7"_s);
    return encode(RequestFrame { id, request::Text { RoomName::general(), content, {} } });
}

void measureMessage()
{
    const QByteArray json = textOf(QString(64, u'x'));
    const Event event = eventOf({}, { RoomName::general(), QString(64, u'x'), {} });
    const QByteArray told = encode(event);
    measure("64 bytes: decode request", [&] { return qsizetype(decodeRequest(json).index()); });
    measure("64 bytes: encode event", [&] { return encode(event).size(); });
    measure("64 bytes: decode, validate, encode as event", [&] { return serve(json); });
    measure("64 bytes: decode event", [&] { return qsizetype(decodeEvent(told).isOk()); });
}

void measureLargerFrames()
{
    const QByteArray longest = textOf(u"語"_s.repeated(5461));
    measure("16 KB: decode, validate, encode as event", [&] { return serve(longest); });

    event::History history { RoomName::general(), {}, Seq { 1 }, Seq { 200 }, false, false, {} };
    for (int i = 0; i < 200; ++i) {
        history.events.append(eventOf({}, { RoomName::general(), QString(64, u'x'), {} }));
    }
    const Event page = history;
    const QByteArray json = encode(page);
    measure("page of 200: encode", [&] { return encode(page).size(); });
    measure("page of 200: decode", [&] { return qsizetype(decodeEvent(json).isOk()); });
}

void measureHostileFrames()
{
    QByteArray rooms;
    for (int i = 0; i < 1000; ++i) {
        rooms += ",\"" + QByteArray::number(i) + "\":1";
    }
    const QByteArray hello = R"({"type":"hello","username":"ann","resume":{)" + rooms.mid(1) + "}}";
    measure(
        "hello that resumes 1,000 rooms", [&] { return qsizetype(decodeRequest(hello).index()); });
    const QByteArray fields
        = R"({"type":"text","content":"hi")" + QByteArray(R"(,"":0)").repeated(10'000) + '}';
    measure("text with 10,000 unknown fields",
        [&] { return qsizetype(decodeRequest(fields).index()); });
}

} // namespace

int main(int argc, char* argv[])
{
    chosen = argc > 1 ? argv[1] : "";
    measureMessage();
    measureLargerFrames();
    measureHostileFrames();
    return 0;
}
