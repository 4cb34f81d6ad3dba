import os
os.chdir(os.path.dirname(os.path.abspath(__file__)) + '/../..')
def sub(p, *pairs):
    s=open(p).read()
    for a,b in pairs:
        assert s.count(a)==1, (p, s.count(a), a)
        s=s.replace(a,b)
    open(p,'w').write(s)
sub('ui/questionbar.h',('''/// A question in the window, with what it is about and two answers. Takes the focus while it is asked: Enter
/// says yes, Esc no.
''','''/// What a QuestionBar asks. All is shown as plain text.
struct Question {
    QString sentence;
    QString line; ///< What it is about, on one line.
    QString yes; ///< The answers, as buttons name them.
    QString no;
    bool isGrave = false; ///< Whoever says yes cannot take it back.
};

/// A question in the window, with what it is about and two answers. Takes the focus while it is asked: Enter
/// says yes, Esc no.
'''),('''    /// `line` is shown on one line, as plain text.
    void ask(const QString& question, const QString& line, const QString& yes, const QString& no);
''','''    /// `confirmed` is called on a yes. A question that was not answered yet is forgotten.
    void ask(const Question& question, std::function<void()> confirmed);
'''),('''Q_SIGNALS:
    void confirmed();
    void declined();
''','''Q_SIGNALS:
    /// Yes or no, and what was to be done is done.
    void answered();
'''),('''    QMargins m_outer;
''','''    QMargins m_outer;
    bool m_isGrave = false;
    std::function<void()> m_confirmed;
'''),('#include <QWidget>\n','#include <QWidget>\n\n#include <functional>\n'))
s=open('ui/questionbar.cpp').read()
a=s.index('void QuestionBar::ask('); b=s.index('void QuestionBar::keyPressEvent')
s=s[:a]+'''void QuestionBar::ask(const Question& question, std::function<void()> confirmed)
{
    m_confirmed = std::move(confirmed);
    m_isGrave = question.isGrave;
    m_question->setText(question.sentence);
    m_line->setFullText(question.line);
    m_line->setVisible(!question.line.isEmpty());
    m_yes->setText(question.yes);
    m_no->setText(question.no);
    m_yes->setAccessibleDescription(question.sentence);
    setAccessibleName(question.sentence);
    applyTheme();
    show();
    m_yes->setFocus(Qt::OtherFocusReason);
}

void QuestionBar::dismiss()
{
    m_confirmed = {};
    hide();
}

void QuestionBar::answer(bool yes)
{
    hide();
    if (const auto confirmed = std::exchange(m_confirmed, {}); yes && confirmed) {
        confirmed();
    }
    Q_EMIT answered();
}

'''+s[b:]
s=s.replace('''    dress(*m_question, theme.palette.danger, theme.fonts.strong);''','''    dress(*m_question, m_isGrave ? theme.palette.danger : theme.palette.text, theme.fonts.strong);''')
s=s.replace('''    painter.setBrush(theme.palette.dangerFill);''','''    painter.setBrush(m_isGrave ? theme.palette.dangerFill : theme.palette.warningFill);''')
s=s.replace('#include <QVBoxLayout>\n','#include <QVBoxLayout>\n\n#include <utility>\n')
open('ui/questionbar.cpp','w').write(s)
s=open('ui/messageactions.cpp').read()
a=s.index('    connect(&m_conversation.question(), &QuestionBar::confirmed'); b=s.index('    connect(&m_session, &client::Session::changeFailed')
s=s[:a]+'''    connect(&m_conversation.question(), &QuestionBar::answered, this,
        [this] { m_conversation.composer().setFocus(Qt::OtherFocusReason); });
'''+s[b:]
a=s.index('    m_toDelete = seq;'); b=s.index('void MessageActions::sayIfRefused')
s=s[:a]+'''    const QString words
        = previewOf(model->index(row).data(TimelineModel::ContentRole).toString());
    m_conversation.question().ask(
        { tr("Delete this message for everybody? It cannot be brought back."), words, tr("Delete"),
            tr("Keep"), true },
        [this, seq] { remove(seq); });
}

void MessageActions::remove(Seq seq)
{
    const Outcome outcome = m_session.deleteMessage(m_room, seq);
    sayIfRefused(MessageChange::Kind::Delete, outcome);
    if (outcome) {
        m_writer.endEditOf(seq);
    }
}

void MessageActions::followLink(const QUrl& url, const QString& words)
{
    if (isWrittenOut(url, words)) {
        Q_EMIT linkActivated(url);
        return;
    }
    // What a link says is not always where it leads.
    const QString host = url.host().isEmpty() ? url.path() : url.host();
    m_conversation.question().ask({ tr("This link leads to %1. Open it?").arg(onOneLine(host)),
                                      url.toDisplayString(), tr("Open"), tr("Cancel") },
        [this, url] { Q_EMIT linkActivated(url); });
}

'''+s[b:]
s=s.replace('''    connect(&timeline, &TimelineView::deleteRequested, this, &MessageActions::askToDelete);
''','''    connect(&timeline, &TimelineView::deleteRequested, this, &MessageActions::askToDelete);
    connect(&timeline, &TimelineView::linkActivated, this, &MessageActions::followLink);
''')
s=s.replace('''using client::TimelineModel;

MessageActions::MessageActions''','''using client::TimelineModel;

namespace {

/// Whether the words of a link are its address.
bool isWrittenOut(const QUrl& url, const QString& words)
{
    const QUrl written(words, QUrl::StrictMode);
    return written == url || (url.scheme() == "mailto"_L1 && words == url.path());
}

} // namespace

MessageActions::MessageActions''')
s=s.replace('namespace landline::ui {\n','namespace landline::ui {\n\nusing namespace Qt::StringLiterals;',1).replace('using namespace Qt::StringLiterals;\nusing client','using namespace Qt::StringLiterals;\nusing client')
open('ui/messageactions.cpp','w').write(s)
sub('ui/messageactions.h',('''    void goOnAfterQuestion();
''','''    void remove(Seq seq);
    void followLink(const QUrl& url, const QString& words);
'''),('''    RoomName m_room;
    Seq m_toDelete;
''','''    RoomName m_room;
'''),('''    void enter(const RoomName& room);

private:''','''    void enter(const RoomName& room);

Q_SIGNALS:
    /// A link is to be opened; the reader knows where it leads.
    void linkActivated(const QUrl& url);

private:'''),('#include <QObject>\n','#include <QObject>\n#include <QUrl>\n'))
sub('ui/chatpage.cpp',('''    connect(&timeline, &TimelineView::linkActivated, this, &ChatPage::linkActivated);
''','''    connect(m_actions, &MessageActions::linkActivated, this, &ChatPage::linkActivated);
'''))
sub('app/desktop/desktopclient.cpp',('''        [](const QUrl& url) { QDesktopServices::openUrl(url); });
''','''        [this](const QUrl& url) {
            if (url.scheme() == "landline"_L1) {
                openAgain(url.toString());
            } else {
                QDesktopServices::openUrl(url);
            }
        });
'''))
sub('tests/ui/preview/main.cpp',('''            conversation.question().ask(
                u"Delete this message for everybody? It cannot be brought back."_s,
                u"See you there, @ann"_s, u"Delete"_s, u"Keep"_s);''','''            conversation.question().ask(
                { u"Delete this message for everybody? It cannot be brought back."_s,
                    u"See you there, @ann"_s, u"Delete"_s, u"Keep"_s, true },
                [] {});'''))
