import os,shutil
os.chdir(os.path.dirname(os.path.abspath(__file__)) + '/../..')
def sub(p, *pairs):
    s=open(p).read()
    for a,b in pairs:
        assert s.count(a)==1, (p, s.count(a), a)
        s=s.replace(a,b)
    open(p,'w').write(s)
for f in ('textblock.h','textblock.cpp'):
    shutil.copy('drafts/desk-next/'+f+'.txt','ui/timeline/'+f)
sub('packages.txt',('libsimdjson-dev         # decoding of frames\n','libsimdjson-dev         # decoding of frames\nlibmd4c-dev             # reading of Markdown\n'),
('fonts-noto-core\n','fonts-noto-core\nfonts-noto-mono         # code in messages\n'))
sub('CMakeLists.txt',('find_package(simdjson REQUIRED)\n','find_package(simdjson REQUIRED)\nfind_package(md4c REQUIRED)\n'))
sub('client/CMakeLists.txt',('        localdatabase.cpp localdatabase.h\n','        links.cpp links.h\n        localdatabase.cpp localdatabase.h\n        markdown.cpp markdown.h\n        markdowndialect.cpp markdowndialect.h\n'),
('        mentions.h\n','        mentions.cpp mentions.h\n'),
('        pacer.cpp pacer.h\n','        pacer.cpp pacer.h\n        prose.cpp prose.h\n'),
('    PRIVATELY Qt6::Sql)','    PRIVATELY Qt6::Sql md4c::md4c)'))
sub('tests/client/CMakeLists.txt',('localdatabase memberlistmodel','localdatabase markdown memberlistmodel'))
sub('tests/architecture/arrows.cpp',('"Core Network WebSockets Sql"_L1, ""_L1, ""_L1},\n    Arrows {"server"','"Core Network WebSockets Sql"_L1, "md4c"_L1, ""_L1},\n    Arrows {"server"'),
('    Library { "boost/"_L1, "boost"_L1 },\n','    Library { "boost/"_L1, "boost"_L1 },\n    Library { "md4c"_L1, "md4c"_L1 },\n'))
sub('CONTRIBUTING.md',('| `client/` | messages; Qt Core, Network, WebSockets, Sql |','| `client/` | messages; Qt Core, Network, WebSockets, Sql; md4c |'),
('''**QWebSocketServer's handshake, our own frame layer.**''','''**Markdown is read by md4c, into words and runs.**
Chosen: md4c's callbacks in `client/`, after a pass over the lines that hides from it what messages do not have; the outcome is
plain text with a list of how it looks, which the window lays out by itself.
Rejected: QTextDocument's setMarkdown, which makes HTML and a table of what strangers send; a parser of our own beside the page's.
Why: nothing that was sent can load, run or nest, selection and search see the words alone, and the page shows the same.

**QWebSocketServer's handshake, our own frame layer.**'''))
# names
open('client/mentions.h','w').write('''// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/prose.h"
#include "messages/logevents.h"

namespace landline::client {

/// Whether somebody else names this user in a message, or the whole room. As the server counts
/// (event::RoomInfo::mentions).
bool mentions(const event::Text& text, const UserName& self);

/// Whom a message names, as they are written behind an '@'.
QStringList mentionedNames(const event::Text& text);

/// Where such names stand in a text, as runs: at a word's beginning, the longest of those that fit.
QList<WordRun> nameRuns(const QString& text, const QStringList& names);

} // namespace landline::client
''')
open('client/mentions.cpp','w').write('''// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/mentions.h"

#include <algorithm>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

bool isOfWord(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == u'_' || c.isSurrogate();
}

bool isName(const QString& text, qsizetype at, const QString& name)
{
    if (name.isEmpty() || !QStringView(text).mid(at).startsWith(name)) {
        return false;
    }
    const qsizetype end = at + name.size();
    return end == text.size() || !isOfWord(text.at(end)) || !isOfWord(name.back());
}

} // namespace

bool mentions(const event::Text& text, const UserName& self)
{
    return text.username != self && (text.mentionsRoom || text.mentions.contains(self));
}

QStringList mentionedNames(const event::Text& text)
{
    QStringList names;
    names.reserve(text.mentions.size() + 1);
    for (const UserName& user : text.mentions) {
        names.append(user.toString());
    }
    if (text.mentionsRoom) {
        names.append(u"room"_s);
    }
    return names;
}

QList<WordRun> nameRuns(const QString& text, const QStringList& names)
{
    QStringList longestFirst = names;
    std::sort(longestFirst.begin(), longestFirst.end(),
        [](const QString& a, const QString& b) { return a.size() > b.size(); });
    QList<WordRun> runs;
    for (qsizetype at = names.isEmpty() ? -1 : text.indexOf(u'@'); at >= 0;
         at = text.indexOf(u'@', at + 1)) {
        if (at > 0 && isOfWord(text.at(at - 1))) {
            continue;
        }
        const auto name = std::find_if(longestFirst.cbegin(), longestFirst.cend(),
            [&](const QString& one) { return isName(text, at + 1, one); });
        if (name != longestFirst.cend()) {
            runs.append({ static_cast<int>(at), static_cast<int>(name->size()) + 1, WordStyle::Mention, {} });
            at += name->size();
        }
    }
    return runs;
}

} // namespace landline::client
''')
sub('client/timelineentry.h',('    bool mentionsMe = false;\n','    bool mentionsMe = false;\n    bool mentionsRoom = false;\n'),
('    QList<event::Reaction> reactions;\n','    QList<event::Reaction> reactions;\n    QList<UserName> mentions;\n'))
sub('client/timelineentry.cpp',('''    mentionsMe = mentions(text, self);
''','''    mentions = text.mentions;
    mentionsRoom = text.mentionsRoom;
    mentionsMe = client::mentions(text, self);
'''),('''    take(text, self);
    return isChanged;''','''    take(text, self);
    return isChanged;'''),
('''    if (mentionsMe) {
        text.mentions = { self };
    }
''','''    text.mentions = mentions;
    text.mentionsRoom = mentionsRoom;
'''))
s=open('client/timelineentry.cpp').read()
s=s.replace('toText(const UserName& self) const','toText() const').replace('toText(self)','toText()')
open('client/timelineentry.cpp','w').write(s)
s=open('client/timelineentry.h').read()
s=s.replace('toText(const UserName& self) const','toText() const')
open('client/timelineentry.h','w').write(s)
sub('client/timelinemodel.h',('        MentionsMeRole, ///< bool: somebody else names the user, or the room\n','        MentionsMeRole, ///< bool: somebody else names the user, or the room\n        MentionsRole, ///< QStringList: whom it names, "room" for all\n'))
sub('client/timelinemodel.cpp',('''        return row.mentionsMe;
''','''        return row.mentionsMe;
    case MentionsRole:
        return namesIn(row);
'''),('''{ MentionsMeRole, "mentionsMe" },''','''{ MentionsMeRole, "mentionsMe" }, { MentionsRole, "mentions" },'''),
('''QDateTime inUtc(Timestamp time)''','''QStringList namesIn(const TimelineEntry& row)
{
    event::Text text;
    text.mentions = row.mentions;
    text.mentionsRoom = row.mentionsRoom;
    return mentionedNames(text);
}

QDateTime inUtc(Timestamp time)'''),('#include "client/timelineentry.h"\n','#include "client/mentions.h"\n#include "client/timelineentry.h"\n'))
# theme
sub('ui/look/theme.h',('    QColor mentionFill;','    QColor codeFill; ///< Behind code in messages.\n    QColor mentionFill;'),
('    QFont display; ///< The one line of the first page.\n','    QFont display; ///< The one line of the first page.\n    QFont code; ///< Each letter as wide as the other.\n    QFont largeEmoji; ///< Of a message that is a few emoji and nothing else.\n'))
s=open('ui/look/theme.cpp').read()
s=s.replace("        .mentionFill = 0xfff7e0,","        .codeFill = 0xf1f3f6,\n        .mentionFill = 0xfff7e0,").replace("        .mentionFill = 0x2e2a1e,","        .codeFill = 0x15171c,\n        .mentionFill = 0x2e2a1e,")
s=s.replace('''        .display = fontOf(bodyPoints + 8, QFont::DemiBold),
    };''','''        .display = fontOf(bodyPoints + 8, QFont::DemiBold),
        .code = codeFont(),
        .largeEmoji = fontOf(2.4 * bodyPoints, QFont::Normal),
    };''')
