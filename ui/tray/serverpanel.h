// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tray/serverview.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace landline::ui {

class Appearance;
class NoticeBar;

/// The window of a server on this machine: how it fares, how others get in, and what can be done with it.
class ServerPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ServerPanel(const Appearance& appearance, QWidget* parent = nullptr);

    void setView(const ServerView& view);
    /// Asks, in the window, whether to end although people are connected.
    void askWhetherToQuit();
    /// To the front, whatever state the window is in.
    void bringForward();

Q_SIGNALS:
    void startRequested();
    void stopRequested();
    void chatRequested();
    /// The question was answered, or there was nothing to ask.
    void quitConfirmed();
    void quitRequested();
    /// The window is being closed by its user; it hides or stays as whoever owns it decides.
    void closeRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeButtons();
    void copyInvitation();
    void dropQuestion();
    void showRooms();
    void applyTheme();

    const Appearance& m_appearance;
    ServerView m_view;
    bool m_asking = false;
    QLabel* m_icon;
    QLabel* m_name;
    QLabel* m_state;
    NoticeBar* m_problem;
    NoticeBar* m_question;
    QLabel* m_addressTitle;
    QLabel* m_addresses;
    QPushButton* m_copy;
    QLabel* m_people;
    QListWidget* m_rooms;
    QPushButton* m_chat;
    QPushButton* m_startStop;
    QPushButton* m_quit;
};

} // namespace landline::ui
