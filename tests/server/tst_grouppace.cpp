// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/grouppace.h"
#include "server/store/groupqueue.h"

#include <QTest>

#include <thread>

using namespace std::chrono_literals;
using namespace landline::server;

class GroupPaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoIsAloneWaitsForNobody();
    void asManyAsWereUnderWayAreExpected();
    void waitingIsBounded();
    void aWholeGroupIsTakenAtOnce();
    void whatIsThereIsTakenInTheEnd();
    void theOrderIsKept();
};

namespace {

class NumberedJob final : public StoreJob {
public:
    explicit NumberedJob(int number)
        : m_number(number)
    {
    }
    void work(Tables&) override { }
    void tell(const std::optional<landline::Error>&) override { }
    int number() const { return m_number; }

private:
    int m_number;
};

StoreJobs jobs(int first, int count)
{
    StoreJobs made;
    made.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        made.push_back(std::make_unique<NumberedJob>(first + i));
    }
    return made;
}

const GroupPace::Time start { 1h };

} // namespace

void GroupPaceTest::whoIsAloneWaitsForNobody()
{
    GroupPace pace;
    QCOMPARE(pace.expected(), std::size_t { 0 });
    pace.committed(start, 200us, 1);
    pace.told(start + 30us);
    QCOMPARE(pace.expected(), std::size_t { 1 });
}

void GroupPaceTest::asManyAsWereUnderWayAreExpected()
{
    GroupPace pace;
    pace.committed(start, 200us, 160);
    pace.told(start + 30us);
    QCOMPARE(pace.expected(), std::size_t { 160 });
    QVERIFY(pace.until() == start + 30us + 200us); // as long as the commit
    pace.committed(start, 200us, 160);
    pace.told(start + 3ms);
    QVERIFY(pace.until() == start + 3ms + 3ms); // as long as the telling
}

void GroupPaceTest::waitingIsBounded()
{
    GroupPace pace;
    pace.committed(start, 80ms, 2);
    pace.told(start + 1s);
    QVERIFY(pace.until() == start + 1s + GroupPace::longest);
}

void GroupPaceTest::aWholeGroupIsTakenAtOnce()
{
    GroupQueue queue;
    queue.expect(3, GroupQueue::Time::max());
    StoreJobs taken;
    std::thread taker([&] { taken = queue.take(); });
    queue.add(jobs(0, 1));
    queue.add(jobs(1, 1));
    queue.add(jobs(2, 1));
    taker.join();
    QCOMPARE(taken.size(), std::size_t { 3 });
}

void GroupPaceTest::whatIsThereIsTakenInTheEnd()
{
    GroupQueue queue;
    queue.add(jobs(0, 2));
    queue.expect(1000, std::chrono::steady_clock::now() + 5ms);
    QCOMPARE(queue.take().size(), std::size_t { 2 });
    QVERIFY(queue.take().empty()); // the time is over
}

void GroupPaceTest::theOrderIsKept()
{
    GroupQueue queue;
    queue.add(jobs(0, 50));
    queue.add(jobs(50, 1));
    queue.add(jobs(51, 49));
    const auto taken = queue.take();
    QCOMPARE(taken.size(), std::size_t { 100 });
    for (std::size_t i = 0; i < taken.size(); ++i) {
        QCOMPARE(static_cast<NumberedJob&>(*taken[i]).number(), static_cast<int>(i));
    }
}

QTEST_APPLESS_MAIN(GroupPaceTest)
#include "tst_grouppace.moc"
