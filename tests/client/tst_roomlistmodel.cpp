// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/roomlistmodel.h"

#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

RoomEntry entry(const char* name, int unread = 0, int mentions = 0)
{
    RoomEntry result;
    result.room = room(name);
    result.unread = unread;
    result.mentions = mentions;
    return result;
}

QStringList names(const RoomListModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        result.append(model.index(row).data().toString());
    }
    return result;
}

} // namespace

class TestRoomListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortsByNameWithGeneralFirst()
    {
        RoomListModel model;
        QAbstractItemModelTester tester(&model);
        for (const char* name : { "zebra", "Apple", "general", "banana" }) {
            model.put(entry(name));
        }
        QCOMPARE(names(model), (QStringList { u"general"_s, u"Apple"_s, u"banana"_s, u"zebra"_s }));
        QCOMPARE(model.indexOf(room("BANANA")).row(), 2);
        QCOMPARE(model.roomAt(model.index(1)), room("apple"));
        QVERIFY(!model.indexOf(room("none")).isValid());
        QVERIFY(model.roomAt({}).isEmpty());
    }

    void changesInPlace()
    {
        RoomListModel model;
        QAbstractItemModelTester tester(&model);
        model.put(entry("general"));
        QSignalSpy changed(&model, &RoomListModel::dataChanged);
        model.put(entry("general"));
        QCOMPARE(changed.size(), 0);
        RoomEntry fuller = entry("general", 2, 1);
        fuller.lastTime = Timestamp { std::chrono::milliseconds(1000) };
        fuller.joining = true;
        model.put(fuller);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data(RoomListModel::UnreadRole).toInt(), 2);
        QCOMPARE(model.index(0).data(RoomListModel::JoiningRole).toBool(), true);
        const QDateTime time = model.index(0).data(RoomListModel::LastTimeRole).toDateTime();
        QCOMPARE(time.toMSecsSinceEpoch(), 1000);
        QCOMPARE(time.timeSpec(), Qt::UTC);
    }

    void sumsUpForTheBadge()
    {
        RoomListModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy totals(&model, &RoomListModel::totalsChanged);
        model.put(entry("a", 3, 1));
        model.put(entry("b", 4));
        QCOMPARE(model.totalUnread(), 7);
        QCOMPARE(model.totalMentions(), 1);
        model.remove(room("a"));
        QCOMPARE(model.totalUnread(), 4);
        model.remove(room("a"));
        QCOMPARE(totals.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestRoomListModel)
#include "tst_roomlistmodel.moc"
