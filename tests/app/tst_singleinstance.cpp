// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"
#include "tests/support/patience.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using landline::app::SingleInstance;

class SingleInstanceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_first_has_the_name_and_hears_of_the_second()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.claim(u"ann"_s));
        QSignalSpy again(&first, &SingleInstance::startedAgain);
        bool claimed = true;
        bool told = false;
        // The second start is a process of its own; here a thread, because it waits for the answer.
        QScopedPointer<QThread> second(QThread::create([&] {
            SingleInstance other(folder.path());
            claimed = other.claim(u"ann"_s);
            told = other.tell(u"ann"_s, u"ws://chat.office/general"_s);
        }));
        second->start();
        QTRY_COMPARE(again.count(), 1);
        QVERIFY(second->wait());
        QVERIFY(!claimed);
        QVERIFY(told);
        QCOMPARE(again.first().first().toString(), u"ws://chat.office/general"_s);
    }

    void other_names_and_other_folders_are_others()
    {
        const QTemporaryDir folder;
        const QTemporaryDir elsewhere;
        SingleInstance first(folder.path());
        SingleInstance second(folder.path());
        SingleInstance third(elsewhere.path());
        QVERIFY(first.claim(u"ann"_s));
        QVERIFY(first.claim(u"ann"_s)); // its own already
        QVERIFY(second.claim(u"bob"_s));
        QVERIFY(third.claim(u"ann"_s));
        QVERIFY(!second.claim(u"ann"_s));
    }

    void a_name_is_free_when_its_holder_has_gone()
    {
        const QTemporaryDir folder;
        {
            SingleInstance first(folder.path());
            QVERIFY(first.claim(u"ann"_s));
        }
        SingleInstance second(folder.path());
        QVERIFY(second.claim(u"ann"_s));
        QVERIFY(!second.tell(u"bob"_s, {}));
    }
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "tst_singleinstance.moc"
