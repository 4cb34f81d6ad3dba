// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/typingtracker.h"

#include "tests/client/samples.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace std::chrono_literals;

class TestTypingTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forgetsAfterSixSeconds()
    {
        support::ManualClock clock;
        TypingTracker tracker(clock);
        QSignalSpy changed(&tracker, &TypingTracker::changed);
        tracker.setTyping(room("general"), user("bob"), true);
        clock.advance(5999ms);
        tracker.expire();
        QCOMPARE(tracker.typing(room("general")), QList { user("bob") });
        clock.advance(1ms);
        tracker.expire();
        QCOMPARE(tracker.typing(room("general")), QList<UserName> {});
        QCOMPARE(changed.size(), 2);
    }

    void staysWhileItIsToldAgain()
    {
        support::ManualClock clock;
        TypingTracker tracker(clock);
        QSignalSpy changed(&tracker, &TypingTracker::changed);
        for (int i = 0; i < 5; ++i) {
            tracker.setTyping(room("general"), user("bob"), true);
            clock.advance(4s);
            tracker.expire();
        }
        QCOMPARE(tracker.typing(room("general")).size(), 1);
        QCOMPARE(changed.size(), 1);
    }

    void namesThoseOfARoomSorted()
    {
        support::ManualClock clock;
        TypingTracker tracker(clock);
        tracker.setTyping(room("general"), user("cat"), true);
        tracker.setTyping(room("general"), user("bob"), true);
        tracker.setTyping(room("other"), user("dan"), true);
        QCOMPARE(tracker.typing(room("general")), (QList { user("bob"), user("cat") }));
        tracker.setTyping(room("general"), user("bob"), false);
        tracker.setTyping(room("general"), user("nobody"), false);
        QCOMPARE(tracker.typing(room("general")), QList { user("cat") });
        tracker.clear();
        QVERIFY(tracker.typing(room("general")).isEmpty());
        QVERIFY(tracker.typing(room("other")).isEmpty());
    }

    void tellsOfOnesOwnTypingNowAndThen()
    {
        support::ManualClock clock;
        TypingThrottle throttle(clock);
        QVERIFY(throttle.report(room("general"), true));
        clock.advance(2999ms);
        QVERIFY(!throttle.report(room("general"), true));
        QVERIFY(throttle.report(room("other"), true));
        clock.advance(1ms);
        QVERIFY(throttle.report(room("general"), true));
        QVERIFY(throttle.report(room("general"), false));
        QVERIFY(!throttle.report(room("general"), false));
        QVERIFY(throttle.report(room("general"), true));
    }
};

QTEST_GUILESS_MAIN(TestTypingTracker)
#include "tst_typingtracker.moc"
