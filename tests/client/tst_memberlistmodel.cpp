// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/memberlistmodel.h"

#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

/// "+ann -bob": who is listed, and who of them is online.
QString listed(const MemberListModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        result.append((index.data(MemberListModel::OnlineRole).toBool() ? u'+' : u'-')
            + index.data().toString());
    }
    return result.join(u' ');
}

} // namespace

class TestMemberListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsThoseOnlineFirst()
    {
        MemberListModel model(user("ann"));
        QAbstractItemModelTester tester(&model);
        model.setMembers({ { user("zoe"), event::Presence::Online },
            { user("ann"), event::Presence::Offline }, { user("Bob"), event::Presence::Online },
            { user("Bob"), event::Presence::Online } });
        QCOMPARE(listed(model), u"+Bob +zoe -ann"_s);
        QCOMPARE(model.onlineCount(), 2);
        QCOMPARE(model.index(2).data(MemberListModel::SelfRole).toBool(), true);
    }

    void movesOnComingAndGoing()
    {
        MemberListModel model(user("ann"));
        QAbstractItemModelTester tester(&model);
        QSignalSpy counts(&model, &MemberListModel::countsChanged);
        for (const char* name : { "dan", "bob", "cat", "ann" }) {
            model.put(user(name), false);
        }
        QCOMPARE(listed(model), u"-ann -bob -cat -dan"_s);
        model.put(user("cat"), true);
        model.put(user("ann"), true);
        QCOMPARE(listed(model), u"+ann +cat -bob -dan"_s);
        QCOMPARE(model.onlineCount(), 2);
        model.put(user("ann"), false);
        model.put(user("ann"), false);
        QCOMPARE(listed(model), u"+cat -ann -bob -dan"_s);
        model.put(user("eve"), true);
        model.remove(user("cat"));
        model.remove(user("nobody"));
        QCOMPARE(listed(model), u"+eve -ann -bob -dan"_s);
        QCOMPARE(model.onlineCount(), 1);
        QCOMPARE(counts.size(), 9);
    }

    void takesAListOfThoseOnline()
    {
        MemberListModel model(user("ann"));
        QAbstractItemModelTester tester(&model);
        model.setMembers(
            { { user("ann"), event::Presence::Online }, { user("bob"), event::Presence::Online } });
        model.setOnline({ user("bob"), user("guest") });
        QCOMPARE(listed(model), u"+bob +guest -ann"_s);
        QSignalSpy reset(&model, &MemberListModel::modelReset);
        model.setOnline({ user("guest"), user("bob") });
        QCOMPARE(reset.size(), 0);
    }

    void showsWhoTypes()
    {
        MemberListModel model(user("ann"));
        QAbstractItemModelTester tester(&model);
        model.put(user("bob"), true);
        model.put(user("cat"), true);
        QSignalSpy changed(&model, &MemberListModel::dataChanged);
        model.setTyping({ user("cat"), user("stranger") });
        model.setTyping({ user("cat") });
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(1).data(MemberListModel::TypingRole).toBool(), true);
        model.setTyping({});
        QCOMPARE(model.index(1).data(MemberListModel::TypingRole).toBool(), false);
    }
};

QTEST_GUILESS_MAIN(TestMemberListModel)
#include "tst_memberlistmodel.moc"
