// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/serverprogram.h"
#include "tests/support/simulateduser.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace landline::prove {

struct CrashPlan {
    QString program; ///< landline-server.
    int kills = 10;
    int perSecond = 500; ///< Messages, of all speakers together.
    quint32 seed = 0; ///< Of the moments of death.
    QString storage = QStringLiteral("sqlite");
};

/// kill -9 of the real server while people talk, again and again (PROTOCOL.md section 5, promises 1 to 4).
///
/// The people come back by themselves. In the end whatever anyone was ever told must be in the log, once, in that
/// order and with that content; and whatever anyone said must be there, once.
class CrashProof final : public QObject {
    Q_OBJECT

public:
    CrashProof(CrashPlan plan, QTextStream& out, QObject* parent = nullptr);
    ~CrashProof() override;

    /// True where all held. Progress and findings are printed.
    bool run();

private:
    using Clock = std::chrono::steady_clock;
    struct Saying {
        RoomName room;
        EventId id;
        QString content;
    };
    struct Speaker {
        support::SimulatedUser* user = nullptr;
        QList<Saying> said;
    };

    bool gather();
    support::SimulatedUser* invite(const QString& name);
    void speak();
    bool killOnce(int number);
    bool settle();
    bool judge();
    std::unique_ptr<support::SimulatedUser> readAll();
    void compare(const support::SimulatedUser& witness, const support::SimulatedUser& user);
    void find(const support::SimulatedUser& witness, const Speaker& speaker);
    void finding(const QString& sentence);

    CrashPlan m_plan;
    QTextStream& m_out;
    QTemporaryDir m_dir;
    support::ServerProgram m_server;
    QRandomGenerator m_random;
    QTimer m_speaking;
    QList<RoomName> m_rooms;
    std::vector<std::unique_ptr<support::SimulatedUser>> m_users;
    std::vector<Speaker> m_speakers;
    qint64 m_words = 0;
    Clock::time_point m_began;
    QList<double> m_readyAfter; ///< Seconds from each death until the server served again.
    QList<double> m_allBackAfter; ///< Seconds from each death until everyone was back.
    int m_findings = 0;
};

} // namespace landline::prove
