// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace landline::ui {

class Appearance;
class ElidedLabel;
class IconButton;

/// Above a room's messages: its name, its topic (a click changes it), how many are in it, and what can be done with it.
class ConversationHeader final : public QWidget {
    Q_OBJECT

public:
    explicit ConversationHeader(const Appearance& appearance, QWidget* parent = nullptr);

    void setRoom(const QString& name, const QString& topic);
    void setMemberCount(int count);
    void editTopic();

Q_SIGNALS:
    void topicSubmitted(const QString& topic);
    void leaveRequested();
    void searchRequested();
    void membersToggled();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void submitTopic();
    void cancelTopic();
    void openMenu();
    void applyTheme();

    const Appearance& m_appearance;
    QString m_topic;
    ElidedLabel* m_name;
    ElidedLabel* m_topicLabel;
    QLineEdit* m_topicEdit;
    IconButton* m_search;
    IconButton* m_members;
    IconButton* m_more;
};

} // namespace landline::ui
