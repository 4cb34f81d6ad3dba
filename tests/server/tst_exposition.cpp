// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/exposition.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace std::chrono_literals;

class ExpositionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bucketsAreCumulativeAndTheirBoundsIncluded();
    void everyLineIsOfTheFormat();
    void everyFamilyIsDescribedOnce();
    void countersAreTold();
    void deliveriesAreTimedWhenTheyAreWritten();

private:
    static Metrics someMetrics()
    {
        Metrics metrics;
        metrics.events = 3;
        metrics.deliveries = 12;
        metrics.connects = 5;
        metrics.traffic = { 100, 2000, { { 1000, 2 }, { 4008, 1 } } };
        metrics.replies = { { 200, 7 }, { 404, 1 } };
        metrics.errors = { { ErrorCode::RateLimited, 4 } };
        return metrics;
    }
};

void ExpositionTest::bucketsAreCumulativeAndTheirBoundsIncluded()
{
    Metrics metrics;
    metrics.commits.record(1ms);
    metrics.commits.record(1500us);
    metrics.commits.record(60s);
    const QByteArray text = exposition(metrics, {});
    QVERIFY(text.contains("landline_commit_seconds_bucket{le=\"0.0005\"} 0\n"));
    QVERIFY(text.contains("landline_commit_seconds_bucket{le=\"0.001\"} 1\n"));
    QVERIFY(text.contains("landline_commit_seconds_bucket{le=\"0.0025\"} 2\n"));
    QVERIFY(text.contains("landline_commit_seconds_bucket{le=\"10\"} 2\n"));
    QVERIFY(text.contains("landline_commit_seconds_bucket{le=\"+Inf\"} 3\n"));
    QVERIFY(text.contains("landline_commit_seconds_count 3\n"));
    QVERIFY(text.contains("landline_commit_seconds_sum 60.0025\n"));
}

void ExpositionTest::everyLineIsOfTheFormat()
{
    static const QRegularExpression line(
        uR"(^(# HELP [a-z_]+ .+|# TYPE [a-z_]+ (counter|gauge|histogram)|)"
        uR"([a-z_]+(\{[a-z]+="[^"\\]+"\})? -?[0-9.]+(e[-+][0-9]+)?)$)"_s);
    const QByteArray text = exposition(someMetrics(), {});
    QVERIFY(text.endsWith('\n'));
    for (const QByteArray& each : text.chopped(1).split('\n')) {
        QVERIFY2(line.match(QString::fromUtf8(each)).hasMatch(), each.constData());
    }
}

void ExpositionTest::everyFamilyIsDescribedOnce()
{
    QStringList described;
    for (const QByteArray& line : exposition(someMetrics(), {}).split('\n')) {
        if (line.startsWith("# TYPE ")) {
            described.append(QString::fromUtf8(line.split(' ').value(2)));
        }
    }
    QCOMPARE(described.removeDuplicates(), 0);
    QVERIFY(described.contains(u"landline_delivery_seconds"_s));
    QVERIFY(described.contains(u"process_cpu_seconds_total"_s));
}

void ExpositionTest::countersAreTold()
{
    const QByteArray text = exposition(someMetrics(), { 4, 3, 2, 1, true, 90s });
    for (const char* line : { "landline_connections 4", "landline_users 3", "landline_rooms 2",
             "landline_store_waiting_writes 1", "landline_store_failing 1",
             "landline_uptime_seconds 90", "landline_connects_total 5", "landline_events_total 3",
             "landline_deliveries_total 12", "landline_received_bytes_total 100",
             "landline_sent_bytes_total 2000", "landline_closes_total{code=\"4008\"} 1",
             "landline_http_replies_total{status=\"200\"} 7",
             "landline_errors_total{code=\"rate_limited\"} 4" }) {
        QVERIFY2(text.contains('\n' + QByteArray(line) + '\n'), line);
    }
}

void ExpositionTest::deliveriesAreTimedWhenTheyAreWritten()
{
    Metrics metrics;
    const Clock::Steady::time_point begin {};
    metrics.told(begin);
    metrics.told(begin + 1s);
    QCOMPARE(metrics.deliveryTimes.sum().count(), 0);
    metrics.settle(begin + 2s);
    metrics.settle(begin + 9s); // nothing is told twice
    QCOMPARE(metrics.deliveryTimes.sum().count(), 3.0);
}

QTEST_APPLESS_MAIN(ExpositionTest)
#include "tst_exposition.moc"