s=s.replace('''Fonts defaultFonts()''','''QFont codeFont()
{
    QFont font = fontOf(bodyPoints - 1, QFont::Normal);
    font.setFamilies({ u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"monospace"_s, u"Noto Color Emoji"_s });
    font.setStyleHint(QFont::Monospace);
    return font;
}

Fonts defaultFonts()''')
s=s.replace('''        { u"mention"_s, p.mentionFill },
''','''        { u"mention"_s, p.mentionFill },
        { u"code"_s, p.codeFill },
''')
open('ui/look/theme.cpp','w').write(s)
# displaytext
s=open('ui/timeline/displaytext.h').read()
a=s.index('/// A piece of a text that leads'); b=s.index('} // namespace')
s=s[:a]+'''/// The words of a message without its Markdown on one line, at most `longest` characters of them.
QString previewOf(const QString& content, qsizetype longest = 200);

'''+s[b:]
s=s.replace('#include <QList>\n','').replace('#include <QUrl>\n','')
open('ui/timeline/displaytext.h','w').write(s)
s=open('ui/timeline/displaytext.cpp').read()
a=s.index('QList<Link> linksIn'); b=s.index('} // namespace landline::ui')
s=s[:a]+'''QString previewOf(const QString& content, qsizetype longest)
{
    return onOneLine(client::readMarkdown(forDisplay(content.left(longest * 4))).words(), longest);
}

'''+s[b:]
a=s.index('bool endsAddress'); b=s.index('} // namespace\n')
s=s[:a]+s[b:]
s=s.replace('#include "ui/timeline/displaytext.h"\n','#include "ui/timeline/displaytext.h"\n\n#include "client/markdown.h"\n')
open('ui/timeline/displaytext.cpp','w').write(s)
# emoji
sub('ui/timeline/emoji.h',('QList<EmojiRun> emojiRuns(const QString& text);\n','''QList<EmojiRun> emojiRuns(const QString& text);

/// Whether a text is a few emoji and nothing else.
bool isEmojiOnly(const QString& text);
'''))
sub('ui/timeline/emoji.cpp',('''} // namespace landline::ui''','''bool isEmojiOnly(const QString& text)
{
    if (text.isEmpty() || text.size() > mostLarge * longestEmoji) {
        return false;
    }
    qsizetype covered = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
    for (const EmojiRun& run : emojiRuns(text)) {
        covered += run.length;
    }
    if (covered != text.size() || text.trimmed().isEmpty()) {
        return false;
    }
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    int characters = 0;
    while (finder.toNextBoundary() >= 0) {
        ++characters;
    }
    return characters <= mostLarge;
}

} // namespace landline::ui'''),('constexpr char32_t keycap = 0x20e3;\n','''constexpr char32_t keycap = 0x20e3;
/// Emoji beyond this many are a picture of their own, and not shown large.
constexpr int mostLarge = 12;
/// Units of the longest ones, as flags of regions are.
constexpr int longestEmoji = 16;
'''),('#include <algorithm>\n','#include <QTextBoundaryFinder>\n\n#include <algorithm>\n'))
# row
sub('ui/timeline/timelinerow.h',('    bool mentionsMe = false;\n','    bool mentionsMe = false;\n    QStringList mentions; ///< Names behind an \'@\' that are somebody\'s.\n'))
sub('ui/timeline/timelinerow.cpp',('        .mentionsMe = index.data(TimelineModel::MentionsMeRole).toBool(),\n','        .mentionsMe = index.data(TimelineModel::MentionsMeRole).toBool(),\n        .mentions = index.data(TimelineModel::MentionsRole).toStringList(),\n'))
# layout
s=open('ui/timeline/messagelayout.h').read()
s=s.replace('''    std::vector<ReactionChip> chips;
''','''    std::vector<ReactionChip> chips;
    std::vector<QRect> copyCode; ///< Buttons in the corners of the block's codes(); shown under the pointer.
''')
s=s.replace('Chip, Edited, Time };','Chip, Edited, Time, CopyCode };')
s=s.replace('''    QUrl url; ///< For Link.
    int chip = -1; ///< For Chip: which.
''','''    QUrl url; ///< For Link,
    QString words; ///< and what stands there.
    int index = -1; ///< For Chip and CopyCode: which.
''').replace('chip != other.chip','index != other.index')
open('ui/timeline/messagelayout.h','w').write(s)
s=open('ui/timeline/messagelayout.cpp').read()
a=s.index('        QString words = m_row.deleted ? deletedWords()'); b=s.index('        m_layout.text\n            = QRect(QPoint(m_left, m_y), QSize(m_textWidth')
s=s[:a]+'''        client::Prose prose = m_row.deleted ? client::plainProse(deletedWords()) : readRow();
        const qsizetype all = prose.text.size();
        const qsizetype shown = m_context.expanded ? all : shownLength(prose.text);
        QFont font = isEmojiOnly(prose.text) && prose.runs.isEmpty() ? m_theme.fonts.largeEmoji
                                                                    : m_theme.fonts.body;
        font.setItalic(m_row.deleted);
        prose.truncate(static_cast<int>(shown));
        m_layout.block = std::make_shared<TextBlock>(
            std::move(prose), TextLook::of(m_theme, font), m_textWidth);
'''+s[b:]
s=s.replace('''        m_y += m_layout.text.height();
        addMarks();''','''        m_y += m_layout.text.height();
        addCopyButtons();
        addMarks();''')
