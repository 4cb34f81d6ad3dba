// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/chatsearch.h"

#include "client/searchmodel.h"
#include "tests/client/sessionfixture.h"
#include "tests/support/patience.h"
#include "tests/ui/preview/samples.h"
#include "ui/chatpage.h"
#include "ui/compose/composeredit.h"
#include "ui/conversation.h"
#include "ui/look/appearance.h"
#include "ui/members/memberpanel.h"
#include "ui/noticebar.h"
#include "ui/search/foundlist.h"
#include "ui/search/searchguide.h"
#include "ui/search/searchpanel.h"
#include "ui/settings.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using client::SearchModel;
using client::SearchStatus;

/// bob's window and ann's session, with a real server between them; bob searches by the keys.
class ChatSearchTest final : public client::SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        prepare();
        m_ann = live("ann");
        (void)m_ann->timeline(m_general);
        m_settings = std::make_unique<Settings>(m_dir->filePath(u"a.ini"_s));
        m_appearance = std::make_unique<Appearance>(*qApp, ThemeChoice::Light);
        openWindow();
    }

    void cleanup()
    {
        m_page.reset();
        m_appearance.reset();
        m_settings.reset();
        m_bob.reset();
        m_ann.reset();
        tidyUp();
    }

    void controlFSearchesTheRoom();
    void controlShiftFSearchesEverywhere();
    void aRoomThatOneIsNotInIsJoined();
    void aHitFarBackIsLedTo();
    void aHitFarDownALongMessageIsShown();
    void escapeGivesTheKeysBack();
    void theMembersComeBack();
    void aNarrowWindowShowsOneThingAtATime();
    void withoutAConnectionTheCacheIsSearched();
    void theServerIsAskedOnceItIsBack();
    void aBadQueryIsExplained();

private:
    void openWindow()
    {
        m_page.reset();
        m_bob = live("bob", u"bob.sqlite"_s);
        m_page = std::make_unique<ChatPage>(*m_bob, *m_appearance, m_clock, *m_settings);
        m_page->resize(1200, 700);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_COMPARE(m_page->currentRoom(), m_general);
        edit()->setFocus();
    }

    ComposerEdit* edit() const { return m_page->findChild<ComposerEdit*>(); }
    TimelineView* view() const { return m_page->findChild<TimelineView*>(); }
    SearchPanel* panel() const { return m_page->findChild<SearchPanel*>(); }
    FoundList* list() const { return m_page->findChild<FoundList*>(); }
    SearchGuide* guide() const { return m_page->findChild<SearchGuide*>(); }
    QLineEdit* field() const { return panel()->findChild<QLineEdit*>(); }
    SearchModel& results() const { return m_bob->searchResults(); }

    /// Whoever says so many things in a room, until the server has them.
    void say(client::Session& who, const RoomName& where, const QStringList& words)
    {
        for (const QString& one : words) {
            QVERIFY(who.post(where, one));
        }
        QTRY_COMPARE(client::deliveryOfLast(who.timeline(where)), client::Delivery::Delivered);
    }

    /// Types a search, and Enter until that many are found: the server's index follows what is said.
    bool finds(const QString& text, int count)
    {
        field()->clear();
        QTest::keyClicks(field(), text);
        QTest::keyClick(field(), Qt::Key_Return);
        return QTest::qWaitFor(
            [&] {
                if (results().status().state != SearchStatus::State::Done) {
                    return false;
                }
                if (results().rowCount() == count) {
                    return true;
                }
                panel()->searchAgain();
                return false;
            },
            landline::tests::patience);
    }

    /// The message is on the screen, with so many hits of it lit.
    bool isLit(qint64 seq, int hits) const
    {
        const client::TimelineModel* model = view()->model();
        const int row = model ? model->rowOf({ seq }) : -1;
        return row >= 0 && view()->flow().topOf(row) && view()->litWords(row).size() == hits;
    }

    QString note() const { return panel()->findChild<NoticeBar*>()->sentence(); }

    preview::NoonClock m_clock;
    std::unique_ptr<client::Session> m_ann;
    std::unique_ptr<client::Session> m_bob;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<ChatPage> m_page;
};

void ChatSearchTest::controlFSearchesTheRoom()
{
    const RoomName other = preview::roomOf(u"design"_s);
    m_bob->join(other);
    QTRY_COMPARE(m_bob->rooms().rowCount(), 2);
    say(*m_ann, m_general, { u"tea, more tea"_s, u"cake"_s });
    say(*m_bob, other, { u"tea there"_s });
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(panel()->isVisible());
    QVERIFY(field()->hasFocus());
    QVERIFY(finds(u"tea"_s, 1));
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(isLit(1, 2));
    QVERIFY(field()->hasFocus());
}

