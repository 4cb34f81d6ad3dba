// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/heightindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <vector>

using landline::ui::HeightIndex;

class HeightIndexTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyIndexHasNoRows()
    {
        const HeightIndex index(10);
        QCOMPARE(index.count(), 0);
        QCOMPARE(index.total(), 0);
        QCOMPARE(index.rowAt(5), -1);
    }

    void rowsAreEstimatedUntilTheyAreMeasured()
    {
        HeightIndex index(10);
        index.reset(3);
        QCOMPARE(index.total(), 30);
        index.setExact(1, 25);
        QVERIFY(index.isExact(1) && !index.isExact(0));
        QCOMPARE(index.total(), 45);
        QCOMPARE(index.sumBefore(2), 35);
        index.invalidate(1);
        QVERIFY(!index.isExact(1));
        QCOMPARE(index.height(1), 25);
    }

    void rowsAreFoundByPixel_data()
    {
        QTest::addColumn<qint64>("y");
        QTest::addColumn<int>("row");
        QTest::newRow("first pixel") << qint64(0) << 0;
        QTest::newRow("last of the first") << qint64(9) << 0;
        QTest::newRow("first of the second") << qint64(10) << 1;
        QTest::newRow("in the last") << qint64(25) << 2;
        QTest::newRow("beyond") << qint64(1000) << 2;
        QTest::newRow("above") << qint64(-5) << 0;
    }

    void rowsAreFoundByPixel()
    {
        QFETCH(qint64, y);
        QFETCH(int, row);
        HeightIndex index(10);
        index.reset(3);
        QCOMPARE(index.rowAt(y), row);
    }

    void itAgreesWithAPlainListWhateverIsDone()
    {
        QRandomGenerator random(7);
        HeightIndex index(10);
        std::vector<int> plain;
        for (int step = 0; step < 3000; ++step) {
            const int count = static_cast<int>(plain.size());
            const int at = random.bounded(count + 1);
            switch (random.bounded(4)) {
            case 0:
                index.insert(at, 2);
                plain.insert(plain.begin() + at, 2, 10);
                break;
            case 1:
                index.insert(count, 3);
                plain.insert(plain.end(), 3, 10);
                break;
            case 2:
                if (at < count) {
                    index.remove(at, 1);
                    plain.erase(plain.begin() + at);
                }
                break;
            default:
                if (at < count) {
                    const int height = random.bounded(1, 200);
                    index.setExact(at, height);
                    plain[static_cast<std::size_t>(at)] = height;
                }
            }
            qint64 sum = 0;
            const int upTo = plain.empty() ? 0 : random.bounded(static_cast<int>(plain.size()) + 1);
            for (int i = 0; i < upTo; ++i) {
                sum += plain[static_cast<std::size_t>(i)];
            }
            QCOMPARE(index.sumBefore(upTo), sum);
            if (upTo < index.count()) {
                QCOMPARE(index.rowAt(sum), upTo);
            }
        }
        QCOMPARE(index.count(), static_cast<int>(plain.size()));
    }
};

QTEST_APPLESS_MAIN(HeightIndexTest)
#include "tst_heightindex.moc"
