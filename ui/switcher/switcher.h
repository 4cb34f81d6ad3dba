// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/overlay.h"
#include "ui/switcher/switchermodel.h"

class QLabel;
class QLineEdit;
class QListView;

namespace landline::ui {

/// Leads to a room or a command by a few letters of its name (Ctrl+K).
class Switcher final : public Overlay {
    Q_OBJECT

public:
    Switcher(const Appearance& appearance, QWidget* page);

    /// Opens with nothing typed, on these.
    void openWith(const QList<Destination>& all);
    /// While it is open, and what was typed stays: there are others now.
    void setDestinations(const QList<Destination>& all);

Q_SIGNALS:
    void chosen(const landline::ui::Destination& destination);

protected:
    QWidget* firstFocus() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void step(int rows);
    void takeTyped(const QString& typed);
    void applyTheme();

    SwitcherModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_nothing;
};

} // namespace landline::ui
