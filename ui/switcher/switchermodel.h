// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <QAbstractListModel>

namespace landline::ui {

/// One thing that the switcher leads to.
struct Destination {
    enum class Kind {
        Room, ///< That the user is in.
        Joinable, ///< A room that may be joined.
        Command,
    };
    Kind kind = Kind::Room;
    QString name; ///< As it is shown and found.
    QString detail; ///< A room's topic, or a command's keys.
    RoomName room; ///< Of Room and Joinable.
    int command = -1; ///< Of Command: as its owner knows it.
    int unread = 0;
    int mentions = 0;
    bool isPrivate = false;
    qint64 visited = 0; ///< The higher the later the user was there; 0 for never.

    bool operator==(const Destination&) const = default;
};

/// Where the switcher leads, the best first: rooms with mentions, with anything unread, then the latest visited, as
/// long as nothing is typed; then what fits it (see fit()), where a room of one's own goes before others that fit alike.
class SwitcherModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int: Destination::Kind
        DetailRole, ///< QString
        UnreadRole, ///< int
        MentionsRole, ///< int
        PrivateRole, ///< bool
    };

    explicit SwitcherModel(QObject* parent = nullptr);

    void setDestinations(const QList<Destination>& all);
    void setTyped(const QString& typed);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the name.
    QVariant data(const QModelIndex& index, int role) const override;
    const Destination& at(int row) const { return m_shown.at(row); }

private:
    void refill();
    QList<Destination> unasked() const;
    QList<Destination> fitting() const;

    QList<Destination> m_all;
    QList<Destination> m_shown;
    QString m_typed;
};

} // namespace landline::ui
