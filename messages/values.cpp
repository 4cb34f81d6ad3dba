// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/values.h"

#include "messages/limits.h"

#include <algorithm>

namespace landline {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr Timestamp earliest { sys_days(year(0) / January / 1).time_since_epoch() };
constexpr Timestamp latest { sys_days(year(9999) / December / 31).time_since_epoch() + days(1)
    - milliseconds(1) };

/// Takes the parts of an RFC 3339 moment (section 5.6) in their order.
/// Where a part is missing or out of range, isDone() stays false.
class MomentReader {
public:
    explicit MomentReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    year_month_day date()
    {
        const year y(number(4, 9999));
        expect('-');
        const month m(static_cast<unsigned>(number(2, 12)));
        expect('-');
        return { y, m, day(static_cast<unsigned>(number(2, 31))) };
    }

    milliseconds timeOfDay()
    {
        const hours h(number(2, 23));
        expect(':');
        const minutes m(number(2, 59));
        expect(':');
        const seconds s(number(2, 60)); // 60 is a leap second
        return h + m + s + (take('.') ? fraction() : milliseconds(0));
    }

    /// By how much the clock that wrote this was ahead of UTC.
    minutes offset()
    {
        if (take('Z') || take('z')) {
            return minutes(0);
        }
        const int sign = take('-') ? -1 : 1;
        if (sign > 0) {
            expect('+');
        }
        const hours h(number(2, 23));
        expect(':');
        return sign * (h + minutes(number(2, 59)));
    }

    void expect(char c) { m_isBroken |= !take(c); }
    bool isDone() const { return m_rest.isEmpty() && !m_isBroken; }

    bool take(char c)
    {
        const bool isNext = m_rest.startsWith(c);
        m_rest = m_rest.sliced(isNext ? 1 : 0);
        return isNext;
    }

private:
    bool isDigitNext() const
    {
        return !m_rest.isEmpty() && m_rest.front() >= '0' && m_rest.front() <= '9';
    }

    int digit()
    {
        if (!isDigitNext()) {
            m_isBroken = true;
            return 0;
        }
        const int value = m_rest.front() - '0';
        m_rest = m_rest.sliced(1);
        return value;
    }

    int number(int digits, int most)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i) {
            value = value * 10 + digit();
        }
        m_isBroken |= value > most;
        return value;
    }

    /// At least one digit; those behind the milliseconds are cut.
    milliseconds fraction()
    {
        int value = digit() * 100;
        for (int unit = 10; isDigitNext(); unit /= 10) {
            value += digit() * unit;
        }
        return milliseconds(value);
    }

    QByteArrayView m_rest;
    bool m_isBroken = false;
};

} // namespace

Result<EventId> EventId::fromString(const QString& text)
{
    const auto characters
        = std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
    if (text.isEmpty() || characters > limits::eventId) {
        return Error {
            ErrorCode::BadField,
            u"\"id\" must have 1 to %1 characters, not %2."_s.arg(limits::eventId).arg(characters)
        };
    }
    const bool hasControl = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0); // C0, DEL, C1
    });
    if (hasControl || !text.isValidUtf16()) {
        return Error { ErrorCode::BadField,
            u"\"id\" must not contain control characters or half a surrogate pair."_s };
    }
    return EventId(text);
}

Timestamp Timestamp::now()
{
    return { duration_cast<milliseconds>(system_clock::now().time_since_epoch()) };
}

std::optional<Timestamp> Timestamp::fromText(QByteArrayView text)
{
    MomentReader in(text);
    const year_month_day date = in.date();
    if (!in.take('t')) {
        in.expect('T');
    }
    const milliseconds time = in.timeOfDay();
    const minutes ahead = in.offset();
    if (!in.isDone() || !date.ok()) {
        return std::nullopt;
    }
    const Timestamp moment { sys_days(date).time_since_epoch() + time - ahead };
    return moment < earliest || moment > latest ? std::nullopt : std::optional(moment);
}

std::array<char, 24> Timestamp::toChars() const
{
    const sys_time<milliseconds> moment { sinceEpoch };
    const auto day = floor<days>(moment);
    const year_month_day date { day };
    const hh_mm_ss<milliseconds> time { moment - day };

    std::array<char, 24> out;
    const auto put = [&out](std::size_t at, std::size_t digits, int value) {
        for (std::size_t i = at + digits; i-- > at;) {
            out[i] = static_cast<char>('0' + value % 10);
            value /= 10;
        }
    };
    put(0, 4, std::clamp(static_cast<int>(date.year()), 0, 9999));
    put(5, 2, static_cast<int>(static_cast<unsigned>(date.month())));
    put(8, 2, static_cast<int>(static_cast<unsigned>(date.day())));
    put(11, 2, static_cast<int>(time.hours().count()));
    put(14, 2, static_cast<int>(time.minutes().count()));
    put(17, 2, static_cast<int>(time.seconds().count()));
    put(20, 3, static_cast<int>(time.subseconds().count()));
    out[4] = out[7] = '-';
    out[10] = 'T';
    out[13] = out[16] = ':';
    out[19] = '.';
    out[23] = 'Z';
    return out;
}

QByteArray Timestamp::toText() const
{
    const auto text = toChars();
    return { text.data(), qsizetype(text.size()) };
}

} // namespace landline
