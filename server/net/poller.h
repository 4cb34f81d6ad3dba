// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace landline::server {

class Turn;

/// A descriptor's owner, as the Poller calls it.
class Pollable {
public:
    virtual ~Pollable() = default;

    /// `events` are those of epoll_wait(2). May be called once more in the same turn after remove(); heeds that itself.
    virtual void ready(quint32 events) = 0;
};

/// Watches any number of descriptors at the price of those that have something to say.
///
/// An epoll set behind one QSocketNotifier, because Qt's own dispatchers hand all descriptors to poll(2) in each
/// turn. Linux alone. A Pollable may be destroyed in a later turn of the event loop than its remove(), not sooner.
class Poller final : public QObject {
    Q_OBJECT

public:
    explicit Poller(Turn& turn, QObject* parent = nullptr);
    ~Poller() override;

    /// The set could be made; without it nothing else may be called.
    bool isValid() const { return m_descriptor >= 0; }
    /// Level-triggered. False where the system refuses.
    bool add(int descriptor, quint32 events, Pollable& pollable);
    void change(int descriptor, quint32 events, Pollable& pollable);
    void remove(int descriptor);

private:
    void poll();

    Turn& m_turn;
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace landline::server
