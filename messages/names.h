// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <QHashFunctions>
#include <QString>

namespace landline {

/// Who says something: 1 to 32 characters in Unicode NFC.
///
/// Refused are control, bidirectional-format and zero-width characters, unassigned and private
/// code points, spaces other than U+0020 or at either end, '@' and '#' in front (they mark a
/// mention and a room), and more than limits::marksInARow combining marks in a row.
/// Two names are the same user only when they are equal to the letter.
class UserName {
public:
    /// An empty name, which no user has: only a place to assign to.
    UserName() = default;

    /// The name in NFC, or ErrorCode::BadName with the reason.
    static Result<UserName> fromString(const QString& text);

    const QString& toString() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const UserName&) const = default;
    bool operator<(const UserName& other) const { return m_text < other.m_text; }

private:
    explicit UserName(QString text)
        : m_text(std::move(text))
    {
    }

    QString m_text;
};

/// Where something is said: 1 to 64 characters under the rules of UserName.
///
/// Room names are the same room without regard to case: comparison and hash use key().
class RoomName {
public:
    /// An empty name, which no room has: only a place to assign to.
    RoomName() = default;

    /// The name in NFC, or ErrorCode::BadName with the reason.
    static Result<RoomName> fromString(const QString& text);
    /// The room that a connection is in unless it says otherwise.
    static RoomName general();

    /// As its maker wrote it.
    const QString& toString() const { return m_text; }
    /// Case-folded: what makes two names one room.
    const QString& key() const { return m_key; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const RoomName& other) const { return m_key == other.m_key; }
    bool operator<(const RoomName& other) const { return m_key < other.m_key; }

private:
    explicit RoomName(QString text);

    QString m_text;
    QString m_key;
};

inline size_t qHash(const UserName& name, size_t seed = 0)
{
    return qHash(name.toString(), seed);
}

inline size_t qHash(const RoomName& name, size_t seed = 0)
{
    return qHash(name.key(), seed);
}

} // namespace landline
