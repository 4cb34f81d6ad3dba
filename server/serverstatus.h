// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace landline::server {

Q_NAMESPACE

enum class ServerState {
    Stopped,
    Starting,
    Running,
    Degraded, ///< Running, but the disk refuses writes: nothing new is accepted until it does again.
    Stopping,
    Failed, ///< Could not start; `problem` says why.
};

Q_ENUM_NS(ServerState)

/// Why a server did not start or does not work fully. The sentence for it is made in app/ and ui/.
enum class ServerProblem {
    None,
    PortInUse,
    AddressNotAvailable,
    PermissionDenied, ///< The port may not be listened on.
    DataDirUnusable, ///< Cannot be made, or not written to.
    DataDirInUse, ///< Another server has it.
    DataTooNew, ///< Written by a newer version.
    StorageFailing, ///< Degraded: a write failed.
    Other,
};

Q_ENUM_NS(ServerProblem)

struct RoomStatus {
    RoomName room;
    int connected = 0; ///< People, each once.

    bool operator==(const RoomStatus&) const = default;
};

/// A snapshot of a server for display; sent when it changes, at most twice a second.
struct ServerStatus {
    ServerState state = ServerState::Stopped;
    ServerProblem problem = ServerProblem::None;
    QString detail; ///< What the system said, as plain text.
    quint16 port = 0; ///< As really bound.
    int people = 0; ///< Users connected, each once.
    int connections = 0;
    QList<RoomStatus> rooms; ///< Rooms with somebody in them, the fullest first, at most 100.

    bool operator==(const ServerStatus&) const = default;
};

} // namespace landline::server

Q_DECLARE_METATYPE(landline::server::ServerStatus)