s=s.replace('''    void addMarks()
''','''    client::Prose readRow() const
    {
        client::Prose prose = client::readMarkdown(forDisplay(m_row.content));
        prose.lay(client::nameRuns(prose.text, m_row.mentions));
        return prose;
    }

    void addCopyButtons()
    {
        const auto& codes = m_layout.block->codes();
        m_layout.copyCode.reserve(codes.size());
        for (const TextBlock::CodeBox& code : codes) {
            const QRect box = code.rect.translated(m_layout.text.topLeft());
            m_layout.copyCode.emplace_back(
                box.right() - copySide - 2, box.top() + 3, copySide, copySide);
        }
    }

    void addMarks()
''',1)
s=s.replace('constexpr int quotePadding = 8;\n','constexpr int quotePadding = 8;\nconstexpr int copySide = 26; ///< Of the button that copies code.\n')
s=s.replace('''return quote.isDeleted ? deletedWords() : onOneLine(quote.content);''','''return quote.isDeleted ? deletedWords() : previewOf(quote.content);''')
s=s.replace('''            Words::tr("Not sent. %1").arg(forDisplay(reason)), m_theme.fonts.small, m_textWidth);''','''            Words::tr("Not sent. %1").arg(forDisplay(reason)),
            TextLook::of(m_theme, m_theme.fonts.small), m_textWidth);''')
