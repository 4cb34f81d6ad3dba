// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAbstractButton;
class QGridLayout;
class QLabel;
class QPushButton;

namespace landline::ui {

class Appearance;

/// What stands in place of results where there are none: why, and what can be asked for. A click on an operator begins
/// to write it.
class SearchGuide final : public QWidget {
    Q_OBJECT

public:
    explicit SearchGuide(const Appearance& appearance, QWidget* parent = nullptr);

    /// `isProblem` where the sentence says what has to be mended; `action` labels a button, empty for none.
    void say(const QString& title, const QString& sentence, bool isProblem = false,
        const QString& action = {});
    QString title() const;
    QString sentence() const;

Q_SIGNALS:
    /// "from:", to be written where the search is.
    void operatorChosen(const QString& beginning);
    void actionRequested();

private:
    void addOperator(QGridLayout& table, const QString& example, const QString& beginning,
        const QString& meaning);
    void applyTheme();

    const Appearance& m_appearance;
    QLabel* m_title;
    QLabel* m_sentence;
    QPushButton* m_action;
    QLabel* m_heading;
    QList<QAbstractButton*> m_examples;
    QList<QLabel*> m_meanings;
    bool m_isProblem = false;
};

} // namespace landline::ui
