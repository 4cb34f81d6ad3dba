// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/timelinemodel.h"

#include <QList>

namespace landline::client {

class LocalDatabase;

/// The messages that were written and are not known to be stored by the server, oldest first, on
/// disk.
class Outbox {
public:
    explicit Outbox(LocalDatabase& database);

    /// Reads what an earlier run left. To be called first.
    void load();
    /// Writes what is held here to a database that was made anew.
    void rewrite();

    const QList<PendingMessage>& messages() const { return m_messages; }
    /// Nothing where it is not, or no longer, in the outbox. Valid until the next change.
    const PendingMessage* find(const EventId& id) const;

    /// On return the message is on disk. Where that fails it is held in memory alone.
    void add(const PendingMessage& message);
    /// Refused by the server, with its sentence; or, without one, to be sent again.
    void setFailure(const EventId& id, const std::optional<QString>& sentence);
    /// Stored by the server, or not wanted any more.
    void remove(const EventId& id);

private:
    qsizetype indexOf(const EventId& id) const;
    bool insert(const PendingMessage& message);

    LocalDatabase& m_database;
    QList<PendingMessage> m_messages;
};

} // namespace landline::client
