// SPDX-License-Identifier: GPL-3.0-or-later
// What readRequestHead() promises of any bytes, however many of them have come.
#include "server/net/requesthead.h"
#include "tests/fuzz/verdict.h"

#include <algorithm>

using namespace landline::server;
using namespace landline::fuzz;

namespace {

using Outcome = std::optional<std::variant<RequestHead, Refusal>>;

/// 0 while more is needed, 200 for a head, else the refusal's.
int statusOf(const Outcome& outcome)
{
    if (!outcome) {
        return 0;
    }
    const auto* refusal = std::get_if<Refusal>(&*outcome);
    return refusal == nullptr ? 200 : refusal->status;
}

bool areSame(const RequestHead& a, const RequestHead& b)
{
    return a.method == b.method && a.path == b.path && a.query == b.query && a.fields == b.fields
        && a.length == b.length && a.mayBeFollowed == b.mayBeFollowed;
}

bool areSame(const Outcome& a, const Outcome& b)
{
    return statusOf(a) == statusOf(b)
        && (statusOf(a) != 200 || areSame(std::get<RequestHead>(*a), std::get<RequestHead>(*b)));
}

void check(const RequestHead& head, QByteArrayView bytes)
{
    require(head.length <= headlimits::head, "no head is over the limit");
    require(bytes.first(head.length).endsWith("\r\n\r\n"), "a head ends with the empty line");
    require(!head.method.isEmpty() && head.path.startsWith('/'), "a head has a method and a path");
    require(!head.path.contains('\0'), "no path has a NUL");
    require(head.fields.size() <= headlimits::fields, "no head has too many fields");
    for (auto field = head.fields.begin(); field != head.fields.end(); ++field) {
        require(!field.key().isEmpty() && field.key() == field.key().toLower(),
            "a field has a name, in lower case");
        require(std::none_of(field.value().begin(), field.value().end(),
                    [](char c) { return c == '\r' || c == '\n' || c == '\0'; }),
            "no field holds a line's end");
    }
    require(!head.isUpgrade() || !head.field("upgrade").isEmpty(), "an upgrade says to what");
    static_cast<void>(head.parameter(QStringLiteral("username")));
}

/// libFuzzer makes short inputs, and the limits are wide: the first byte says how often a byte is repeated (from 128 on, up
/// to 16,640 times), the second after how many of the rest it stands.
QByteArray widened(QByteArrayView data)
{
    if (data.size() < 3) {
        return data.toByteArray();
    }
    const qsizetype times = 130 * std::max(0, static_cast<quint8>(data[0]) - 127);
    const auto text = data.sliced(2);
    const auto at = std::min<qsizetype>(static_cast<quint8>(data[1]), text.size() - 1);
    QByteArray bytes = text.toByteArray();
    return bytes.insert(at, times, text[at]);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const QByteArray bytes = widened({ data, static_cast<qsizetype>(size) });
    const QByteArrayView view(bytes);
    const auto whole = readRequestHead(view);
    const auto blank = view.indexOf("\r\n\r\n");
    require((statusOf(whole) != 0) || blank < 0, "a head that is whole is read or refused");
    if (statusOf(whole) == 200) {
        const auto& head = std::get<RequestHead>(*whole);
        check(head, view);
        require(head.length == blank + 4, "a head ends with the first empty line");
        require(areSame(readRequestHead(view.first(head.length)), whole),
            "what follows a head changes nothing of it");
    } else if (statusOf(whole) != 0) {
        const auto& refusal = std::get<Refusal>(*whole);
        require(refusal.status == 400 || refusal.status == 431, "a refusal is 400 or 431");
        require(refusal.sentence.endsWith('.'), "a refusal has a sentence");
    }
    // Cut anywhere: at the last bytes, at each line's end, and spread over the rest.
    const qsizetype end = blank < 0 ? view.size() : blank + 4;
    const qsizetype step = std::max<qsizetype>(1, end / 8);
    const auto checkCut = [&](qsizetype cut) {
        const auto early = readRequestHead(view.first(cut));
        require(statusOf(early) != 200, "half a head is none");
        require(!early || areSame(early, whole), "what is refused early is refused");
    };
    for (qsizetype cut = 0; cut < end; cut += step) {
        checkCut(cut);
    }
    for (qsizetype cut = view.indexOf('\r'), lines = 0; cut >= 0 && cut + 1 < end && lines < 8;
         cut = view.indexOf('\r', cut + 1), ++lines) {
        checkCut(cut + 1);
    }
    return 0;
}
