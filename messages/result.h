// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/errorcode.h"

#include <QString>

#include <utility>
#include <variant>

namespace landline {

/// Why something expected could not be done. `detail` names what was wrong and what would be right.
struct Error {
    ErrorCode code = ErrorCode::BadFrame;
    QString detail;

    bool operator==(const Error&) const = default;
};

/// A value, or the Error that stood in its way.
///
/// Asking for value() of a failure, or error() of a success, is a bug in the caller (asserted).
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) // NOLINT(google-explicit-constructor): a value is a success
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error) // NOLINT(google-explicit-constructor): an error is a failure
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    explicit operator bool() const { return m_state.index() == 0; }
    bool isOk() const { return m_state.index() == 0; }

    const T& value() const&
    {
        Q_ASSERT(isOk());
        return *std::get_if<0>(&m_state);
    }
    T&& value() &&
    {
        Q_ASSERT(isOk());
        return std::move(*std::get_if<0>(&m_state));
    }
    const Error& error() const
    {
        Q_ASSERT(!isOk());
        return *std::get_if<1>(&m_state);
    }

    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> m_state;
};

/// Done, or the Error that stood in the way.
using Outcome = Result<std::monostate>;

inline Outcome done()
{
    return std::monostate {};
}

} // namespace landline
