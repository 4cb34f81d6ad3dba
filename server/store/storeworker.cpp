// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storeworker.h"

namespace landline::server {

StoreWorker::StoreWorker(QString path, QString connectionName)
    : m_path(std::move(path))
    , m_connectionName(std::move(connectionName))
{
}

StoreWorker::~StoreWorker()
{
    close();
}

std::optional<OpenFailure> StoreWorker::open(Database::Access access)
{
    m_database = std::make_unique<Database>(m_path, m_connectionName);
    m_rooms = std::make_unique<RoomTable>(*m_database);
    m_events = std::make_unique<EventTable>(*m_database, *m_rooms);
    return m_database->open(access);
}

void StoreWorker::close()
{
    m_events.reset();
    m_rooms.reset();
    m_database.reset();
}

std::optional<Error> StoreWorker::commit(const std::vector<StoreTask>& group)
{
    m_database->clearFailure();
    Tables tables { *m_rooms, *m_events };
    if (m_database->begin()) {
        for (const auto& task : group) {
            task.work(tables);
            if (m_database->failure()) {
                break;
            }
        }
        if (!m_database->failure() && m_database->commit()) {
            return std::nullopt;
        }
    }
    m_database->rollBack();
    m_events->forgetCounted();
    m_rooms->forgetUsers();
    return m_database->storageError();
}

std::optional<Error> StoreWorker::read(const StoreTask& task)
{
    m_database->clearFailure();
    Tables tables { *m_rooms, *m_events };
    task.work(tables);
    if (m_database->failure()) {
        return m_database->storageError();
    }
    return std::nullopt;
}

} // namespace landline::server
