// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/schema.h"

#include "tests/server/tablesfixture.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class SchemaTest final : public TablesFixture {
    Q_OBJECT

private Q_SLOTS:
    void migratingAgainChangesNothing();
    void dataOfANewerVersionIsRefusedUnchanged();
    void whatIsNoDatabaseIsRefusedUnchanged();
    void aCommitIsOnDisk();
};

namespace {

QByteArray contentOfFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

void SchemaTest::migratingAgainChangesNothing()
{
    const QString id = m_rooms->serverId();
    QVERIFY(!id.isEmpty());
    open("general");
    QVERIFY(!migrate(*m_database));
    QCOMPARE(m_rooms->serverId(), id);
    QCOMPARE(m_rooms->visibleTo(user("ann")).size(), 1);
}

void SchemaTest::dataOfANewerVersionIsRefusedUnchanged()
{
    QVERIFY(m_database->execute("PRAGMA user_version = 9999"));
    closeTables();
    const QString path = m_directory->filePath(u"landline.sqlite"_s);
    const QByteArray before = contentOfFile(path);
    {
        Database newer(path);
        const auto failure = newer.open(Database::Access::ReadWrite);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->problem, ServerProblem::DataTooNew);
        QVERIFY(failure->detail.contains(u"9999"_s));
    }
    QCOMPARE(contentOfFile(path), before);
}

void SchemaTest::whatIsNoDatabaseIsRefusedUnchanged()
{
    const QString path = m_directory->filePath(u"other.sqlite"_s);
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is no database\n").repeated(1000));
    }
    {
        Database database(path);
        const auto failure = database.open(Database::Access::ReadWrite);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->problem, ServerProblem::DataDirUnusable);
    }
    QCOMPARE(contentOfFile(path), QByteArray("this is no database\n").repeated(1000));
    Database directory(m_directory->path());
    QCOMPARE(directory.open(Database::Access::ReadWrite)->problem, ServerProblem::DataDirUnusable);
}

void SchemaTest::aCommitIsOnDisk()
{
    auto journal = m_database->query("PRAGMA journal_mode");
    QVERIFY(journal.next());
    QCOMPARE(journal.text(0), u"wal"_s);
    auto synchronous = m_database->query("PRAGMA synchronous");
    QVERIFY(synchronous.next());
    QCOMPARE(synchronous.integer(0), 2); // FULL
}

QTEST_APPLESS_MAIN(SchemaTest)
#include "tst_schema.moc"
