// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/values.h"

#include "messages/limits.h"

#include <QDateTime>

#include <algorithm>

namespace landline {

using namespace Qt::StringLiterals;
using namespace std::chrono;

Result<EventId> EventId::fromString(const QString& text)
{
    if (text.isEmpty() || text.size() > limits::eventId) {
        return Error { ErrorCode::BadField,
            u"\"id\" must have 1 to %1 characters, not %2."_s.arg(limits::eventId).arg(text.size()) };
    }
    const bool hasControl = std::any_of(
        text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (hasControl) {
        return Error { ErrorCode::BadField, u"\"id\" must not contain control characters."_s };
    }
    return EventId(text);
}

Timestamp Timestamp::now()
{
    return { duration_cast<milliseconds>(system_clock::now().time_since_epoch()) };
}

std::optional<Timestamp> Timestamp::fromText(QByteArrayView text)
{
    constexpr qsizetype longest = 40; // with nanoseconds and an offset
    if (text.size() < 20 || text.size() > longest) {
        return std::nullopt;
    }
    const auto moment = QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs);
    if (!moment.isValid() || moment.timeSpec() == Qt::LocalTime) {
        return std::nullopt;
    }
    return Timestamp { milliseconds(moment.toMSecsSinceEpoch()) };
}

void Timestamp::appendTo(QByteArray& text) const
{
    const sys_time<milliseconds> moment { sinceEpoch };
    const auto day = floor<days>(moment);
    const year_month_day date { day };
    const hh_mm_ss<milliseconds> time { moment - day };

    char out[24];
    const auto put = [&out](int at, int digits, int value) {
        for (int i = at + digits - 1; i >= at; --i) {
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
    text.append(out, sizeof out);
}

QByteArray Timestamp::toText() const
{
    QByteArray text;
    text.reserve(24);
    appendTo(text);
    return text;
}

} // namespace landline
