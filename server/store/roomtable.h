// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/records.h"

#include <QHash>

namespace landline::server {

/// Rooms, users and who is a member of what. Values where the database failed are empty:
/// Database::failure() tells.
class RoomTable {
public:
    explicit RoomTable(Database& database)
        : m_database(database)
    {
    }

    /// Finds or makes a room.
    Result<RoomRecord> open(const RoomOpening& opening);
    std::optional<RoomRecord> find(const RoomName& name);
    void setMember(RoomId room, const UserName& user, bool member, Timestamp at);
    /// Never moves back.
    void setRead(RoomId room, const UserName& user, Seq seq);
    void setTopic(RoomId room, const QString& topic);
    /// Writes something that changes nothing: fails where the disk would refuse a real write.
    void touch();

    QList<Membership> memberships(const UserName& user);
    /// Public rooms, and those that the user is a member of; sorted by name.
    QList<RoomRecord> visibleTo(const UserName& user);
    /// The user's number; made on first use where that is allowed, else 0.
    qint64 userId(const UserName& user, bool make);
    QString serverId();

    /// To be called when a transaction was rolled back: numbers that were given in it are given again.
    void forgetUsers() { m_users.clear(); }

private:
    qint64 findUser(const UserName& user);
    void complete(RoomRecord& record);
    void countUnread(Membership& membership, const UserName& user, qint64 userNumber);

    Database& m_database;
    QHash<UserName, qint64> m_users; ///< Numbers of those who spoke lately.
};

} // namespace landline::server
