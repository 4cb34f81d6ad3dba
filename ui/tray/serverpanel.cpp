// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray/serverpanel.h"

#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/look/labels.h"
#include "ui/noticebar.h"
#include "ui/timeline/displaytext.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

#include <chrono>

namespace landline::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int iconSize = 48;
constexpr std::chrono::milliseconds copiedShown = 2s;

} // namespace

ServerPanel::ServerPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_icon(plainLabel(this))
    , m_name(plainLabel(this))
    , m_state(plainLabel(this))
    , m_problem(new NoticeBar(appearance, {}, this))
    , m_question(new NoticeBar(appearance, {}, this))
    , m_addressTitle(plainLabel(this, tr("Others join at")))
    , m_addresses(plainLabel(this))
    , m_copy(new QPushButton(tr("Copy invitation link"), this))
    , m_people(plainLabel(this))
    , m_rooms(new QListWidget(this))
    , m_chat(new QPushButton(tr("Open chat"), this))
    , m_startStop(new QPushButton(this))
    , m_quit(new QPushButton(tr("Quit"), this))
{
    setMinimumWidth(400);
    m_addresses->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rooms->setFrameShape(QFrame::NoFrame);
    m_rooms->setSelectionMode(QAbstractItemView::NoSelection);
    m_rooms->setFocusPolicy(Qt::NoFocus);
    m_rooms->setUniformItemSizes(true);
    m_rooms->setAccessibleName(tr("Rooms with people in them"));
    m_rooms->viewport()->setBackgroundRole(QPalette::Window);

    auto* addressRow = new QHBoxLayout;
    addressRow->addWidget(m_addresses, 1);
    addressRow->addWidget(m_copy, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(10);
    layout->addWidget(makeHead());
    layout->addWidget(m_problem);
    layout->addSpacing(4);
    layout->addWidget(m_addressTitle);
    layout->addLayout(addressRow);
    layout->addSpacing(8);
    layout->addWidget(m_people);
    layout->addWidget(m_rooms, 1);
    layout->addWidget(m_question);
    layout->addWidget(makeButtons());

    connect(m_copy, &QPushButton::clicked, this, &ServerPanel::copyInvitation);
    connect(m_question, &NoticeBar::actionRequested, this, &ServerPanel::quitConfirmed);
    connect(&appearance, &Appearance::themeChanged, this, &ServerPanel::applyTheme);
    setView({});
    resize(440, 460);
}

QWidget* ServerPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_state);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_icon);
    layout->addLayout(words, 1);
    return head;
}

QWidget* ServerPanel::makeButtons()
{
    auto* buttons = new QWidget(this);
    auto* layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_chat);
    layout->addWidget(m_startStop);
    layout->addStretch();
    layout->addWidget(m_quit);
    connect(m_chat, &QPushButton::clicked, this, &ServerPanel::chatRequested);
    connect(m_quit, &QPushButton::clicked, this, &ServerPanel::quitRequested);
    connect(m_startStop, &QPushButton::clicked, this, [this] {
        if (m_view.isRunning()) {
            Q_EMIT stopRequested();
        } else {
            Q_EMIT startRequested();
        }
    });
    return buttons;
}

void ServerPanel::setView(const ServerView& view)
{
    m_view = view;
    m_name->setText(onOneLine(view.name));
    m_state->setText(serverStateWords(view.state));
    const bool failed = view.state == ServerView::State::Failed;
    m_problem->say(failed ? NoticeBar::Tone::Danger : NoticeBar::Tone::Warning, view.problem);
    m_addressTitle->setVisible(view.isRunning());
    m_addresses->setVisible(view.isRunning());
    m_addresses->setText(view.addresses.join(u'\n'));
    m_copy->setVisible(view.isRunning());
    m_people->setText(serverPeopleWords(view));
    m_people->setVisible(view.isRunning());
    m_chat->setEnabled(view.isRunning());
    m_chat->setDefault(view.isRunning());
    m_startStop->setDefault(!view.isRunning() && !view.isChanging());
    m_startStop->setEnabled(!view.isChanging());
    m_startStop->setText(view.isRunning() ? tr("Stop the server") : tr("Start the server"));
    setWindowTitle(tr("%1 – Landline server").arg(onOneLine(view.name)));
    if (m_asking && view.people == 0) {
        dropQuestion();
    } else if (m_asking) {
        askWhetherToQuit();
    }
    showRooms();
    applyTheme();
}

void ServerPanel::showRooms()
{
    m_rooms->clear();
    for (const ServerView::Room& room : m_view.rooms) {
        //: A room and the number of people in it
        auto* item = new QListWidgetItem(
            tr("%1 – %2").arg(onOneLine(room.name), QString::number(room.people)), m_rooms);
        item->setSizeHint({ 0, 26 });
    }
}

void ServerPanel::askWhetherToQuit()
{
    m_asking = true;
    const QString people = m_view.people == 1
        ? tr("1 person is connected and loses the connection.")
        : tr("%n people are connected and lose the connection.", nullptr, m_view.people);
    m_question->say(NoticeBar::Tone::Warning, people, tr("Quit anyway"));
}

void ServerPanel::dropQuestion()
{
    m_asking = false;
    m_question->say(NoticeBar::Tone::Warning, {});
}

void ServerPanel::bringForward()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
}

void ServerPanel::copyInvitation()
{
    QGuiApplication::clipboard()->setText(m_view.invitation);
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(copiedShown, this, [this] { m_copy->setText(tr("Copy invitation link")); });
}

void ServerPanel::closeEvent(QCloseEvent* event)
{
    event->ignore();
    dropQuestion();
    Q_EMIT closeRequested();
}

void ServerPanel::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_appearance.theme().palette.window);
}

void ServerPanel::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    const Palette& p = theme.palette;
    QColor state = p.textMuted;
    if (m_view.state == ServerView::State::Running) {
        state = p.success;
    } else if (m_view.state == ServerView::State::Degraded) {
        state = p.warning;
    } else if (m_view.state == ServerView::State::Failed) {
        state = p.danger;
    }
    m_icon->setPixmap(applicationIcon().pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    dress(*m_name, p.text, theme.fonts.title);
    dress(*m_state, state, theme.fonts.strong);
    dress(*m_addressTitle, p.textMuted, theme.fonts.smallStrong);
    dress(*m_addresses, p.text, theme.fonts.body);
    dress(*m_people, p.textMuted, theme.fonts.smallStrong);
}

} // namespace landline::ui
