// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace landline::ui {

class Appearance;

/// Where a room is joined or made, in the place of the room list: a name to write, and the rooms there are.
class JoinPanel final : public QWidget {
    Q_OBJECT

public:
    explicit JoinPanel(const Appearance& appearance, QWidget* parent = nullptr);

    /// Empties it for the next use and takes the focus.
    void begin();
    void setAvailable(const QList<event::RoomInfo>& rooms);
    void showProblem(const QString& sentence);

Q_SIGNALS:
    void joinRequested(const landline::RoomName& room);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void filter();
    void applyTheme();

    const Appearance& m_appearance;
    QLabel* m_title;
    QLineEdit* m_name;
    QPushButton* m_join;
    QLabel* m_problem;
    QLabel* m_listTitle;
    QListWidget* m_list;
};

} // namespace landline::ui
