// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/switcher/switcher.h"

#include "ui/look/appearance.h"
#include "ui/look/labels.h"
#include "ui/switcher/destinationdelegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace landline::ui {

namespace {

constexpr int rowsShown = 9;
constexpr int panelWidth = 560;

} // namespace

Switcher::Switcher(const Appearance& appearance, QWidget* page)
    : Overlay(appearance, page)
    , m_model(new SwitcherModel(this))
    , m_field(new QLineEdit(panel()))
    , m_list(new QListView(panel()))
    , m_nothing(plainLabel(panel(), tr("Nothing is called that.")))
{
    setAccessibleName(tr("Go to a room or a command"));
    setPanelWidth(panelWidth);
    m_field->setPlaceholderText(tr("Where to? A room or a command"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DestinationDelegate(appearance, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keys
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Rooms and commands"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_list->setMaximumHeight(rowsShown * DestinationDelegate::rowHeight);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(panel());
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    connect(m_field, &QLineEdit::textChanged, this, &Switcher::takeTyped);
    connect(m_list, &QListView::clicked, this, &Switcher::choose);
    connect(&appearance, &Appearance::themeChanged, this, &Switcher::applyTheme);
    applyTheme();
}

QWidget* Switcher::firstFocus() const
{
    return m_field;
}

void Switcher::openWith(const QList<Destination>& all)
{
    m_field->clear();
    setDestinations(all);
    open();
}

void Switcher::setDestinations(const QList<Destination>& all)
{
    m_model->setDestinations(all);
    takeTyped(m_field->text());
}

void Switcher::takeTyped(const QString& typed)
{
    m_model->setTyped(typed);
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_list->updateGeometry(); // as high as its rows are now
    m_nothing->setVisible(!any);
    m_list->setCurrentIndex(m_model->index(0));
}

void Switcher::step(int rows)
{
    const int count = m_model->rowCount();
    if (count > 0) {
        const int row = (m_list->currentIndex().row() + rows % count + count) % count;
        m_list->setCurrentIndex(m_model->index(row));
    }
}

void Switcher::choose(const QModelIndex& index)
{
    if (index.isValid()) {
        const Destination destination = m_model->at(index.row());
        close();
        Q_EMIT chosen(destination);
    }
}

bool Switcher::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress) {
        return Overlay::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        step(1);
        return true;
    case Qt::Key_Backtab:
        step(-1);
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentIndex(m_model->index(0));
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentIndex(m_model->index(m_model->rowCount() - 1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    default:
        return Overlay::eventFilter(watched, event);
    }
}

void Switcher::applyTheme()
{
    const Theme& theme = appearance().theme();
    dress(*m_nothing, theme.palette.textMuted, theme.fonts.body);
    m_field->setFont(theme.fonts.body);
}

} // namespace landline::ui
