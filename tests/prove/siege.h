// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/prove/attacks.h"
#include "tests/support/serverprogram.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>
#include <QWebSocket>

#include <chrono>
#include <memory>
#include <vector>

namespace landline::prove {

struct SiegePlan {
    QString program; ///< landline-server.
    std::chrono::seconds each { 10 }; ///< How long each attack goes on.
};

/// Attacks at the real server while people talk in it, one attack after another.
///
/// It holds where each attack is answered as the standards say, the server's memory stays within 4 MiB of what it was,
/// and nothing that the people say is lost. How late it comes is printed beside the same talk in peace, and not judged:
/// on a busy machine that says nothing of the server.
class Siege final : public QObject {
    Q_OBJECT

public:
    Siege(SiegePlan plan, QTextStream& out, QObject* parent = nullptr);
    ~Siege() override;

    /// True where all held. Progress and findings are printed.
    bool run();

private:
    /// What the talk was like for a while.
    struct Spell {
        std::vector<double> latencies; ///< Seconds from the saying to the hearing.
        double mostMiB = 0; ///< Of the server's memory that is no file's.
    };

    bool gather();
    void speak();
    void hear(const QString& frame);
    Spell listenFor(std::chrono::milliseconds time);
    bool endure(const Attack& attack, quint8 house);
    void tell(const QString& name, const Spell& spell);
    void finding(const QString& sentence);

    SiegePlan m_plan;
    QTextStream& m_out;
    QTemporaryDir m_dir;
    support::ServerProgram m_server;
    std::vector<std::unique_ptr<QWebSocket>> m_speakers;
    QWebSocket m_listener;
    QTimer m_speaking;
    QElapsedTimer m_clock;
    int m_said = 0;
    int m_heard = 0;
    Spell m_spell;
    double m_peaceMiB = 0;
    int m_findings = 0;
};

} // namespace landline::prove
