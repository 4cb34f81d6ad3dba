// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storeworker.h"

namespace landline::server {

StoreWorker::StoreWorker(QString path, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
{
}

std::optional<OpenFailure> StoreWorker::open(Database::Access access)
{
    m_database = std::make_unique<Database>(m_path);
    m_rooms = std::make_unique<RoomTable>(*m_database);
    m_events = std::make_unique<EventTable>(*m_database, *m_rooms);
    return m_database->open(access);
}

std::optional<Error> StoreWorker::commit(const StoreJobs& group)
{
    m_database->clearFailure();
    Tables tables { *m_rooms, *m_events };
    if (m_database->begin()) {
        for (const auto& job : group) {
            job->work(tables);
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

std::optional<Error> StoreWorker::read(StoreJob& job)
{
    m_database->clearFailure();
    Tables tables { *m_rooms, *m_events };
    job.work(tables);
    if (m_database->failure()) {
        return m_database->storageError();
    }
    return std::nullopt;
}

} // namespace landline::server
