// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/embeddedserver.h"
#include "tests/support/faultproxy.h"
#include "tests/support/manualclock.h"
#include "tests/support/rawpeer.h"
#include "tests/support/simulateduser.h"

#include <QTextStream>

#include <functional>
#include <memory>
#include <vector>

namespace landline::support {

/// What a scenario is about to meet.
struct Subject {
    /// Calls the address as a client does, and says so once it has given up. What it needs lives as long as `parent`.
    using Call
        = std::function<void(const QUrl& url, QObject* parent, const std::function<void()>& ended)>;

    QUrl server; ///< The address of its chat path.
    EmbeddedServer* embedded = nullptr; ///< Null where the server is another process.
    /// Of the server's process; nothing where that is not known.
    std::optional<qint64> processId = {};
    /// How long a stage waits for what may never come.
    std::chrono::milliseconds patience = support::patience;
    Call call = callByConnection;

    /// As Landline's own client does.
    static void callByConnection(
        const QUrl& url, QObject* parent, const std::function<void()>& ended);
};

/// What a scenario plays on: a server, the people it needs, and the steps it tells as it goes.
///
/// Names of users and rooms bear a suffix of this stage, so that a scenario may be played on the same server
/// again and beside others. What goes wrong is thrown as ExpectationFailed.
class Stage {
public:
    /// `out` gets a line per step.
    Stage(Subject subject, QTextStream& out);

    /// What happens next. It is told as done when the next one begins.
    void step(const QString& what);
    /// A step that stands alone: where it fails, that is told and the scenario goes on, to fail at its end.
    void attempt(const QString& what, const std::function<void()>& action);
    void check(bool holds, const QString& otherwise) const;
    /// Ends the last step and holds the server to its promises towards everyone on the stage.
    void finish();
    /// Tells the step under way as failed.
    void fail(const QString& why);
    bool hasFailed() const { return m_failures > 0; }

    RoomName room(const QString& name = QStringLiteral("talk")) const;
    UserName name(const QString& name) const;
    QUrl url(const QString& path = QStringLiteral("/ws")) const;
    bool isEmbedded() const { return m_subject.embedded != nullptr; }
    /// Only for scenarios that are said to need it.
    EmbeddedServer& embedded() const { return *m_subject.embedded; }
    std::chrono::milliseconds patience() const { return m_subject.patience; }
    const Subject::Call& call() const { return m_subject.call; }
    /// MiB that the server's process has taken for itself; nothing where that is not known, or would tell nothing: a
    /// sanitizer keeps what was freed.
    std::optional<double> serverMemory() const;
    /// Of a processor, that the server's process has used; nothing where that is not known.
    std::optional<double> serverProcessorSeconds() const;
    /// Descriptors that the server's process has open; nothing where that is not known.
    std::optional<int> serverDescriptors() const;
    /// Made before the server and its users; they go through it with `via`.
    FaultProxy& proxy();
    QUrl proxyUrl();
    /// Stops the server's process meanwhile, so that it meets all of it at once. Where it is no other process, or which
    /// one is not known, it is busy only as chance will have it.
    void whileServerWaits(const std::function<void()>& action) const;

    /// Somebody who has not come yet; the same name again is another connection of the same user.
    SimulatedUser& user(const QString& name);
    SimulatedUser& simple(
        const QString& name, const RoomName& room, std::optional<int> history = {});
    SimulatedUser& session(const QString& name);
    /// A session that is in the room, and has seen the list and the history that came with it.
    SimulatedUser& member(const QString& name, const RoomName& room);
    void enter(SimulatedUser& user, const RoomName& room, std::optional<Seq> since = {}) const;
    /// Blocks until each has seen the message with that content.
    void spread(
        const RoomName& room, const QString& content, const QList<SimulatedUser*>& readers) const;
    /// Blocks until each has everything up to the greatest seq that one of them has, and compares what they have.
    void agree(const RoomName& room, const QList<SimulatedUser*>& readers) const;

private:
    void tell(const QString& verdict, const QString& what);
    void endStep();

    Subject m_subject;
    QTextStream& m_out;
    QString m_suffix;
    QString m_step;
    int m_failures = 0;
    std::unique_ptr<FaultProxy> m_proxy;
    std::vector<std::unique_ptr<SimulatedUser>> m_users;
};

} // namespace landline::support