s=s.replace('''            = std::make_shared<TextBlock>(noticeText(), m_theme.fonts.small, m_textWidth - 60);''','''            = std::make_shared<TextBlock>(noticeText(), TextLook::of(m_theme, m_theme.fonts.small), m_textWidth - 60);''')
s=s.replace('hit.chip = static_cast<int>(chip - layout.chips.begin());','hit.index = static_cast<int>(chip - layout.chips.begin());')
s=s.replace('''    if (chip != layout.chips.end()) {''','''    const auto copy = std::find_if(layout.copyCode.begin(), layout.copyCode.end(),
        [&point](const QRect& one) { return one.contains(point); });
    if (copy != layout.copyCode.end()) {
        hit.part = MessageHit::CopyCode;
        hit.index = static_cast<int>(copy - layout.copyCode.begin());
    } else if (chip != layout.chips.end()) {''')
s=s.replace('''        if (const auto url = layout.block->linkAt(inText)) {
            hit.part = MessageHit::Link;
            hit.url = *url;
        }''','''        if (const client::WordRun* link = layout.block->linkAt(inText)) {
            hit.part = MessageHit::Link;
            hit.url = link->link;
            hit.words = layout.block->wordsOf(*link);
        }''')
s=s.replace('#include "ui/timeline/messagelayout.h"\n\n#include "ui/timewords.h"\n','#include "ui/timeline/messagelayout.h"\n\n#include "client/markdown.h"\n#include "client/mentions.h"\n#include "ui/timeline/displaytext.h"\n#include "ui/timeline/emoji.h"\n#include "ui/timewords.h"\n')
open('ui/timeline/messagelayout.cpp','w').write(s)
# painter
s=open('ui/timeline/messagepainter.cpp').read()
s=s.replace('''    layout.block->paint(painter, at(layout.text).topLeft(), { ink, p.link, p.textSelection },
        state.selectedFrom, state.selectedTo);
''','''    layout.block->paint(painter, at(layout.text).topLeft(), ink, p.textSelection,
        state.selectedFrom, state.selectedTo);
    for (std::size_t i = 0; state.hovered && i < layout.copyCode.size(); ++i) {
        paintCopyButton(painter, at(layout.copyCode[i]),
            state.hover.part == MessageHit::CopyCode && state.hover.index == static_cast<int>(i), theme);
    }
''')
s=s.replace('''            painter, at(layout.failure).topLeft(), { p.danger, p.danger, p.textSelection });''','''            painter, at(layout.failure).topLeft(), p.danger, p.textSelection);''')
s=s.replace('state.hover.chip == static_cast<int>(i)','state.hover.index == static_cast<int>(i)')
s=s.replace('''void paintWords(QPainter& painter''','''void paintCopyButton(QPainter& painter, const QRect& rect, bool hovered, const Theme& theme)
{
    constexpr int side = 16;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.palette.border);
    painter.setBrush(hovered ? theme.palette.hover : theme.palette.raised);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.restore();
    const QPointF corner = QRectF(rect).center() - QPointF(side / 2.0, side / 2.0);
    paintIcon(painter, Icon::Copy, QRectF(corner, QSizeF(side, side)), theme.palette.textMuted);
}

void paintWords(QPainter& painter''',1)
open('ui/timeline/messagepainter.cpp','w').write(s)
# input
sub('ui/timeline/timelineinput.cpp',('Q_EMIT linkActivated(target.hit.url);','Q_EMIT linkActivated(target.hit.url, target.hit.words);'),
('reactions.at(target.hit.chip).emoji','reactions.at(target.hit.index).emoji'),
('''    case MessageHit::Text:
    case MessageHit::Edited:
    case MessageHit::Time:
    case''','''    case MessageHit::CopyCode:
        copyCode(target);
        break;
    case MessageHit::Text:
    case MessageHit::Edited:
    case MessageHit::Time:
    case'''),
('''    const QString words = laidOut.layout.block->text().mid(from, to - from);
''','''    const QString words = laidOut.layout.block->plainText(from, to);
'''),
('''        return m_flow.laidOut(first.row).layout.block->text().mid(
            first.position, last.position - first.position);
''','''        return m_flow.laidOut(first.row).layout.block->plainText(first.position, last.position);
'''),
('''void TimelineView::copySelection()
''','''void TimelineView::copyCode(const Target& target)
{
    const TextBlock& block = *m_flow.laidOut(target.row).layout.block;
    const TextBlock::CodeBox& code = block.codes().at(static_cast<std::size_t>(target.hit.index));
    QGuiApplication::clipboard()->setText(block.text().mid(code.start, code.length));
    QToolTip::showText(QCursor::pos(), tr("Copied"), viewport());
}

void TimelineView::copySelection()
'''),('#include <QTextBoundaryFinder>\n','#include <QTextBoundaryFinder>\n#include <QToolTip>\n'))
sub('ui/timeline/timelineview.h',('    void linkActivated(const QUrl& url);\n','    /// A link was clicked; `words` is what stands there.\n    void linkActivated(const QUrl& url, const QString& words);\n'),
('    void copySelection();\n','    void copySelection();\n    void copyCode(const Target& target);\n') if open('ui/timeline/timelineview.h').read().count('    void copySelection();\n')==1 else ('    void selectWord(const Target& target);\n','    void selectWord(const Target& target);\n    void copyCode(const Target& target);\n'))
sub('ui/timeline/timelineactions.cpp',('target.hit.chip < row.reactions.size()','target.hit.index < row.reactions.size()'),
('row.reactions.at(target.hit.chip)','row.reactions.at(target.hit.index)'),
('onOneLine(row.content, describedCharacters)','previewOf(row.content, describedCharacters)'),
('''        } else if (target.hit.part == MessageHit::Edited) {''','''        } else if (target.hit.part == MessageHit::Link) {
            words = target.hit.url.toString();
        } else if (target.hit.part == MessageHit::CopyCode) {
            words = tr("Copy");
        } else if (target.hit.part == MessageHit::Edited) {'''))
