// SPDX-License-Identifier: GPL-3.0-or-later
// What FrameReader promises of any bytes, however they are cut.
#include "server/net/framereader.h"
#include "server/net/inflater.h"
#include "tests/fuzz/heapmeter.h"
#include "tests/fuzz/streaminput.h"
#include "tests/fuzz/verdict.h"

#include <QHashFunctions>
#include <QUtf8StringView>

#include <algorithm>
#include <vector>

using namespace landline::server;
using namespace landline::fuzz;

namespace {

/// Something that a reader said.
struct Event {
    enum Kind { Text, Binary, Ping, Pong, Close, Violation };

    Kind kind = Text;
    qint64 size = 0; ///< Of the payload; or a code.
    std::size_t hash = 0; ///< Of the payload.

    bool operator==(const Event&) const = default;
};

/// Listens to one reader, and holds what it says against what it promises by itself.
class Witness final : public FrameSink {
public:
    /// `events` is where it writes, so that nothing needs to be allocated.
    Witness(const StreamInput& input, Inflater* inflater, std::vector<Event>& events)
        : m_limit(input.limit)
        , m_reader(input.limit, inflater)
        , m_events(events)
    {
        m_events.clear();
    }

    void read(QByteArrayView bytes)
    {
        const auto violation = m_reader.read(bytes, *this);
        if (!violation) {
            return;
        }
        const auto code = violation->code;
        require(code == CloseCode::ProtocolError || code == CloseCode::InvalidPayload
                || code == CloseCode::MessageTooBig,
            "a violation has one of three codes");
        require(violation->reason.endsWith(u'.')
                && violation->reason.toUtf8().size() <= longestControlPayload - 2,
            "a violation has a sentence that fits a close frame");
        note({ Event::Violation, static_cast<qint64>(code) });
    }

    void messageRead(Opcode type, QByteArrayView payload) override
    {
        require(payload.size() <= m_limit, "no message is over the limit");
        require(type == Opcode::Text || type == Opcode::Binary, "a message is text or binary");
        require(type == Opcode::Binary || QUtf8StringView(payload).isValidUtf8(), "text is UTF-8");
        note(type == Opcode::Text ? Event::Text : Event::Binary, payload);
    }
    void pingRead(QByteArrayView payload) override { noteControl(Event::Ping, payload); }
    void pongRead(QByteArrayView payload) override { noteControl(Event::Pong, payload); }
    void closeRead(std::optional<quint16> code) override
    {
        require(!code || (*code >= 1000 && *code <= 1003) || (*code >= 1007 && *code <= 1014)
                || (*code >= 3000 && *code <= 4999),
            "a close code is one that may be sent");
        note({ Event::Close, code.value_or(0) });
    }

    bool hasEnded() const
    {
        return !m_events.empty()
            && (m_events.back().kind == Event::Close || m_events.back().kind == Event::Violation);
    }
    bool isIdle() const { return m_reader.isIdle(); }
    const std::vector<Event>& events() const { return m_events; }

private:
    void noteControl(Event::Kind kind, QByteArrayView payload)
    {
        require(payload.size() <= longestControlPayload, "a control frame is short");
        note(kind, payload);
    }
    void note(Event::Kind kind, QByteArrayView payload)
    {
        note({ kind, payload.size(),
            qHashBits(payload.data(), static_cast<std::size_t>(payload.size())) });
    }
    void note(Event event)
    {
        require(!hasEnded(), "nothing comes after the end");
        m_events.push_back(event);
    }

    qint64 m_limit;
    FrameReader m_reader;
    std::vector<Event>& m_events;
};

/// Bytes that a reader may hold at a time: what has come of the open message within its limit, and what is made of it.
/// Buffers grow by doubling, and are copied then.
qint64 mostHeld(const StreamInput& input)
{
    constexpr qint64 small = 4096; // control frames, sentences
    constexpr qint64 window = 65536; // zlib's, made with the first message
    const qint64 longest = input.isDeflated ? Inflater::mostDeflated(input.limit) : input.limit;
    const qint64 came = std::min<qint64>(input.stream.size(), longest);
    return 4 * came + small + (input.isDeflated ? 4 * (input.limit + 1) + window : 0);
}

void readInPieces(const StreamInput& input, Witness& witness)
{
    QByteArrayView rest = input.stream;
    // Lengths that are all 0 would never come to an end.
    const bool byteByByte = input.lengths.count('\0') == input.lengths.size();
    for (qsizetype i = 0; !rest.isEmpty(); ++i) {
        const auto length = byteByByte
            ? qsizetype(1)
            : static_cast<quint8>(input.lengths.at(i % input.lengths.size()));
        const auto piece = rest.first(std::min<qsizetype>(length, rest.size()));
        witness.read(piece);
        rest = rest.sliced(piece.size());
    }
}

/// "Hello", as RFC 7692 section 7.2.3.2 compresses it.
bool saysHello(Inflater& inflater)
{
    const auto message = inflater.inflate(QByteArrayView("\xf2\x48\xcd\xc9\xc9\x07\0", 7), 5);
    const auto* hello = std::get_if<QByteArray>(&message);
    return hello != nullptr && *hello == "Hello";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    // Shared by all readers, as in a server: none may be the worse for what another has read.
    static Inflater shared;
    static std::vector<Event> whole;
    static std::vector<Event> pieces;
    const auto input = StreamInput::of({ data, static_cast<qsizetype>(size) });
    whole.reserve(size + 1);
    pieces.reserve(size + 1);
    Inflater* const inflater = input.isDeflated ? &shared : nullptr;

    const HeapMeter meter;
    Witness atOnce(input, inflater, whole);
    Witness inPieces(input, inflater, pieces);
    atOnce.read(input.stream);
    readInPieces(input, inPieces);
    require(whole == pieces, "the same bytes say the same, however they are cut");
    require(atOnce.isIdle() == inPieces.isIdle(), "a reader is idle however the bytes were cut");
    if (atOnce.hasEnded()) {
        atOnce.read(input.stream);
        inPieces.read(QByteArrayView("\x81\x80\0\0\0\0", 6)); // an empty text
    }
    // Two readers, and each may hold as much.
    require(meter.peak() <= 2 * mostHeld(input), "memory is bounded");
    require(!inflater || saysHello(*inflater), "no message is the worse for those before it");
    return 0;
}
