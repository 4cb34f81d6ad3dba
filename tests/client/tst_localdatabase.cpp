// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localdatabase.h"

#include "client/clientschema.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

bool setMeta(LocalDatabase& database, const QString& value)
{
    QSqlQuery& query
        = database.prepared(u"INSERT OR REPLACE INTO meta (key, value) VALUES ('k', ?)"_s);
    query.addBindValue(value);
    return database.write(query);
}

QString meta(LocalDatabase& database)
{
    QSqlQuery& query = database.prepared(u"SELECT value FROM meta WHERE key = 'k'"_s);
    const QString value
        = database.run(query) && query.next() ? query.value(0).toString() : QString();
    query.finish();
    return value;
}

} // namespace

class TestLocalDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(u"a/b/local.sqlite"_s);
    }

    void keepsWhatWasWritten()
    {
        {
            LocalDatabase database;
            QVERIFY(database.open(m_path));
            QVERIFY(setMeta(database, u"v"_s));
        }
        LocalDatabase database;
        QVERIFY(database.open(m_path));
        QCOMPARE(meta(database), u"v"_s);
    }

    void isReadableByItsOwnerAlone()
    {
        LocalDatabase database;
        QVERIFY(database.open(m_path));
        QVERIFY(setMeta(database, u"v"_s));
        database.commit();
        const auto others
            = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QFileInfo& file : QFileInfo(m_path).dir().entryInfoList(QDir::Files)) {
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
        }
    }

    void worksInMemory()
    {
        LocalDatabase database;
        QVERIFY(database.open({}));
        QVERIFY(setMeta(database, u"v"_s));
        QCOMPARE(meta(database), u"v"_s);
    }

    void setsADamagedFileAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray(100, 'x');
        QTest::newRow("zeros after a header")
            << QByteArray("SQLite format 3\0", 16) + QByteArray(8192, '\0');
        QTest::newRow("noise") << QByteArray::fromHex("deadbeef").repeated(5000);
    }

    void setsADamagedFileAside()
    {
        QFETCH(QByteArray, content);
        QVERIFY(QDir().mkpath(QFileInfo(m_path).absolutePath()));
        QFile file(m_path);
        QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
        file.close();

        LocalDatabase database;
        QVERIFY(database.open(m_path));
        QVERIFY(setMeta(database, u"v"_s));
        const QStringList aside
            = QFileInfo(m_path).dir().entryList({ u"local.sqlite.damaged-*"_s }, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QFile kept(QFileInfo(m_path).dir().filePath(aside.first()));
        QVERIFY(kept.open(QFile::ReadOnly));
        QCOMPARE(kept.readAll(), content);
    }

    void findsDamageThatShowsLater()
    {
        {
            LocalDatabase database;
            QVERIFY(database.open(m_path));
            for (int i = 0; i < 500; ++i) {
                QSqlQuery& query = database.prepared(
                    u"INSERT INTO drafts (key, name, text) VALUES (?, 'n', ?)"_s);
                query.addBindValue(QString::number(i));
                query.addBindValue(QString(200, u'x'));
                QVERIFY(database.write(query));
            }
        }
        QFile file(m_path);
        QVERIFY(file.open(QFile::ReadWrite) && file.seek(file.size() / 2));
        QVERIFY(file.write(QByteArray::fromHex("deadbeef").repeated(5000)) > 0);
        file.close();

        LocalDatabase database;
        QSignalSpy damage(&database, &LocalDatabase::damageFound);
        QVERIFY(database.open(m_path));
        QSqlQuery& query = database.prepared(u"SELECT sum(length(text)) FROM drafts"_s);
        while (database.run(query) && query.next()) {
            break;
        }
        query.finish();
        QCOMPARE(damage.size(), 1);
        QVERIFY(database.startOver());
        QVERIFY(setMeta(database, u"v"_s));
        QCOMPARE(meta(database), u"v"_s);
    }

    void refusesAFileOfANewerVersion()
    {
        {
            LocalDatabase database;
            QVERIFY(database.open(m_path));
            QVERIFY(database.run(
                database.prepared(u"PRAGMA user_version=%1"_s.arg(clientMigrations().size() + 1))));
        }
        QFile file(m_path);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray before = file.readAll();

        LocalDatabase database;
        const Outcome outcome = database.open(m_path);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Storage);
        QVERIFY(outcome.error().detail.contains(u"newer"_s));
        QVERIFY(setMeta(database, u"in memory"_s));
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), before);
        QCOMPARE(QFileInfo(m_path).dir().entryList(QDir::Files).size(), 1);
    }

    void leavesAFileThatIsInUseAlone()
    {
        LocalDatabase first;
        QVERIFY(first.open(m_path));
        QVERIFY(setMeta(first, u"first"_s));
        first.commit();
        LocalDatabase second;
        const Outcome outcome = second.open(m_path);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Storage);
        QVERIFY(setMeta(second, u"second"_s));
        QCOMPARE(meta(second), u"second"_s);
        QCOMPARE(meta(first), u"first"_s);
    }

    void saysWhereItCannotWrite()
    {
        QVERIFY(QDir().mkpath(m_path)); // A directory in the place of the file.
        LocalDatabase database;
        const Outcome outcome = database.open(m_path);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Storage);
        QVERIFY(setMeta(database, u"v"_s));
    }

    void survivesACrashAfterWriteNow()
    {
        LocalDatabase database;
        QVERIFY(database.open(m_path));
        QSqlQuery& query = database.prepared(u"INSERT INTO meta (key, value) VALUES ('k', 'v')"_s);
        QVERIFY(database.writeNow(query));
        // What a killed process leaves: the files as they are, and no goodbye.
        const QString copy = m_dir->filePath(u"copy.sqlite"_s);
        QVERIFY(QFile::copy(m_path, copy));
        QVERIFY(QFile::copy(m_path + u"-wal"_s, copy + u"-wal"_s));
        LocalDatabase again;
        QVERIFY(again.open(copy));
        QCOMPARE(meta(again), u"v"_s);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestLocalDatabase)
#include "tst_localdatabase.moc"
