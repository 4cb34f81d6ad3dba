// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchguide.h"

#include "ui/look/appearance.h"
#include "ui/look/labels.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// An operator as one would type it. Stands at the left of its place, with the others in one line.
class Example final : public QAbstractButton {
public:
    static constexpr int side = 6; ///< From its edge to its words.

    Example(const QString& text, const Appearance& appearance, QWidget* parent = nullptr)
        : QAbstractButton(parent)
        , m_appearance(appearance)
    {
        setText(text);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_appearance.theme().fonts.small);
        return { metrics.horizontalAdvance(text()) + 2 * side, metrics.height() + 10 };
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            click();
        } else {
            QAbstractButton::keyPressEvent(event);
        }
    }

    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_appearance.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(underMouse() || isDown() ? QBrush(theme.palette.hover) : QBrush());
        painter.setPen(hasFocus() ? QPen(theme.palette.accent, 2) : QPen(Qt::NoPen));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), side, side);
        painter.setFont(theme.fonts.small);
        painter.setPen(theme.palette.link);
        painter.drawText(rect().adjusted(side, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    }

private:
    const Appearance& m_appearance;
};

} // namespace

SearchGuide::SearchGuide(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_title(plainLabel(this))
    , m_sentence(plainLabel(this))
    , m_action(new QPushButton(this))
    , m_heading(plainLabel(this, tr("Words find what begins so. More can be asked for:")))
{
    for (QLabel* label : { m_title, m_sentence, m_heading }) {
        label->setWordWrap(true);
        label->setIndent(Example::side); // in one line with the words of the examples
    }
    auto* table = new QGridLayout;
    table->setHorizontalSpacing(8);
    table->setVerticalSpacing(2);
    table->setColumnStretch(1, 1);
    addOperator(*table, u"\"tea at four\""_s, u"\""_s, tr("exactly these words"));
    addOperator(*table, u"-coffee"_s, u"-"_s, tr("messages without it"));
    addOperator(*table, u"from:ann"_s, u"from:"_s, tr("who said it"));
    addOperator(*table, u"in:general"_s, u"in:"_s, tr("where"));
    addOperator(*table, u"before:2026-11-20"_s, u"before:"_s, tr("said before that day"));
    addOperator(*table, u"after:2026-10"_s, u"after:"_s, tr("after that month"));
    addOperator(
        *table, u"has:link"_s, u"has:"_s, tr("or code, mention, reply, reaction, pin, edit"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16 - Example::side, 12, 16, 16);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    auto* action = new QHBoxLayout;
    action->setContentsMargins(Example::side, 2, 0, 0);
    action->addWidget(m_action);
    action->addStretch();
    layout->addLayout(action);
    layout->addSpacing(14);
    layout->addWidget(m_heading);
    layout->addLayout(table);
    layout->addStretch();
    m_action->setAutoDefault(true);
    connect(m_action, &QPushButton::clicked, this, &SearchGuide::actionRequested);
    connect(&appearance, &Appearance::themeChanged, this, &SearchGuide::applyTheme);
    applyTheme();
    say({}, {});
}

void SearchGuide::addOperator(
    QGridLayout& table, const QString& example, const QString& beginning, const QString& meaning)
{
    const int row = static_cast<int>(m_examples.size());
    auto* button = new Example(example, m_appearance, this);
    button->setAccessibleDescription(meaning);
    auto* label = plainLabel(this, meaning);
    label->setWordWrap(true);
    table.addWidget(button, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    table.addWidget(label, row, 1, Qt::AlignVCenter);
    connect(button, &QAbstractButton::clicked, this,
        [this, beginning] { Q_EMIT operatorChosen(beginning); });
    m_examples.append(button);
    m_meanings.append(label);
}

void SearchGuide::say(
    const QString& title, const QString& sentence, bool isProblem, const QString& action)
{
    m_isProblem = isProblem;
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    applyTheme();
}

QString SearchGuide::title() const
{
    return m_title->text();
}

QString SearchGuide::sentence() const
{
    return m_sentence->text();
}

void SearchGuide::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    const Palette& p = theme.palette;
    dress(*m_title, p.text, theme.fonts.strong);
    dress(*m_sentence, m_isProblem ? p.text : p.textMuted, theme.fonts.body);
    dress(*m_heading, p.textMuted, theme.fonts.smallStrong);
    for (QAbstractButton* example : std::as_const(m_examples)) {
        example->updateGeometry();
    }
    for (QLabel* meaning : std::as_const(m_meanings)) {
        dress(*meaning, p.textMuted, theme.fonts.small);
    }
}

} // namespace landline::ui
