// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <QHash>
#include <QString>

namespace landline::client {

class LocalDatabase;

/// What the user wants and has not sent: drafts, and rooms to be joined or left on connecting. On
/// disk.
class Notes {
public:
    enum class Wish { Join, Leave };

    explicit Notes(LocalDatabase& database);

    /// Reads what an earlier run left. To be called first.
    void load();
    /// Writes what is held here to a database that was made anew.
    void rewrite();

    QString draft(const RoomName& room) const { return m_drafts.value(room); }
    const QHash<RoomName, QString>& drafts() const { return m_drafts; }
    /// An empty text forgets the draft.
    void setDraft(const RoomName& room, const QString& text);

    const QHash<RoomName, Wish>& wishes() const { return m_wishes; }
    /// Takes the place of another wish for the room.
    void setWish(const RoomName& room, Wish wish);
    void clearWish(const RoomName& room);

private:
    void writeDraft(const RoomName& room, const QString& text);
    void writeWish(const RoomName& room, Wish wish);

    LocalDatabase& m_database;
    QHash<RoomName, QString> m_drafts;
    QHash<RoomName, Wish> m_wishes;
};

} // namespace landline::client
