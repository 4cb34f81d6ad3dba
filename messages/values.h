// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

#include <array>
#include <chrono>
#include <compare>
#include <optional>

namespace landline {

/// The place of a persistent event in its room: 1 for the first, rising by 1 (PROTOCOL.md section 5.4).
/// 0 stands before the first.
struct Seq {
    qint64 value = 0;

    Seq next() const { return { value + 1 }; }
    auto operator<=>(const Seq&) const = default;
};

/// Where a page of search results ended, so that the next goes on from there. Means something to whoever made it alone.
struct SearchPlace {
    qint64 value = 0;

    auto operator<=>(const SearchPlace&) const = default;
};

/// Names one frame of one user, so that its answer is known and a repetition recognised:
/// 1 to 64 characters without control characters, chosen by the client (PROTOCOL.md section 3).
class EventId {
public:
    /// An empty id, which no frame has: only a place to assign to.
    EventId() = default;

    /// The id, or ErrorCode::BadField with the reason.
    static Result<EventId> fromString(const QString& text);

    const QString& toString() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const EventId&) const = default;
    bool operator<(const EventId& other) const { return m_text < other.m_text; }

private:
    explicit EventId(QString text)
        : m_text(std::move(text))
    {
    }

    QString m_text;
};

/// A moment in UTC with milliseconds, as RFC 3339 writes it: "2026-11-20T22:42:31.123Z".
struct Timestamp {
    std::chrono::milliseconds sinceEpoch { 0 };

    /// What the clock of this machine says.
    static Timestamp now();
    /// Nothing where the text is not a moment of the years 0000 to 9999 (UTC) in that form. Any RFC 3339 offset is
    /// accepted, and a leap second, which is the second after it; what is finer than milliseconds is cut.
    static std::optional<Timestamp> fromText(QByteArrayView text);
    /// For the years 0000 to 9999.
    std::array<char, 24> toChars() const;
    QByteArray toText() const;

    auto operator<=>(const Timestamp&) const = default;
};

inline size_t qHash(Seq seq, size_t seed = 0)
{
    return ::qHash(seq.value, seed);
}

inline size_t qHash(const EventId& id, size_t seed = 0)
{
    return qHash(id.toString(), seed);
}

} // namespace landline
