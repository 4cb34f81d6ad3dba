// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray/servertrayicon.h"

#include "ui/look/icons.h"
#include "ui/timeline/displaytext.h"

#include <QClipboard>
#include <QGuiApplication>

namespace landline::ui {

using namespace Qt::StringLiterals;

QIcon serverStateIcon(ServerView::State state)
{
    switch (state) {
    case ServerView::State::Running:
        return iconFromFile(u":/icons/tray-running.svg"_s);
    case ServerView::State::Degraded:
    case ServerView::State::Failed:
        return iconFromFile(u":/icons/tray-degraded.svg"_s);
    case ServerView::State::Stopped:
    case ServerView::State::Starting:
    case ServerView::State::Stopping:
        break;
    }
    return iconFromFile(u":/icons/tray-stopped.svg"_s);
}

ServerTrayIcon::ServerTrayIcon(QObject* parent)
    : QObject(parent)
    , m_state(m_menu.addAction(QString()))
{
    m_state->setEnabled(false);
    m_menu.addSeparator();
    m_copy = m_menu.addAction(tr("Copy invitation link"));
    m_chat = m_menu.addAction(tr("Open chat"));
    QAction* window = m_menu.addAction(tr("Open window"));
    m_menu.addSeparator();
    m_startStop = m_menu.addAction(QString());
    m_menu.addSeparator();
    QAction* quit = m_menu.addAction(tr("Quit"));
    m_icon.setContextMenu(&m_menu);

    connect(m_copy, &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(m_view.invitation); });
    connect(m_chat, &QAction::triggered, this, &ServerTrayIcon::chatRequested);
    connect(window, &QAction::triggered, this, &ServerTrayIcon::windowRequested);
    connect(quit, &QAction::triggered, this, &ServerTrayIcon::quitRequested);
    connect(m_startStop, &QAction::triggered, this, [this] {
        if (m_view.isRunning()) {
            Q_EMIT stopRequested();
        } else {
            Q_EMIT startRequested();
        }
    });
    connect(&m_icon, &QSystemTrayIcon::activated, this,
        [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
                Q_EMIT windowRequested();
            }
        });
    fillMenu();
    m_icon.setIcon(serverStateIcon(m_view.state));
}

void ServerTrayIcon::setView(const ServerView& view)
{
    if (view.state != m_view.state) {
        m_icon.setIcon(serverStateIcon(view.state));
    }
    m_view = view;
    fillMenu();
}

void ServerTrayIcon::fillMenu()
{
    // An ampersand in a menu marks a key, in a tooltip it would be markup: names have neither meaning.
    const QString state = serverStateWords(m_view.state);
    const QString line = m_view.isRunning() ? serverPeopleWords(m_view) : state;
    m_state->setText(line);
    m_copy->setEnabled(m_view.isRunning());
    m_chat->setEnabled(m_view.isRunning());
    m_startStop->setEnabled(!m_view.isChanging());
    m_startStop->setText(m_view.isRunning() ? tr("Stop the server") : tr("Start the server"));
    m_icon.setToolTip(
        tr("Landline server: %1. %2").arg(state, m_view.isRunning() ? line : QString()).trimmed());
}

void ServerTrayIcon::show()
{
    m_icon.show();
}

bool ServerTrayIcon::hasTray()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

} // namespace landline::ui
