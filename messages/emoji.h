// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <QHashFunctions>
#include <QString>

namespace landline {

/// What a message is reacted to with: one emoji of Unicode, such as a pictograph, a flag, a keycap or a
/// family joined by ZWJ (UTS #51 section 1.4), of at most limits::emoji code points.
///
/// Judged by its shape and not by a list, so that next year's emoji need no new version. Two that differ in a
/// variation selector are two.
class Emoji {
public:
    /// An empty one, which nobody reacts with: only a place to assign to.
    Emoji() = default;

    /// The emoji, or ErrorCode::BadField with the reason.
    static Result<Emoji> fromString(const QString& text);

    const QString& toString() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const Emoji&) const = default;
    bool operator<(const Emoji& other) const { return m_text < other.m_text; }

private:
    explicit Emoji(QString text)
        : m_text(std::move(text))
    {
    }

    QString m_text;
};

inline size_t qHash(const Emoji& emoji, size_t seed = 0)
{
    return qHash(emoji.toString(), seed);
}

} // namespace landline