void ChatSearchTest::controlShiftFSearchesEverywhere()
{
    const RoomName other = preview::roomOf(u"design"_s);
    m_bob->join(other);
    QTRY_COMPARE(m_bob->rooms().rowCount(), 2);
    say(*m_ann, m_general, { u"tea here"_s });
    say(*m_bob, other, { u"cake"_s, u"tea there"_s });
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(finds(u"tea"_s, 2));
    QTest::mouseClick(
        list()->viewport(), Qt::LeftButton, {}, list()->visualRect(results().index(0)).center());
    QCOMPARE(m_page->currentRoom(), other);
    QVERIFY(isLit(2, 1));
    QVERIFY(field()->hasFocus());
    QTest::keyClick(field(), Qt::Key_Down); // and on to the next, in the other room
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_page->currentRoom(), m_general);
    QVERIFY(isLit(1, 1));
}

void ChatSearchTest::aRoomThatOneIsNotInIsJoined()
{
    const RoomName other = preview::roomOf(u"garden"_s);
    m_ann->join(other);
    QTRY_COMPARE(m_ann->rooms().rowCount(), 2);
    say(*m_ann, other, { u"roses"_s, u"cake"_s });
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(finds(u"roses"_s, 1));
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(m_page->currentRoom(), other);
    QTRY_VERIFY(isLit(1, 1));
    QVERIFY(field()->hasFocus());
}

void ChatSearchTest::aHitFarBackIsLedTo()
{
    say(*m_ann, m_general, client::counted(u"say"_s, 1, 350));
    m_page.reset();
    m_bob.reset();
    QVERIFY(QFile::remove(m_dir->filePath(u"bob.sqlite"_s)));
    openWindow(); // knows nothing but what the server says now
    QTRY_VERIFY(view()->model()->rowOf({ 350 }) >= 0);
    QVERIFY(view()->model()->rowOf({ 4 }) < 0);
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(finds(u"\"say 4\""_s, 1));
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_VERIFY(isLit(4, 1));
}

void ChatSearchTest::aHitFarDownALongMessageIsShown()
{
    say(*m_ann, m_general, { u"word "_s.repeated(2000) + u"needle"_s, u"after it"_s });
    QTRY_COMPARE(view()->model()->rowCount(), 2);
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(finds(u"needle"_s, 1));
    QTest::keyClick(field(), Qt::Key_Return);
    const int row = view()->model()->rowOf({ 1 });
    const auto words = view()->litWords(row);
    QCOMPARE(words.size(), 1);
    QVERIFY(view()->viewport()->rect().contains(words.constFirst().toRect()));
}

void ChatSearchTest::escapeGivesTheKeysBack()
{
    say(*m_ann, m_general, { u"tea"_s });
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(finds(u"tea"_s, 1));
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(isLit(1, 1));
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!panel()->isVisible());
    QVERIFY(edit()->hasFocus());
    QVERIFY(isLit(1, 0));
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(field()->selectedText(), u"tea"_s);
}

void ChatSearchTest::theMembersComeBack()
{
    auto* members = m_page->findChild<MemberPanel*>();
    QVERIFY(members->isVisible());
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(!members->isVisible());
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(members->isVisible());
}

void ChatSearchTest::aNarrowWindowShowsOneThingAtATime()
{
    say(*m_ann, m_general, { u"tea"_s });
    m_page->setMinimumSize(480, 360); // as its window does
    m_page->resize(560, 500);
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(!m_page->findChild<Conversation*>()->isVisible());
    QVERIFY(panel()->width() <= 560);
    QVERIFY(finds(u"tea"_s, 1));
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(!panel()->isVisible());
    QVERIFY(m_page->findChild<Conversation*>()->isVisible());
    QVERIFY(isLit(1, 1));
    QVERIFY(edit()->hasFocus());
}

void ChatSearchTest::withoutAConnectionTheCacheIsSearched()
{
    say(*m_ann, m_general, { u"tea"_s });
    QTRY_COMPARE(view()->model()->rowCount(), 1);
    m_bob->stop();
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(finds(u"tea"_s, 1));
    QVERIFY(note().contains(u"on this computer"_s));
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(isLit(1, 1));
    QVERIFY(finds(u"cake"_s, 0));
    QVERIFY(guide()->isVisible());
    QCOMPARE(guide()->title(), u"Nothing found for “cake”"_s);
    QVERIFY(note().contains(u"on this computer"_s));
}

void ChatSearchTest::theServerIsAskedOnceItIsBack()
{
    say(*m_ann, m_general, { u"tea"_s });
    QTRY_COMPARE(view()->model()->rowCount(), 1);
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(finds(u"tea"_s, 1)); // the server's index has it
    m_bob->stop();
    QVERIFY(finds(u"tea"_s, 1));
    QVERIFY(results().status().isOffline);
    m_bob->start();
    QTRY_VERIFY(!results().status().isOffline);
    QTRY_COMPARE(results().rowCount(), 1);
    QTRY_COMPARE(note(), QString());
}

void ChatSearchTest::aBadQueryIsExplained()
{
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(field(), u"before:noon"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(guide()->isVisible());
    QVERIFY(guide()->sentence().contains(u"2026-11-20"_s));
}

QTEST_MAIN(ChatSearchTest)
#include "tst_chatsearch.moc"
