// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace landline::ui {

/// A label that never takes its text for markup, whatever stands in it (TRAPS 16).
QLabel* plainLabel(QWidget* parent, const QString& text = {});

/// A plain label on one line that shows an ellipsis where its text does not fit, and never asks for more room.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setFullText(const QString& text);
    const QString& fullText() const { return m_fullText; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_fullText;
};

/// Sets the colour and font of a label.
void dress(QLabel& label, const QColor& color, const QFont& font);

} // namespace landline::ui