s=open('ui/messagewriter.cpp').read()
s=s.replace('onOneLine(m_work.edit->words)','previewOf(m_work.edit->words)').replace('onOneLine(m_work.reply->words)','previewOf(m_work.reply->words)')
open('ui/messagewriter.cpp','w').write(s)
s=open('ui/messageactions.cpp').read()
s=s.replace('onOneLine(model->index(row)','previewOf(model->index(row)')
open('ui/messageactions.cpp','w').write(s)
sub('client/roomfeed.cpp',("""            = last->content.left(4 * previewLength).simplified().left(previewLength);""","""            = readMarkdown(last->content.left(4 * previewLength)).words().left(previewLength);"""),
('#include "client/memberlistmodel.h"\n','#include "client/markdown.h"\n#include "client/memberlistmodel.h"\n') )
# tests
s=open('tests/ui/tst_displaytext.cpp').read()
a=s.index('    void addressesAreLinks_data()'); b=s.index('    void emojiAreFoundAsWholeSequences_data()')
links=s[a:b]
s=s[:a]+s[b:]
s=s.replace('''        QCOMPARE(found, runs);
    }
};''','''        QCOMPARE(found, runs);
    }

    void aFewEmojiAloneAreKnown_data()
    {
        QTest::addColumn<bool>("alone");
        const auto row = [](const char* text, bool alone) { QTest::newRow(text) << alone; };
        row("👍", true);
        row(" 👩‍👩‍👧‍👦 🇩🇪\\n❤️ ", true);
        row("1️⃣", true);
        row("👍 yes", false);
        row("1", false);
        row("", false);
        row(" ", false);
        row("👍👍👍👍👍👍👍👍👍👍👍👍👍", false);
    }

    void aFewEmojiAloneAreKnown()
    {
        QFETCH(bool, alone);
        QCOMPARE(isEmojiOnly(QString::fromUtf8(QTest::currentDataTag())), alone);
    }

    void previewsHaveNoMarks()
    {
        QCOMPARE(previewOf(u"**Hi**\\n- a\\n- `b`"_s), u"Hi a, b"_s);
        QCOMPARE(previewOf(QString(500, u'x'), 20), QString(20, u'x'));
    }
};''')
open('tests/ui/tst_displaytext.cpp','w').write(s)
links=links.replace('''        QTest::newRow("other schemes")''','''        QTest::newRow("marked") << u"**http://a.example** ~~http://b.example~~"_s
                                << QStringList { u"http://a.example"_s, u"http://b.example"_s };
        QTest::newRow("of ours") << u"landline://chat.lan:8800/general."_s
                                 << QStringList { u"landline://chat.lan:8800/general"_s };
        QTest::newRow("one behind the other")
            << u"http://a.b/http://c.d"_s << QStringList { u"http://a.b/http://c.d"_s };
        QTest::newRow("other schemes")''')
