// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>
#include <memory>
#include <string_view>

namespace landline {

/// JSON while it is written: bytes that grow at their end, on the stack as long as they are few.
class JsonText {
public:
    JsonText() = default;
    Q_DISABLE_COPY_MOVE(JsonText)

    /// The end of the text, where `most` bytes may be written. What keepUpTo() does not name is not kept.
    char* room(qsizetype most)
    {
        if (m_capacity - m_size < most) {
            grow(most);
        }
        return m_bytes + m_size;
    }
    void keepUpTo(const char* end) { m_size = end - m_bytes; }

    void append(char c)
    {
        *room(1) = c;
        ++m_size;
    }
    void append(std::string_view bytes)
    {
        keepUpTo(std::copy(bytes.begin(), bytes.end(), room(static_cast<qsizetype>(bytes.size()))));
    }

    /// A copy that takes no more memory than it needs.
    QByteArray toByteArray() const { return { m_bytes, m_size }; }

private:
    void grow(qsizetype most)
    {
        m_capacity = std::max(m_capacity * 2, m_size + most);
        auto larger = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(m_capacity));
        std::copy_n(m_bytes, m_size, larger.get());
        m_large = std::move(larger);
        m_bytes = m_large.get();
    }

    static constexpr qsizetype few
        = 2048; ///< Bytes: more than any message of a line or two takes, escapes and all.

    char m_small[few];
    std::unique_ptr<char[]> m_large;
    char* m_bytes = m_small;
    qsizetype m_size = 0;
    qsizetype m_capacity = few;
};

} // namespace landline
