// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/sessionfixture.h"
#include "tests/support/patience.h"

#include <QSignalSpy>

namespace landline::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QStringList contents(const TimelineModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        if (index.data(TimelineModel::KindRole).value<TimelineModel::Kind>()
            == TimelineModel::Kind::Message) {
            result.append(index.data().toString());
        }
    }
    return result;
}

Delivery deliveryOfLast(const TimelineModel& model)
{
    return model.index(model.rowCount() - 1).data(TimelineModel::DeliveryRole).value<Delivery>();
}

bool waitForSeq(const TimelineModel& model, Seq seq)
{
    QSignalSpy changed(&model, &TimelineModel::dataChanged);
    while (model.lastSeq() < seq && changed.wait(10000)) { }
    return model.lastSeq() == seq;
}

QStringList counted(const QString& what, int first, int last)
{
    QStringList result;
    for (int i = first; i <= last; ++i) {
        result.append(u"%1 %2"_s.arg(what).arg(i));
    }
    return result;
}

void SessionFixture::prepare()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_config = {};
    m_config.listen = { QHostAddress(QHostAddress::LocalHost) };
    m_config.port = 0;
    m_config.dataDir = m_dir->filePath(u"server"_s);
    m_config.rateLimited = false;
    startServer();
}

void SessionFixture::tidyUp()
{
    m_server.reset();
    m_dir.reset();
}

void SessionFixture::startServer()
{
    m_server = std::make_unique<server::ServerThread>(m_config);
    m_server->start();
    QVERIFY(m_server->waitUntilStarted());
    m_config.port = m_server->status().port;
}

std::unique_ptr<Session> SessionFixture::offline(const char* name, const QString& file)
{
    SessionConfig config;
    config.server.host = u"127.0.0.1"_s;
    config.server.port = m_config.port;
    config.username = user(name);
    config.databasePath = file.isEmpty() ? QString() : m_dir->filePath(file);
    config.firstRetry = 20ms;
    config.lastRetry = 100ms;
    auto session = std::make_unique<Session>(config);
    (void)session->open();
    return session;
}

std::unique_ptr<Session> SessionFixture::live(const char* name, const QString& file)
{
    auto session = offline(name, file);
    session->start();
    (void)QTest::qWaitFor(
        [&] {
            return isLive(*session) && session->rooms().indexOf(m_general).isValid()
                && !session->rooms().indexOf(m_general).data(RoomListModel::JoiningRole).toBool();
        },
        tests::patience);
    return session;
}

} // namespace landline::client
