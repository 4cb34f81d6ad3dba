// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/overlay.h"

#include <QList>

class QGridLayout;
class QLabel;
class QScrollArea;

namespace landline::ui {

/// What keys do, for people to read. One table, so that nothing is told that is not there.
struct KeyGroup {
    struct Line {
        QStringList keys; ///< One after the other, or one of them, as written on keyboards.
        QString what;
    };
    QString title;
    QList<Line> lines;
};
QList<KeyGroup> keyGroups();

/// All keys on one panel (Ctrl+/).
class KeyOverview final : public Overlay {
    Q_OBJECT

public:
    KeyOverview(const Appearance& appearance, QWidget* page);

protected:
    QWidget* firstFocus() const override;

private:
    void addGroup(QGridLayout& grid, const KeyGroup& group);
    void applyTheme();

    QScrollArea* m_area;
    QList<QLabel*> m_titles;
    QList<QLabel*> m_words;
};

} // namespace landline::ui
