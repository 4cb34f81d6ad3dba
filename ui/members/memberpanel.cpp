// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/memberpanel.h"

#include "client/memberlistmodel.h"
#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"
#include "ui/members/memberdelegate.h"

#include <QBoxLayout>
#include <QListView>

namespace landline::ui {

MemberPanel::MemberPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_title(plainLabel(this, tr("Members")))
    , m_list(new QListView(this))
{
    setAutoFillBackground(true);
    auto* close = new IconButton(Icon::Close, tr("Hide the members"), appearance, this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setFocusPolicy(Qt::TabFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new MemberDelegate(appearance, m_list));
    m_list->setAccessibleName(m_title->text());
    m_list->viewport()->setBackgroundRole(QPalette::Window);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(16, 0, 10, 0);
    top->addWidget(m_title, 1);
    top->addWidget(close);
    auto* header = new QWidget(this);
    header->setFixedHeight(appearance.theme().metrics.headerHeight);
    header->setLayout(top);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(m_list, 1);
    connect(close, &QAbstractButton::clicked, this, &MemberPanel::closed);
    connect(&appearance, &Appearance::themeChanged, this, &MemberPanel::applyTheme);
    applyTheme();
}

void MemberPanel::setModel(client::MemberListModel* members)
{
    if (m_members) {
        m_members->disconnect(this);
    }
    m_members = members;
    m_list->setModel(members);
    if (members) {
        // The headings, and with them the heights of rows, follow the counts.
        connect(members, &client::MemberListModel::countsChanged, this,
            [this] { m_list->doItemsLayout(); });
    }
}

void MemberPanel::applyTheme()
{
    dress(*m_title, m_appearance.theme().palette.text, m_appearance.theme().fonts.strong);
}

} // namespace landline::ui
