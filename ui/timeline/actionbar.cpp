// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/actionbar.h"

#include "ui/look/appearance.h"
#include "ui/look/emojibutton.h"
#include "ui/look/iconbutton.h"
#include "ui/timeline/commonemoji.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>

namespace landline::ui {

namespace {

constexpr int buttonSide = 30;

} // namespace

ActionBar::ActionBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_react(new IconButton(Icon::React, tr("React (+)"), appearance, this))
    , m_reply(new IconButton(Icon::Reply, tr("Reply (R)"), appearance, this))
    , m_edit(new IconButton(Icon::Edit, tr("Edit (E)"), appearance, this))
    , m_more(new IconButton(Icon::More, tr("More"), appearance, this))
{
    setAccessibleName(tr("Message actions"));
    setCursor(Qt::ArrowCursor);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(0);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    const auto quick = commonEmoji().mid(0, quickEmoji);
    for (const NamedEmoji& named : quick) {
        auto* button = new EmojiButton(named.emoji, named.name, appearance, this);
        button->setCheckable(true);
        connect(button, &QAbstractButton::clicked, this,
            [this, button] { Q_EMIT emojiChosen(button->emoji()); });
        layout->addWidget(button);
        m_quick.append(button);
    }
    for (QAbstractButton* button : { m_react, m_reply, m_edit, m_more }) {
        button->setFixedSize(buttonSide, buttonSide);
        layout->addWidget(button);
    }
    const auto offerBy = [this](QAbstractButton* button, MessageAction action) {
        connect(button, &QAbstractButton::clicked, this,
            [this, action] { Q_EMIT actionRequested(action); });
    };
    offerBy(m_react, MessageAction::React);
    offerBy(m_reply, MessageAction::Reply);
    offerBy(m_edit, MessageAction::Edit);
    connect(m_more, &QAbstractButton::clicked, this, &ActionBar::menuRequested);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void ActionBar::setOffer(MessageOffer offer, const QList<Emoji>& own)
{
    for (EmojiButton* button : m_quick) {
        button->setVisible(offer.testFlag(MessageAction::React));
        button->setChecked(own.contains(button->emoji()));
    }
    m_react->setVisible(offer.testFlag(MessageAction::React));
    m_reply->setVisible(offer.testFlag(MessageAction::Reply));
    m_edit->setVisible(offer.testFlag(MessageAction::Edit));
    layout()->activate();
    adjustSize();
}

QPoint ActionBar::menuPoint() const
{
    return m_more->mapToGlobal(QPoint(0, m_more->height()));
}

void ActionBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.palette.border);
    painter.setBrush(theme.palette.raised);
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.metrics.radius, theme.metrics.radius);
}

void ActionBar::mousePressEvent(QMouseEvent* event)
{
    event->accept(); // between the buttons is not on the message below
}

} // namespace landline::ui
