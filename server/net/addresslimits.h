// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "server/net/tokenbucket.h"

#include <QHostAddress>

#include <chrono>
#include <optional>
#include <unordered_map>
#include <utility>

namespace landline::server {

/// What counts as one address: an IPv4 address, also where it is mapped into IPv6; of IPv6 the first 64 bits, because
/// one subscriber has all the others (RFC 6177), but of a link-local address the last 64, because the first say nothing.
struct AddressKey {
    enum class Kind : quint8 { V4, V6, LinkLocal };

    quint64 bits = 0;
    Kind kind = Kind::V4;

    static AddressKey of(const QHostAddress& address);
    bool operator==(const AddressKey&) const = default;
};

/// How many connections one address has, and how fast it makes them (ServerConfig::connectionsPerAddress).
///
/// Addresses are forgotten when nothing is to be known of them any more. Network thread only.
class AddressLimits {
public:
    struct Bounds {
        int connections
            = 0; ///< Open at a time, at the door and inside each; 0 for no limits at all.
        double rate = 0; ///< New ones a second, in the long run.
        int burst = 0; ///< New ones at once.
    };
    enum class Where { Door, Inside };

    explicit AddressLimits(const Bounds& bounds)
        : m_bounds(bounds)
    {
    }
    Q_DISABLE_COPY_MOVE(AddressLimits)

    /// A connection that is counted for as long as this lives. The AddressLimits outlive it.
    class Place {
    public:
        Place() = default;
        ~Place() { leave(); }
        Place(Place&& other) noexcept
            : m_limits(std::exchange(other.m_limits, nullptr))
            , m_key(other.m_key)
            , m_where(other.m_where)
        {
        }
        Place& operator=(Place&& other) noexcept
        {
            leave();
            m_limits = std::exchange(other.m_limits, nullptr);
            m_key = other.m_key;
            m_where = other.m_where;
            return *this;
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        /// Of the address that it is for; nothing where no limits are kept.
        const AddressKey& key() const { return m_key; }

    private:
        friend class AddressLimits;
        Place(AddressLimits& limits, const AddressKey& key, Where where)
            : m_limits(&limits)
            , m_key(key)
            , m_where(where)
        {
        }
        void leave();

        AddressLimits* m_limits = nullptr;
        AddressKey m_key;
        Where m_where = Where::Door;
    };

    /// Counts one attempt to connect: nothing where it may go on, or how long the address must wait, and then it has
    /// not been counted.
    std::optional<std::chrono::milliseconds> knock(
        const AddressKey& key, Clock::Steady::time_point now);
    bool isFull(const AddressKey& key, Where where) const;
    Place enter(const AddressKey& key, Where where, Clock::Steady::time_point now);

    /// Forgets addresses that have no connection and whose burst is whole again; to be called now and then.
    void forgetAbsent(Clock::Steady::time_point now);
    /// Addresses that are kept.
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        TokenBucket connects;
        int atDoor = 0;
        int inside = 0;

        int& at(Where where) { return where == Where::Door ? atDoor : inside; }
        int at(Where where) const { return where == Where::Door ? atDoor : inside; }
    };
    struct Hash {
        std::size_t operator()(const AddressKey& key) const
        {
            return ::qHash(key.bits, static_cast<std::size_t>(key.kind));
        }
    };

    Entry& entryOf(const AddressKey& key, Clock::Steady::time_point now);

    Bounds m_bounds;
    std::unordered_map<AddressKey, Entry, Hash> m_entries;
};

} // namespace landline::server
