// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/connectionpill.h"

#include "ui/look/appearance.h"
#include "ui/look/labels.h"
#include "ui/sentences.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace landline::ui {

using namespace std::chrono_literals;
using client::SessionState;

namespace {

constexpr int dot = 8;

} // namespace

ConnectionPill::ConnectionPill(const Appearance& appearance, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_clock(clock)
    , m_words(plainLabel(this))
    , m_tryNow(new QPushButton(tr("Try now"), this))
{
    m_tryNow->setFlat(true);
    m_tryNow->setFixedHeight(24);
    m_tick.setInterval(1s);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(dot + 7, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_words);
    layout->addWidget(m_tryNow);
    layout->addStretch();
    setFixedHeight(24);
    connect(&m_tick, &QTimer::timeout, this, &ConnectionPill::refresh);
    connect(m_tryNow, &QPushButton::clicked, this, &ConnectionPill::tryNowRequested);
    connect(&appearance, &Appearance::themeChanged, this, &ConnectionPill::refresh);
    refresh();
}

void ConnectionPill::setStatus(const client::SessionStatus& status)
{
    m_status = status;
    m_nextAttempt = m_clock.steadyNow() + status.nextAttempt.value_or(0ms);
    if (status.state == SessionState::WaitingToRetry) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
    refresh();
}

void ConnectionPill::refresh()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_nextAttempt - m_clock.steadyNow());
    m_words->setText(connectionWords(m_status, std::max(left, 0s)));
    dress(*m_words, m_appearance.theme().palette.textMuted, m_appearance.theme().fonts.small);
    m_tryNow->setFont(m_appearance.theme().fonts.smallStrong);
    m_tryNow->setVisible(m_status.state == SessionState::WaitingToRetry
        || (m_status.state == SessionState::Offline && !isFinal(m_status.problem)));
    setAccessibleName(tr("Connection: %1").arg(m_words->text()));
    update();
}

QColor ConnectionPill::dotColor() const
{
    const Palette& p = m_appearance.theme().palette;
    switch (m_status.state) {
    case SessionState::Live:
        return p.online;
    case SessionState::Offline:
        return p.textMuted;
    default:
        return p.warning;
    }
}

void ConnectionPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dotColor());
    painter.drawEllipse(QRectF(1, (height() - dot) / 2.0, dot, dot));
}

} // namespace landline::ui
