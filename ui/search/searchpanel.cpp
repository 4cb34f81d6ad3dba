// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchpanel.h"

#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"
#include "ui/noticebar.h"
#include "ui/search/foundlist.h"
#include "ui/search/searchguide.h"
#include "ui/search/searchsentences.h"
#include "ui/timeline/displaytext.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace landline::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::SearchModel;
using client::SearchStatus;

namespace {

/// From the last key to the search: longer than between two keys of one who knows what to type.
constexpr auto typingPause = 300ms;
constexpr int longestQuery = 1000; ///< Characters, far beyond what anybody types.

bool isPrintable(const QKeyEvent& key)
{
    return !key.text().isEmpty() && key.text().front().isPrint()
        && !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

} // namespace

SearchPanel::SearchPanel(
    SearchModel& results, const Appearance& appearance, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_results(results)
    , m_appearance(appearance)
    , m_title(plainLabel(this, tr("Search")))
    , m_field(new QLineEdit(this))
    , m_here(new QPushButton(this))
    , m_everywhere(new QPushButton(tr("Everywhere"), this))
    , m_note(new NoticeBar(appearance, QMargins(12, 0, 12, 8), this))
    , m_count(new ElidedLabel(this))
    , m_pages(new QStackedWidget(this))
    , m_list(new FoundList(results, appearance, clock, m_pages))
    , m_guide(new SearchGuide(appearance, m_pages))
{
    setAutoFillBackground(true);
    setMinimumWidth(280);
    m_field->setPlaceholderText(tr("Words, or from: in: has: …"));
    m_field->setAccessibleName(tr("Search for"));
    m_field->setClearButtonEnabled(true);
    m_field->setMaxLength(longestQuery);
    m_list->installEventFilter(this);
    m_pages->addWidget(m_guide);
    m_pages->addWidget(m_list);

    auto* field = new QHBoxLayout;
    field->setContentsMargins(12, 0, 12, 8);
    field->addWidget(m_field);
    auto* count = new QHBoxLayout;
    count->setContentsMargins(18, 0, 16, 4);
    count->addWidget(m_count);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addLayout(field);
    layout->addLayout(makeScopes());
    layout->addWidget(m_note);
    layout->addLayout(count);
    layout->addWidget(m_pages, 1);

    connectParts();
    connect(&appearance, &Appearance::themeChanged, this, &SearchPanel::applyTheme);
    applyTheme();
    nameScopes();
    takeStatus();
    hide();
}

QWidget* SearchPanel::makeHeader()
{
    auto* close = new IconButton(Icon::Close, tr("Close the search (Esc)"), m_appearance, this);
    connect(close, &QAbstractButton::clicked, this, &SearchPanel::closed);
    auto* header = new QWidget(this);
    header->setFixedHeight(m_appearance.theme().metrics.headerHeight);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(16, 0, 10, 0);
    layout->addWidget(m_title, 1);
    layout->addWidget(close);
    return header;
}

QLayout* SearchPanel::makeScopes()
{
    auto* group = new QButtonGroup(this);
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(12, 0, 12, 10);
    layout->setSpacing(4);
    for (QPushButton* button : { m_here, m_everywhere }) {
        button->setCheckable(true);
        button->setFlat(true);
        button->setAutoDefault(true);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button);
        layout->addWidget(button);
    }
    layout->addStretch();
    m_here->setToolTip(tr("Ctrl+F"));
    m_everywhere->setToolTip(tr("Ctrl+Shift+F"));
    connect(m_here, &QPushButton::clicked, this, [this] { setScope(Scope::Room); });
    connect(m_everywhere, &QPushButton::clicked, this, [this] { setScope(Scope::Everywhere); });
    return layout;
}

void SearchPanel::connectParts()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &SearchPanel::search);
    connect(m_field, &QLineEdit::textEdited, this, [this] { m_pause.start(); });
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            search(); // also by the clear button, which is no typing
        }
    });
    connect(&m_results, &SearchModel::statusChanged, this, &SearchPanel::takeStatus);
    connect(m_list, &FoundList::messageChosen, this, &SearchPanel::messageChosen);
    connect(m_list, &FoundList::currentDescribed, this, [this](const QString& words) {
        m_field->setAccessibleDescription(
            words); // which has the keys, and so is what is read aloud
        QAccessibleEvent changed(m_field, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    });
    connect(m_list, &FoundList::moreWanted, this, &SearchPanel::moreWanted);
    connect(m_guide, &SearchGuide::operatorChosen, this, [this](const QString& beginning) {
        const QString text = m_field->text();
        const bool joins = text.isEmpty() || text.endsWith(u' ');
        m_field->setText(text + (joins ? QString() : QString(u' ')) + beginning);
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_guide, &SearchGuide::actionRequested, this, [this] {
        setScope(Scope::Everywhere);
        takeKeys();
    });
}

void SearchPanel::open(Scope scope, const RoomName& room)
{
    const Scope wanted = room.isEmpty() ? Scope::Everywhere : scope;
    const bool isThere = isVisible() && m_scope == wanted && m_asked == m_field->text()
        && (m_scope == Scope::Everywhere || m_room == room);
    m_room = room;
    show();
    if (isThere) {
        nameScopes();
    } else {
        setScope(wanted);
    }
    takeKeys();
    m_field->selectAll();
}

void SearchPanel::setRoom(const RoomName& room)
{
    if (m_scope == Scope::Everywhere || !isVisible()) {
        m_room = room;
        nameScopes();
    }
}

void SearchPanel::takeKeys()
{
    m_field->setFocus(Qt::OtherFocusReason); // of which nothing is selected
}

void SearchPanel::setScope(Scope scope)
{
    m_scope = scope;
    nameScopes();
    search();
}

void SearchPanel::nameScopes()
{
    constexpr int most = 180; // pixels, so that both have room
    const QString name = tr("In %1").arg(onOneLine(m_room.toString()));
    m_here->setText(
        m_here->fontMetrics().elidedText(name, Qt::ElideRight, most).replace(u'&', u"&&"_s));
    m_here->setAccessibleName(name);
    m_here->setVisible(!m_room.isEmpty());
    m_here->setChecked(m_scope == Scope::Room);
    m_everywhere->setChecked(m_scope == Scope::Everywhere);
}

void SearchPanel::searchAgain()
{
    if (!m_asked.isEmpty()) {
        search();
    }
}

void SearchPanel::search()
{
    m_pause.stop();
    m_asked = m_field->text();
    const bool isHere = m_scope == Scope::Room;
    Q_EMIT searchWanted(m_asked, isHere ? std::optional(m_room) : std::nullopt);
    takeStatus();
}

void SearchPanel::takeStatus()
{
    const SearchStatus& status = m_results.status();
    const int found = m_results.rowCount();
    const bool isWaiting = status.state == SearchStatus::State::Searching;
    const bool failsLater = status.state == SearchStatus::State::Failed && found > 0;
    m_note->say(NoticeBar::Tone::Warning,
        failsLater      ? searchProblem(*status.error)
            : isWaiting ? QString()
                        : searchNote(status));
    m_count->setFullText(searchCount(status, found));
    m_count->setVisible(!m_count->fullText().isEmpty());
    if (found > 0 || isWaiting) {
        m_pages->setCurrentWidget(m_list);
    } else {
        showGuide();
    }
    m_list->askForMore();
}

void SearchPanel::showGuide()
{
    const SearchStatus& status = m_results.status();
    if (status.state == SearchStatus::State::Failed) {
        m_guide->say(searchFailure(*status.error), searchProblem(*status.error), true);
    } else if (status.state == SearchStatus::State::Done) {
        const bool isHere = m_scope == Scope::Room && m_results.query().in.contains(m_room);
        m_guide->say(nothingFound(m_asked),
            tr("Other words or fewer of them find more. So does a wider span of time."), false,
            isHere ? tr("Search everywhere") : QString());
    } else {
        m_guide->say({}, {});
    }
    m_pages->setCurrentWidget(m_guide);
}

void SearchPanel::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
    } else if (FoundList::isWalk(event->key())) {
        m_list->walk(event->key());
    } else if (isEnter && m_field->text() != m_asked) {
        search();
    } else if (isEnter && (m_field->hasFocus() || m_list->hasFocus())) {
        m_list->chooseCurrent();
    } else if (isPrintable(*event)) {
        takeKeys(); // whoever types here means the search
        m_field->insert(event->text());
        m_pause.start();
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool SearchPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        // The list would look for a row by its first letter, and knows nothing of the rest.
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return event->isAccepted();
    }
    return QWidget::eventFilter(watched, event);
}

void SearchPanel::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    dress(*m_title, theme.palette.text, theme.fonts.strong);
    dress(*m_count, theme.palette.textMuted, theme.fonts.small);
    for (QPushButton* button : { m_here, m_everywhere }) {
        button->setFont(theme.fonts.small);
    }
}

} // namespace landline::ui
