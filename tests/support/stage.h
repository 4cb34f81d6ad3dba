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

/// What a scenario plays on: a server, the people it needs, and the steps it tells as it goes.
///
/// Names of users and rooms bear a suffix of this stage, so that a scenario may be played on the same server
/// again and beside others. What goes wrong is thrown as ExpectationFailed.
class Stage {
public:
    /// `embedded` is null where the server is another process; `out` gets a line per step.
    Stage(QUrl server, EmbeddedServer* embedded, QTextStream& out);

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
    bool isEmbedded() const { return m_embedded != nullptr; }
    /// Only for scenarios that are said to need it.
    EmbeddedServer& embedded() const { return *m_embedded; }
    /// Made before the server and its users; they go through it with `via`.
    FaultProxy& proxy();
    QUrl proxyUrl();

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

    QUrl m_server;
    EmbeddedServer* m_embedded;
    QTextStream& m_out;
    QString m_suffix;
    QString m_step;
    int m_failures = 0;
    std::unique_ptr<FaultProxy> m_proxy;
    std::vector<std::unique_ptr<SimulatedUser>> m_users;
};

} // namespace landline::support
