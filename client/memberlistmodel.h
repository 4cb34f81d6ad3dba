// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QAbstractListModel>

namespace landline::client {

/// The members of a room: those online first, then by name without regard to case.
class MemberListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< QString
        OnlineRole, ///< bool
        SelfRole, ///< bool: this session's user
        TypingRole, ///< bool
    };

    explicit MemberListModel(UserName self, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the name.
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int onlineCount() const;

    // Mutators are called by Session alone; add what it needs below.

Q_SIGNALS:
    void countsChanged();
};

} // namespace landline::client
