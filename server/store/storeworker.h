// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/eventtable.h"
#include "server/store/roomtable.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace landline::server {

/// The tables, as a piece of work in the store's thread sees them.
struct Tables {
    RoomTable& rooms;
    EventTable& events;
};

/// A piece of work on the tables and what is to be told of it afterwards, in the network thread.
struct StoreTask {
    std::function<void(Tables&)> work;
    /// With why it is void, where it is.
    std::function<void(const std::optional<Error>& failure)> tell;
};

/// Holds one Database in one thread, and runs what it is handed there. Only values cross.
class StoreWorker final : public QObject {
    Q_OBJECT

public:
    StoreWorker(QString path, QString connectionName);
    ~StoreWorker() override;

    std::optional<OpenFailure> open(Database::Access access);
    void close();

    /// Runs all in one transaction. Nothing, or why all of it is void.
    std::optional<Error> commit(const std::vector<StoreTask>& group);
    /// Runs one piece of reading, outside of a transaction.
    std::optional<Error> read(const StoreTask& task);

private:
    QString m_path;
    QString m_connectionName;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<RoomTable> m_rooms;
    std::unique_ptr<EventTable> m_events;
};

} // namespace landline::server
