// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/noticebar.h"

#include "ui/look/appearance.h"
#include "ui/look/labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace landline::ui {

NoticeBar::NoticeBar(const Appearance& appearance, const QMargins& outer, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_outer(outer)
    , m_sentence(plainLabel(this))
    , m_action(new QPushButton(this))
{
    m_sentence->setWordWrap(true);
    m_action->setFlat(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(QMargins(14, 8, 8, 8) + outer);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::actionRequested);
    connect(&appearance, &Appearance::themeChanged, this, &NoticeBar::applyTheme);
    say(Tone::Warning, {});
}

void NoticeBar::say(Tone tone, const QString& sentence, const QString& action)
{
    m_tone = tone;
    m_sentence->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setVisible(!sentence.isEmpty());
    setAccessibleName(sentence);
    applyTheme();
}

QString NoticeBar::sentence() const
{
    return m_sentence->text();
}

void NoticeBar::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    dress(*m_sentence, m_tone == Tone::Danger ? theme.palette.danger : theme.palette.warning,
        theme.fonts.body);
    update();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tone == Tone::Danger ? theme.palette.dangerFill : theme.palette.warningFill);
    painter.drawRoundedRect(
        rect().marginsRemoved(m_outer), theme.metrics.radius, theme.metrics.radius);
}

} // namespace landline::ui
