// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/talker.h"

#include <QTest>

namespace landline::server::testing {

/// A server made anew for each test function, which is run over each of the two transports.
class OnEachTransport : public QObject {
    Q_OBJECT

protected:
    /// Says how the server is to be, beside its transport and that it stores nothing on disk.
    virtual void adjust(ServerConfig&) const { }

    std::unique_ptr<EmbeddedServer> m_server;

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("portable");
        QTest::newRow("the quickest") << false;
        QTest::newRow("portable") << true;
    }
    void init()
    {
        QFETCH_GLOBAL(bool, portable);
        m_server = std::make_unique<EmbeddedServer>([this, portable](ServerConfig& config) {
            config.portableSockets = portable;
            config.inMemory = true;
            adjust(config);
        });
        QVERIFY(m_server->start());
    }
    void cleanup() { m_server.reset(); }
};

} // namespace landline::server::testing
