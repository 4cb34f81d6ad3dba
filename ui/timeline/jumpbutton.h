// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace landline::ui {

class Appearance;

/// The round button over a timeline that leads to its end, with the number of messages that came meanwhile.
class JumpButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit JumpButton(const Appearance& appearance, QWidget* parent = nullptr);

    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    int m_count = 0;
};

} // namespace landline::ui
