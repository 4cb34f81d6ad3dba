// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/serveraddress.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace landline::ui {

class Appearance;
class NoticeBar;

/// The first page: who one is and where the others are. What goes wrong is said on it, and what was typed stays.
class StartPage final : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(const Appearance& appearance, QWidget* parent = nullptr);

    void setName(const QString& name);
    void setServer(const QString& address);
    QString name() const;
    QString server() const;
    /// What did not work; stays until something is changed.
    void showProblem(const QString& sentence);
    /// What is under way, such as "Connecting…"; with a problem, that it is being tried again.
    void showProgress(const QString& sentence);
    QString problem() const;

public Q_SLOTS:
    /// As the Join button does.
    void submit();

Q_SIGNALS:
    void joinRequested(
        const landline::client::ServerAddress& server, const landline::UserName& name);
    /// A server is to be started on this machine, and joined.
    void teamRequested(const landline::UserName& name);
    /// A field was changed by its writer: what is under way is no longer what is wanted.
    void edited();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeForm();
    QLabel* fieldLabel(const QString& text, QWidget* buddy);
    void submitTeam();
    /// The name, or nothing where it cannot be one, which is then said.
    std::optional<UserName> checkedName();
    void takeEdit();
    void applyTheme();

    const Appearance& m_appearance;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLineEdit* m_name;
    QLineEdit* m_server;
    NoticeBar* m_problem;
    QLabel* m_progress;
    QPushButton* m_join;
    QPushButton* m_team;
    QLabel* m_teamHint;
    QList<QLabel*> m_fieldLabels;
};

} // namespace landline::ui
