// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/eventtable.h"
#include "server/store/roomtable.h"
#include "server/store/storejob.h"

#include <QObject>
#include <QString>

#include <memory>

namespace landline::server {

/// Holds one Database in the thread it lives in, and runs what it is handed there. Only values cross.
class StoreWorker final : public QObject {
    Q_OBJECT

public:
    explicit StoreWorker(QString path, QObject* parent = nullptr);

    std::optional<OpenFailure> open(Database::Access access);
    Database& database() { return *m_database; }
    /// Given to the data when it was made.
    QString serverId() { return m_rooms->serverId(); }

    /// Runs all in one transaction. Nothing, or why all of it is void.
    std::optional<Error> commit(const StoreJobs& group);
    /// Runs one piece of reading, outside of a transaction.
    std::optional<Error> read(StoreJob& job);

private:
    QString m_path;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<RoomTable> m_rooms;
    std::unique_ptr<EventTable> m_events;
};

} // namespace landline::server
