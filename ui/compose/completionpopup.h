// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/completion.h"

#include <QWidget>

namespace landline::ui {

class Appearance;

/// A short list of words over the composer, of which one is current. Never takes the focus: who writes goes on writing.
class CompletionPopup final : public QWidget {
    Q_OBJECT

public:
    /// The parent is what it lies over.
    CompletionPopup(const Appearance& appearance, QWidget* parent);

    /// Shows them, the first of them current, with their lower left corner at a point of the parent; hides where there
    /// are none. As far as there is room, and never beyond the parent's edges.
    void offer(QChar sign, const QList<Completion>& words, const QPoint& lowerLeft);
    /// To the next, or to the one before, around the ends.
    void step(int rows);
    /// The current one. Only while it is shown.
    const Completion& current() const { return m_words.at(m_current); }
    int count() const { return static_cast<int>(m_words.size()); }

    QSize sizeHint() const override;

Q_SIGNALS:
    /// The current one was clicked.
    void chosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRect rowRect(int row) const;
    int rowAt(const QPoint& point) const;
    void setCurrent(int row);

    const Appearance& m_appearance;
    QChar m_sign;
    QList<Completion> m_words;
    int m_current = 0;
};

} // namespace landline::ui
