// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cliprogram.h"
#include "tests/app/ptyprogram.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/simulateduser.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace landline::tests {

RoomName room(const QString& name);
UserName user(const QString& name);

/// A server, bob who is on it, and landline-cli as ann; all made anew for each test function.
class CliFixture : public QObject {
    Q_OBJECT

protected:
    void prepare();
    void tidyUp();

    /// bob enters the room and says so, one after the other, until all is stored.
    void bobSays(const QStringList& contents, const RoomName& in = RoomName::general());
    QUrl url() const { return m_server->url(); }

    /// A chat in a terminal, in the room of that name or where it leads by itself.
    std::unique_ptr<PtyProgram> chat(const QString& place = {}, int columns = 80, int rows = 24,
        const QMap<QString, QString>& environment = {});
    /// The same, with two people in the room and its input on an empty line.
    std::unique_ptr<PtyProgram> liveChat(const QString& place = {});

    std::unique_ptr<QTemporaryDir> m_home; ///< Of ann.
    std::unique_ptr<support::EmbeddedServer> m_server;
    std::unique_ptr<support::SimulatedUser> m_bob;
};

} // namespace landline::tests
