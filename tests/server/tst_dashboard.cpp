// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's figures, and the feed that tells them (PROTOCOL.md section 7).
#include "server/dashboard/dashboardmeter.h"
#include "tests/server/talker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class DashboardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quantilesLieInTheirBuckets();
    void ratesAreOfTheTimeBetweenTwoLooks();
    void withoutDeliveriesTheLastTimesStay();
    void viewersAreToldWhatHappens();
    void itMeasuresForNobody();

private:
    QJsonObject look(Clock::Steady::time_point now, double cpuSeconds = 0)
    {
        const ProcessUsage usage { cpuSeconds, 4096 };
        const QByteArray text
            = m_meter.read({ m_metrics, m_gauges, usage, now }, Timestamp { 1'700'000'000'000ms });
        return QJsonDocument::fromJson(text).object();
    }
    static double figure(const QJsonObject& frame, const char* name)
    {
        return frame.value(u"metrics"_s).toObject().value(QLatin1StringView(name)).toDouble(-1);
    }

    Metrics m_metrics;
    Gauges m_gauges;
    DashboardMeter m_meter;
};

void DashboardTest::quantilesLieInTheirBuckets()
{
    Histogram times;
    QVERIFY(!times.quantile(0.5));
    for (int i = 0; i < 100; ++i) {
        times.record(3ms);
    }
    QVERIFY(*times.quantile(0.01) > 2.5ms && *times.quantile(1) <= 5ms);
    const Histogram before = times;
    times.record(1min);
    QVERIFY(*times.quantile(1) == 10s);
    QVERIFY(*times.since(before).quantile(0.5) == 10s);
    QVERIFY(!times.since(times).quantile(0.5));
}

void DashboardTest::ratesAreOfTheTimeBetweenTwoLooks()
{
    m_metrics = {};
    m_metrics.events = 100;
    m_metrics.requests = 100;
    m_metrics.replies = { { 200, 10 } };
    m_meter = {};
    m_meter.begin({ m_metrics, m_gauges, { 5, 0 }, Clock::Steady::time_point(10s) });
    m_metrics.events = 150;
    m_metrics.deliveries = 1000;
    m_metrics.requests = 160;
    m_metrics.replies = { { 200, 10 }, { 404, 20 } };
    m_metrics.errors = { { ErrorCode::RateLimited, 2 }, { ErrorCode::BadFrame, 1 } };
    m_metrics.traffic.closes = { { 1000, 5 }, { 4008, 3 } };
    m_metrics.deliveryTimes.record(700us);
    m_gauges = { 7, 4, 2, 0, false, 65'500ms };
    const auto frame = look(Clock::Steady::time_point(12s), 5.5);
    QCOMPARE(frame.value(u"timestamp"_s).toString(), u"2023-11-14T22:13:20.000Z"_s);
    QCOMPARE(figure(frame, "cpu_usage"), 25.0);
    QCOMPARE(figure(frame, "memory_usage"), 4096.0);
    QCOMPARE(figure(frame, "requests"), 40.0);
    QCOMPARE(figure(frame, "active_users"), 4.0);
    QVERIFY(figure(frame, "response_time") > 0.5 && figure(frame, "response_time") <= 1);
    QVERIFY(figure(frame, "response_time_p99") > figure(frame, "response_time"));
    QCOMPARE(figure(frame, "connections"), 7.0);
    QCOMPARE(figure(frame, "rooms"), 2.0);
    QCOMPARE(figure(frame, "messages"), 25.0);
    QCOMPARE(figure(frame, "deliveries"), 500.0);
    QCOMPARE(figure(frame, "stored"), 150.0);
    QCOMPARE(figure(frame, "uptime"), 65.0);
    QCOMPARE(figure(frame, "slow_closed"), 3.0);
    QCOMPARE(figure(frame, "errors"), 3.0);
    QCOMPARE(frame.value(u"metrics"_s).toObject().size(), 14);
}

void DashboardTest::withoutDeliveriesTheLastTimesStay()
{
    m_metrics = {};
    m_meter = {};
    m_meter.begin({ m_metrics, m_gauges, {}, Clock::Steady::time_point(10s) });
    QCOMPARE(figure(look(Clock::Steady::time_point(11s)), "response_time"), 0.0);
    m_metrics.deliveryTimes.record(4ms);
    const double told = figure(look(Clock::Steady::time_point(12s)), "response_time");
    QVERIFY(told > 2.5 && told <= 5);
    QCOMPARE(figure(look(Clock::Steady::time_point(13s)), "response_time"), told);
    QCOMPARE(figure(look(Clock::Steady::time_point(13s)), "messages"), 0.0); // no time passed
}

void DashboardTest::viewersAreToldWhatHappens()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    Talker viewer(server, "/dashboard/ws");
    QVERIFY(viewer.isOpen());
    const auto ann = Talker::join(server, "ann", "general");
    QVERIFY(ann);
    Talker second(server, "/dashboard/ws");
    viewer.say("what a viewer says is not listened to");
    ann->sayText("general", "hello");
    QVERIFY(!ann->nextOf(u"text").isEmpty());
    QJsonObject frame = viewer.next();
    while (!frame.isEmpty() && figure(frame, "messages") <= 0) {
        frame = viewer.next();
    }
    QCOMPARE(figure(frame, "stored"), 1.0);
    QVERIFY(figure(frame, "deliveries") > 0);
    QVERIFY(figure(frame, "requests") > 0);
    QVERIFY(figure(frame, "response_time") > 0);
    QVERIFY(figure(frame, "memory_usage") > 1e6);
    QCOMPARE(figure(frame, "active_users"), 1.0);
    QCOMPARE(figure(frame, "connections"), 3.0);
    QCOMPARE(figure(frame, "rooms"), 1.0);
    QCOMPARE(figure(second.next(), "stored"), 1.0);
}

void DashboardTest::itMeasuresForNobody()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    {
        Talker viewer(server, "/dashboard/ws");
        QVERIFY(!viewer.next().isEmpty());
    }
    Talker again(server, "/dashboard/ws");
    QVERIFY(!again.next().isEmpty());
    server.beginStop();
    while (!again.next().isEmpty()) { }
    QCOMPARE(again.closeCode, 1001);
}

QTEST_GUILESS_MAIN(DashboardTest)
#include "tst_dashboard.moc"