open('tests/client/tst_links.cpp','w').write('''// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/links.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::client;

class LinksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
'''+links.rstrip()+'''

    void onlySomeAddressesLeadAnywhere()
    {
        for (const QString& good : { u"http://a.example"_s, u"HTTPS://a.example/x?y#z"_s,
                 u"mailto:ann@a.example"_s, u"landline://a.example/room"_s }) {
            QVERIFY2(safeAddress(good).isValid(), qPrintable(good));
        }
        for (const QString& bad : { u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"data:x"_s,
                 u"http:"_s, u"http:///x"_s, u"landline:x"_s, u"//a.example"_s, u"x"_s, QString(),
                 u"http://a.example/ x"_s, u"http://a.example/\\nx"_s,
                 u"http://a.example/"_s + QString(3000, u'x') }) {
            QVERIFY2(!safeAddress(bad).isValid(), qPrintable(bad));
        }
    }
};

QTEST_APPLESS_MAIN(LinksTest)
#include "tst_links.moc"
''')
sub('tests/client/CMakeLists.txt',('eventsequencer localdatabase','eventsequencer links localdatabase'))
import subprocess
subprocess.run('clang-format -i client/*.cpp client/*.h ui/*.cpp ui/*.h ui/*/*.cpp ui/*/*.h tests/ui/*.cpp tests/client/*.cpp tests/architecture/*.cpp',shell=True)
