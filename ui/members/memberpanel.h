// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QListView;

namespace landline::client {
class MemberListModel;
}

namespace landline::ui {

class Appearance;

/// The right of the window: who is in the room.
class MemberPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MemberPanel(const Appearance& appearance, QWidget* parent = nullptr);

    /// May be null.
    void setModel(client::MemberListModel* members);

Q_SIGNALS:
    void closed();

private:
    void applyTheme();

    const Appearance& m_appearance;
    QLabel* m_title;
    QListView* m_list;
    QPointer<client::MemberListModel> m_members;
};

} // namespace landline::ui
