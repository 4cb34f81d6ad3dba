// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"
#include "client/session.h"
#include "client/timelinemodel.h"
#include "server/serverthread.h"
#include "tests/client/samples.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace landline::client {

QStringList contents(const TimelineModel& model);
Delivery deliveryOfLast(const TimelineModel& model);
/// "what 1" to "what last".
QStringList counted(const QString& what, int first, int last);
/// Until the newest event of the model is this one. QTRY_ sleeps between its looks, which is long for
/// a thousand messages one after the other.
bool waitForSeq(const TimelineModel& model, Seq seq);

/// A real server on the loopback, made anew for each test function, and sessions with it.
class SessionFixture : public QObject {
    Q_OBJECT

protected:
    void prepare();
    void tidyUp();
    /// On the same port and data as before, if there was one.
    void startServer();
    /// A session that is open and not started, with its file in the test's directory, or in memory.
    std::unique_ptr<Session> offline(const char* name, const QString& file = {});
    /// A session that is live, in `general`.
    std::unique_ptr<Session> live(const char* name, const QString& file = {});
    static bool isLive(const Session& session)
    {
        return session.status().state == SessionState::Live;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    server::ServerConfig m_config;
    std::unique_ptr<server::ServerThread> m_server;
    const RoomName m_general = RoomName::general();
};

} // namespace landline::client
