// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/eventtable.h"
#include "server/store/roomtable.h"
#include "tests/server/storednames.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace landline::server::testing {

/// The tables of a database on disk, made anew for each test function.
class TablesFixture : public QObject {
    Q_OBJECT

protected:
    RoomRecord open(const char* name)
    {
        return *m_rooms->open({ room(name), false, {}, false, at(0) });
    }
    Seq say(const RoomRecord& where, const char* author, const QString& content)
    {
        return seqOf(m_events->append(message(where, author, content)).value().event);
    }
    void closeTables()
    {
        m_events.reset();
        m_rooms.reset();
        m_database.reset();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<RoomTable> m_rooms;
    std::unique_ptr<EventTable> m_events;

protected Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_database
            = std::make_unique<Database>(m_directory->filePath(QStringLiteral("landline.sqlite")));
        QVERIFY(!m_database->open(Database::Access::ReadWrite));
        m_rooms = std::make_unique<RoomTable>(*m_database);
        m_events = std::make_unique<EventTable>(*m_database, *m_rooms);
    }
    void cleanup()
    {
        if (m_database) {
            QVERIFY2(!m_database->failure(), qPrintable(m_database->failure().value_or(QString())));
        }
        closeTables();
    }
};

} // namespace landline::server::testing
