// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace landline::ui {

class Appearance;

/// A key as it looks on a keyboard, to be read.
class KeyCap final : public QWidget {
    Q_OBJECT

public:
    KeyCap(const QString& key, const Appearance& appearance, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_key;
};

} // namespace landline::ui
