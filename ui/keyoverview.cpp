// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keyoverview.h"

#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/keycap.h"
#include "ui/look/labels.h"
#include "ui/sentences.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QKeySequence>
#include <QScrollArea>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelWidth = 720;

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeyOverview)
};

QString written(const QKeySequence& keys)
{
    return keys.toString(QKeySequence::NativeText);
}

KeyGroup everywhere()
{
    return { Words::tr("Everywhere"),
        { { { written(Qt::CTRL | Qt::Key_K) }, Words::tr("Go to a room or a command") },
            { { written(Qt::CTRL | Qt::Key_F) }, Words::tr("Search this room") },
            { { written(Qt::CTRL | Qt::SHIFT | Qt::Key_F) }, Words::tr("Search everywhere") },
            { { written(Qt::ALT | Qt::Key_Up), written(Qt::ALT | Qt::Key_Down) },
                Words::tr("The room above, below") },
            { { written(Qt::ALT | Qt::SHIFT | Qt::Key_Up),
                  written(Qt::ALT | Qt::SHIFT | Qt::Key_Down) },
                Words::tr("The unread room above, below") },
            { { written(Qt::ALT | Qt::Key_A) },
                Words::tr("The next room in which you are mentioned") },
            { { written(Qt::Key_Escape) },
                Words::tr("Back to the composer; there, to the newest message") },
            { { written(Qt::CTRL | Qt::Key_Slash) }, Words::tr("This overview") } } };
}

KeyGroup writing()
{
    return { Words::tr("Writing"),
        { { { written(Qt::Key_Enter) }, Words::tr("Send") },
            { { written(Qt::SHIFT | Qt::Key_Enter) }, Words::tr("Begin a new line") },
            { { written(Qt::Key_Up) },
                Words::tr("Edit your last message, where nothing is written") },
            { { u"@"_s, u"#"_s, u"/"_s }, Words::tr("Complete a name, a room, a command") },
            { { written(Qt::Key_Escape) }, Words::tr("No longer reply or edit") },
            { { written(Qt::Key_Tab) }, Words::tr("On to the messages") } } };
}

KeyGroup onMessages()
{
    return { Words::tr("On a message"),
        { { { written(Qt::Key_Up), written(Qt::Key_Down) },
              Words::tr("The message before, after") },
            { { u"R"_s }, Words::tr("Reply") }, { { u"E"_s }, Words::tr("Edit") },
            { { u"+"_s, u":"_s }, Words::tr("React") }, { { u"P"_s }, Words::tr("Pin or unpin") },
            { { written(Qt::Key_Delete) }, Words::tr("Delete") },
            { { written(Qt::Key_Enter) }, Words::tr("Go to what it replies to") },
            { { written(QKeySequence::Copy) }, Words::tr("Copy") },
            { { written(Qt::Key_Menu) }, Words::tr("All that can be done with it") } } };
}

KeyGroup commands()
{
    const QList<client::SlashCommand> all = client::SlashCommand::all();
    KeyGroup group { Words::tr("Commands, written as a message"), {} };
    group.lines.reserve(all.size());
    for (const client::SlashCommand& command : all) {
        group.lines.append({ { u'/' + command.name }, commandWords(command.kind) });
    }
    return group;
}

} // namespace

QList<KeyGroup> keyGroups()
{
    return { everywhere(), writing(), onMessages(), commands() };
}

KeyOverview::KeyOverview(const Appearance& appearance, QWidget* page)
    : Overlay(appearance, page)
    , m_area(new QScrollArea(panel()))
{
    setAccessibleName(tr("Keys"));
    setPanelWidth(panelWidth);
    auto* content = new QWidget;
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(12, 0, 12, 8);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    for (const KeyGroup& group : keyGroups()) {
        addGroup(*grid, group);
    }
    m_area->setWidget(content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_area->setAccessibleName(tr("Keys"));
    m_area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto* close = new IconButton(Icon::Close, tr("Close (Esc)"), appearance, panel());
    connect(close, &QAbstractButton::clicked, this, &Overlay::close);
    auto* layout = new QGridLayout(panel());
    layout->setContentsMargins(12, 12, 8, 12);
    layout->addWidget(m_area, 0, 0, 2, 1);
    layout->addWidget(close, 0, 1);
    layout->setRowStretch(1, 1);
    connect(&appearance, &Appearance::themeChanged, this, &KeyOverview::applyTheme);
    applyTheme();
}

void KeyOverview::addGroup(QGridLayout& grid, const KeyGroup& group)
{
    QWidget* parent = grid.parentWidget();
    auto* title = plainLabel(parent, group.title);
    title->setContentsMargins(0, m_titles.isEmpty() ? 0 : 12, 0, 2);
    grid.addWidget(title, grid.rowCount(), 0, 1, 2);
    m_titles.append(title);
    for (const KeyGroup::Line& line : group.lines) {
        const int row = grid.rowCount();
        auto* keys = new QHBoxLayout;
        keys->setSpacing(4);
        for (const QString& key : line.keys) {
            keys->addWidget(new KeyCap(key, appearance(), parent));
        }
        keys->addStretch();
        auto* what = plainLabel(parent, line.what);
        what->setWordWrap(true);
        grid.addLayout(keys, row, 0);
        grid.addWidget(what, row, 1);
        m_words.append(what);
    }
}

QWidget* KeyOverview::firstFocus() const
{
    return m_area;
}

void KeyOverview::applyTheme()
{
    const Theme& theme = appearance().theme();
    for (QLabel* title : std::as_const(m_titles)) {
        dress(*title, theme.palette.text, theme.fonts.strong);
    }
    for (QLabel* words : std::as_const(m_words)) {
        dress(*words, theme.palette.text, theme.fonts.body);
    }
}

} // namespace landline::ui
