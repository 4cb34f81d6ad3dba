// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/outbox.h"

#include "client/localdatabase.h"
#include "tests/client/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

PendingMessage message(const char* eventId, const QString& content = u"text"_s)
{
    return { id(eventId), room("general"), content, Seq { 7 }, { std::chrono::milliseconds(123) },
        {} };
}

} // namespace

class TestOutbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatACrashLeft()
    {
        QTemporaryDir dir;
        LocalDatabase database;
        QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
        Outbox outbox(database);
        outbox.load();
        outbox.add(message("b", u"Gr\u00fc\u00dfe \U0001F600"_s));
        outbox.add(message("a"));
        QVERIFY(QFile::copy(dir.filePath(u"a.sqlite"_s), dir.filePath(u"b.sqlite"_s)));
        QVERIFY(QFile::copy(dir.filePath(u"a.sqlite-wal"_s), dir.filePath(u"b.sqlite-wal"_s)));

        LocalDatabase crashed;
        QVERIFY(crashed.open(dir.filePath(u"b.sqlite"_s)));
        Outbox again(crashed);
        again.load();
        QCOMPARE(again.messages(), outbox.messages());
        QCOMPARE(again.messages().first().id, id("b"));
    }

    void remembersWhatWasRefused()
    {
        QTemporaryDir dir;
        {
            LocalDatabase database;
            QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
            Outbox outbox(database);
            outbox.load();
            for (const char* eventId : { "a", "b", "c" }) {
                outbox.add(message(eventId));
            }
            outbox.setFailure(id("a"), u"No."_s);
            outbox.setFailure(id("b"), u"No."_s);
            outbox.setFailure(id("b"), std::nullopt);
            outbox.remove(id("c"));
            outbox.remove(id("c"));
        }
        LocalDatabase database;
        QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
        Outbox outbox(database);
        outbox.load();
        QCOMPARE(outbox.messages().size(), 2);
        QCOMPARE(outbox.find(id("a"))->failure, u"No."_s);
        QVERIFY(!outbox.find(id("b"))->failure);
        QVERIFY(!outbox.find(id("c")));
    }

    void outlivesADamagedFile()
    {
        QTemporaryDir dir;
        LocalDatabase database;
        QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
        Outbox outbox(database);
        outbox.load();
        outbox.add(message("a"));
        QVERIFY(database.startOver());
        outbox.rewrite();
        outbox.load();
        QCOMPARE(outbox.messages(), QList { message("a") });
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
