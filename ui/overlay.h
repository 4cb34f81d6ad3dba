// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace landline::ui {

class Appearance;

/// A panel over a page until it is done with. It dims what is below, keeps the keyboard, and gives the focus back to
/// whoever had it. Esc or a click beside the panel closes it.
class Overlay : public QWidget {
    Q_OBJECT

public:
    /// Lies over the whole of its page.
    Overlay(const Appearance& appearance, QWidget* page);

    void open();
    void close();

protected:
    /// Where what is in it goes. As high as its layout asks for, as far as there is room.
    QWidget* panel() const { return m_panel; }
    /// In pixels, as far as there is room.
    void setPanelWidth(int width);
    const Appearance& appearance() const { return m_appearance; }
    /// Who gets the focus when it opens.
    virtual QWidget* firstFocus() const = 0;

    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void place();

    const Appearance& m_appearance;
    QWidget* m_page;
    QWidget* m_panel;
    QPointer<QWidget> m_before; ///< Who had the focus.
    int m_panelWidth = 560;
};

} // namespace landline::ui
