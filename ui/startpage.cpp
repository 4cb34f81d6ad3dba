// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/startpage.h"

#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/look/labels.h"
#include "ui/noticebar.h"
#include "ui/sentences.h"
#include "ui/timeline/displaytext.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace landline::ui {

namespace {

constexpr int formWidth = 380;
constexpr int iconSize = 64;

} // namespace

StartPage::StartPage(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_icon(plainLabel(this))
    , m_title(plainLabel(this, tr("Welcome to Landline")))
    , m_subtitle(plainLabel(this, tr("Team chat on a network of your own.")))
    , m_name(new QLineEdit(this))
    , m_server(new QLineEdit(this))
    , m_problem(new NoticeBar(appearance, {}, this))
    , m_progress(plainLabel(this))
    , m_join(new QPushButton(tr("Join"), this))
    , m_team(new QPushButton(tr("Start a team here"), this))
    , m_teamHint(
          plainLabel(this, tr("Runs a server on this computer. The others join at its address.")))
{
    m_name->setAccessibleName(tr("Your name"));
    m_name->setMaxLength(
        64); // longer than a name may be, so that its writer is told rather than cut short
    m_server->setAccessibleName(tr("Server address"));
    m_server->setPlaceholderText(tr("192.168.1.20 or chat.office:8800"));
    m_join->setDefault(true);

    auto* scroll = new QScrollArea(this); // for windows lower than the form
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setBackgroundRole(QPalette::Window);
    auto* middle = new QWidget;
    auto* centred = new QHBoxLayout(middle);
    centred->addStretch();
    centred->addWidget(makeForm());
    centred->addStretch();
    scroll->setWidget(middle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    connect(m_join, &QPushButton::clicked, this, &StartPage::submit);
    connect(m_name, &QLineEdit::returnPressed, this, &StartPage::submit);
    connect(m_server, &QLineEdit::returnPressed, this, &StartPage::submit);
    connect(m_team, &QPushButton::clicked, this, &StartPage::submitTeam);
    connect(m_name, &QLineEdit::textEdited, this, &StartPage::takeEdit);
    connect(m_server, &QLineEdit::textEdited, this, &StartPage::takeEdit);
    connect(&appearance, &Appearance::themeChanged, this, &StartPage::applyTheme);
    applyTheme();
}

QLabel* StartPage::fieldLabel(const QString& text, QWidget* buddy)
{
    QLabel* label = plainLabel(this, text);
    label->setBuddy(buddy);
    m_fieldLabels.append(label);
    return label;
}

QWidget* StartPage::makeForm()
{
    auto* form = new QWidget(this);
    form->setFixedWidth(formWidth);
    for (QLabel* label : { m_icon, m_title, m_subtitle, m_teamHint }) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_progress->setAlignment(Qt::AlignCenter);
    m_progress->setWordWrap(true);
    m_progress->hide();

    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(12, 24, 12, 24);
    layout->setSpacing(6);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addSpacing(22);
    layout->addWidget(fieldLabel(tr("Your name"), m_name));
    layout->addWidget(m_name);
    layout->addSpacing(8);
    layout->addWidget(fieldLabel(tr("Server address"), m_server));
    layout->addWidget(m_server);
    layout->addSpacing(8);
    layout->addWidget(m_problem);
    layout->addWidget(m_progress);
    layout->addSpacing(2);
    layout->addWidget(m_join);
    layout->addSpacing(22);
    layout->addWidget(m_team);
    layout->addWidget(m_teamHint);
    layout->addStretch(3);
    return form;
}

void StartPage::setName(const QString& name)
{
    m_name->setText(name);
}

void StartPage::setServer(const QString& address)
{
    m_server->setText(address);
}

QString StartPage::name() const
{
    return m_name->text();
}

QString StartPage::server() const
{
    return m_server->text();
}

void StartPage::showProblem(const QString& sentence)
{
    m_problem->say(NoticeBar::Tone::Danger, sentence);
}

void StartPage::showProgress(const QString& sentence)
{
    m_progress->setText(sentence);
    m_progress->setVisible(!sentence.isEmpty());
}

QString StartPage::problem() const
{
    return m_problem->sentence();
}

std::optional<UserName> StartPage::checkedName()
{
    const QString problem = nameProblem(m_name->text());
    if (!problem.isEmpty()) {
        showProblem(problem);
        m_name->setFocus(Qt::OtherFocusReason);
        m_name->selectAll();
        return std::nullopt;
    }
    return *UserName::fromString(m_name->text().trimmed());
}

void StartPage::submit()
{
    const auto userName = checkedName();
    if (!userName) {
        return;
    }
    const auto address = client::ServerAddress::fromUserInput(m_server->text().trimmed());
    if (!address) {
        showProblem(m_server->text().trimmed().isEmpty()
                ? tr("Write the address of the server, or start a team here.")
                : tr("This is not an address that Landline understands. %1")
                      .arg(onOneLine(address.error().detail)));
        m_server->setFocus(Qt::OtherFocusReason);
        m_server->selectAll();
        return;
    }
    showProblem({});
    Q_EMIT joinRequested(*address, *userName);
}

void StartPage::submitTeam()
{
    if (const auto userName = checkedName()) {
        showProblem({});
        Q_EMIT teamRequested(*userName);
    }
}

void StartPage::takeEdit()
{
    showProblem({});
    showProgress({});
    Q_EMIT edited();
}

void StartPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    (m_name->text().isEmpty() ? m_name : m_server)->setFocus(Qt::OtherFocusReason);
}

void StartPage::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    m_icon->setPixmap(applicationIcon().pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    dress(*m_title, theme.palette.text, theme.fonts.display);
    dress(*m_subtitle, theme.palette.textMuted, theme.fonts.body);
    dress(*m_progress, theme.palette.textMuted, theme.fonts.body);
    dress(*m_teamHint, theme.palette.textMuted, theme.fonts.small);
    for (QLabel* label : m_fieldLabels) {
        dress(*label, theme.palette.text, theme.fonts.smallStrong);
    }
}

} // namespace landline::ui
