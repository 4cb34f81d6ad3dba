// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/talker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::server::testing;

/// Where many come and go, who it was is told together (RoomDirectory::tellPresence).
class CrowdedRoomTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsToldOnceAndInOrder();
    void aNewcomerIsToldWhoIsThere();

private:
    static constexpr int crowd = 160;
    static std::vector<std::unique_ptr<Talker>> enterAll(const EmbeddedServer& server)
    {
        std::vector<std::unique_ptr<Talker>> talkers;
        talkers.reserve(crowd);
        for (int i = 0; i < crowd; ++i) {
            talkers.push_back(Talker::simple(server, "u" + QByteArray::number(i)));
        }
        return talkers;
    }
};

void CrowdedRoomTest::eachIsToldOnceAndInOrder()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    const auto ann = Talker::join(server, "ann", "general");
    auto talkers = enterAll(server);
    // What is said comes behind the comings before it, and does not wait for more of them.
    talkers.back()->say(R"({"type":"text","content":"all here"})");
    for (int i = 0; i < crowd; ++i) {
        QCOMPARE(Talker::summary(ann->next()), u"join:u%1"_s.arg(i));
    }
    QCOMPARE(Talker::summary(ann->next()), u"text:1:all here"_s);
    talkers.resize(talkers.size() - 3);
    QStringList left;
    for (int i = 0; i < 3; ++i) {
        left.append(Talker::summary(ann->next()));
    }
    left.sort();
    QCOMPARE(left, (QStringList { u"leave:u157"_s, u"leave:u158"_s, u"leave:u159"_s }));
}

void CrowdedRoomTest::aNewcomerIsToldWhoIsThere()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    const auto talkers = enterAll(server);
    Talker newcomer(server, "/ws?username=zoe&room=general");
    const auto list = newcomer.nextOf(u"user_list").value(u"users").toArray();
    QCOMPARE(list.size(), crowd + 1);
}

QTEST_GUILESS_MAIN(CrowdedRoomTest)
#include "tst_crowdedroom.moc"
