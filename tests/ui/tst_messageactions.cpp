// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messageactions.h"

#include "tests/client/sessionfixture.h"
#include "tests/support/patience.h"
#include "tests/ui/preview/samples.h"
#include "ui/chatpage.h"
#include "ui/compose/composer.h"
#include "ui/compose/composeredit.h"
#include "ui/compose/contextbar.h"
#include "ui/look/appearance.h"
#include "ui/noticebar.h"
#include "ui/questionbar.h"
#include "ui/settings.h"
#include "ui/timeline/actionbar.h"
#include "ui/timeline/reactionpicker.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using client::TimelineModel;

/// bob's window and ann's session, with a real server between them; bob uses the keys.
class MessageActionsTest final : public client::SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        prepare();
        m_ann = live("ann");
        m_bob = live("bob");
        (void)m_ann->timeline(m_general);
        m_settings = std::make_unique<Settings>(m_dir->filePath(u"a.ini"_s));
        m_appearance = std::make_unique<Appearance>(*qApp, ThemeChoice::Light);
        m_page = std::make_unique<ChatPage>(*m_bob, *m_appearance, m_clock, *m_settings);
        m_page->resize(1000, 700);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_COMPARE(m_page->currentRoom(), m_general);
        edit()->setFocus();
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

    void tabLeadsFromTheComposerToTheMessagesAndOn();
    void aReplyIsWrittenAndSent();
    void escapeEndsAReply();
    void upEditsTheLastOwnMessage();
    void escapeBringsTheDraftBack();
    void afterAnEditTheReplyGoesOn();
    void anEditedMessageIsBroughtOnTheScreen();
    void anEditThatLeavesNothingAsksToDelete();
    void whoEditsIsNotTyping();
    void anEditThatIsRefusedComesBack();
    void anEditThatIsRefusedWaitsInItsRoom();
    void deletingAsksInTheWindow();
    void aReactionIsChosenByKeys();
    void aMessageIsPinned();
    void whatIsBegunStaysWithItsRoom();
    void aQuoteLeadsToItsOriginalFarBack();
    void withoutAConnectionItIsSaid();

private:
    ComposerEdit* edit() const { return m_page->findChild<ComposerEdit*>(); }
    ContextBar* context() const { return m_page->findChild<ContextBar*>(); }
    QuestionBar* question() const { return m_page->findChild<QuestionBar*>(); }
    TimelineView* view() const { return m_page->findChild<TimelineView*>(); }

    QString notice() const
    {
        for (const NoticeBar* bar : m_page->findChildren<NoticeBar*>()) {
            if (bar->isVisible()) {
                return bar->sentence();
            }
        }
        return {};
    }

    QModelIndex his(qint64 seq) const
    {
        TimelineModel& model = m_bob->timeline(m_general);
        return model.index(model.rowOf({ seq }));
    }

    /// Whoever says so many things, until both have them.
    void say(client::Session& who, const QStringList& words)
    {
        for (const QString& one : words) {
            QVERIFY(who.post(m_general, one));
        }
        const Seq before = m_bob->timeline(m_general).lastSeq();
        QTRY_COMPARE(m_bob->timeline(m_general).lastSeq().value, before.value + words.size());
    }

    /// Makes the newest message the current one.
    void goToNewest()
    {
        view()->setFocus(Qt::TabFocusReason);
        QVERIFY(view()->hasFocus());
    }

    preview::NoonClock m_clock;
    std::unique_ptr<client::Session> m_ann;
    std::unique_ptr<client::Session> m_bob;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<ChatPage> m_page;
};

void MessageActionsTest::tabLeadsFromTheComposerToTheMessagesAndOn()
{
    say(*m_ann, { u"tea?"_s });
    QTest::keyClick(edit(), Qt::Key_Tab);
    QVERIFY2(view()->hasFocus(), QApplication::focusWidget()->metaObject()->className());
    QVERIFY(view()->accessibleDescription().contains(u"tea?"_s));
    QTest::keyClick(view(), Qt::Key_Tab);
    auto* bar = view()->findChild<ActionBar*>();
    QVERIFY2(bar->isAncestorOf(QApplication::focusWidget()),
        QApplication::focusWidget()->metaObject()->className());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(edit()->hasFocus());
    QTest::keyClick(edit(), Qt::Key_X); // there is something to send, and a button for it
    QTest::keyClick(edit(), Qt::Key_Tab);
    QVERIFY2(!view()->hasFocus(), QApplication::focusWidget()->metaObject()->className());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY2(view()->hasFocus(), QApplication::focusWidget()->metaObject()->className());
    QTest::keyClick(view(), Qt::Key_Backtab, Qt::ShiftModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(edit()->hasFocus());
}

void MessageActionsTest::aReplyIsWrittenAndSent()
{
    say(*m_ann, { u"tea?"_s });
    goToNewest();
    QTest::keyClick(view(), Qt::Key_R);
    QVERIFY(context()->isVisible());
    QCOMPARE(context()->accessibleName(), u"Replying to ann"_s);
    QCOMPARE(context()->accessibleDescription(), u"tea?"_s);
    QVERIFY(edit()->hasFocus());
    QTest::keyClicks(edit(), u"yes"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(!context()->isVisible());
    QTRY_VERIFY(his(2).isValid());
    const auto quote = his(2).data(TimelineModel::QuoteRole).value<client::Quote>();
    QCOMPARE(quote.content, u"tea?"_s);
    QCOMPARE(quote.author, u"ann"_s);
}

void MessageActionsTest::escapeEndsAReply()
{
    say(*m_ann, { u"tea?"_s });
    goToNewest();
    QTest::keyClick(view(), Qt::Key_R);
    QTest::keyClicks(edit(), u"yes"_s);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QVERIFY(!context()->isVisible());
    QCOMPARE(edit()->toPlainText(), u"yes"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY(his(2).isValid());
    QCOMPARE(his(2).data(TimelineModel::ReplyToRole).toLongLong(), 0);
}

void MessageActionsTest::upEditsTheLastOwnMessage()
{
    say(*m_bob, { u"first"_s, u"secnd"_s });
    say(*m_ann, { u"mine"_s });
    QTest::keyClick(edit(), Qt::Key_Up);
    QVERIFY(context()->isVisible());
    QCOMPARE(edit()->toPlainText(), u"secnd"_s);
    QTest::keyClick(edit(), Qt::Key_Up); // Moves in the text, which is no longer empty.
    QCOMPARE(edit()->toPlainText(), u"secnd"_s);
    edit()->selectAll();
    QTest::keyClicks(edit(), u"second"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(!context()->isVisible());
    QCOMPARE(edit()->toPlainText(), QString());
    QTRY_COMPARE(his(2).data().toString(), u"second"_s);
    QVERIFY(his(2).data(TimelineModel::EditedRole).toDateTime().isValid());
    QCOMPARE(m_bob->timeline(m_general).rowCount(), 3);
}

void MessageActionsTest::escapeBringsTheDraftBack()
{
    say(*m_bob, { u"mine"_s });
    QTest::keyClicks(edit(), u"half a thought"_s);
    goToNewest();
    QTest::keyClick(view(), Qt::Key_E);
    QCOMPARE(edit()->toPlainText(), u"mine"_s);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(edit()->toPlainText(), u"half a thought"_s);
    QVERIFY(!context()->isVisible());
}

void MessageActionsTest::afterAnEditTheReplyGoesOn()
{
    say(*m_bob, { u"mine"_s });
    say(*m_ann, { u"tea?"_s });
    goToNewest();
    QTest::keyClick(view(), Qt::Key_R);
    QTest::keyClick(edit(), Qt::Key_Up);
    QCOMPARE(context()->accessibleName(), u"Editing your message"_s);
    QTest::keyClicks(edit(), u"!"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(context()->accessibleName(), u"Replying to ann"_s);
    QTest::keyClicks(edit(), u"yes"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(!context()->isVisible());
    QTRY_COMPARE(his(1).data().toString(), u"mine!"_s);
    QTRY_COMPARE(m_bob->timeline(m_general).lastSeq(), Seq { 4 });
    TimelineModel& model = m_bob->timeline(m_general);
    const QModelIndex newest = model.index(model.rowCount() - 1);
    QCOMPARE(newest.data().toString(), u"yes"_s);
    QCOMPARE(newest.data(TimelineModel::ReplyToRole).toLongLong(), 2);
}

void MessageActionsTest::anEditedMessageIsBroughtOnTheScreen()
{
    say(*m_bob, { u"mine"_s });
    QStringList words;
    for (int i = 0; i < 40; ++i) {
        words.append(u"word %1"_s.arg(i));
    }
    say(*m_ann, words);
    QTRY_VERIFY(!view()->flow().topOf(his(1).row()));
    QTest::keyClick(edit(), Qt::Key_Up);
    QCOMPARE(edit()->toPlainText(), u"mine"_s);
    QVERIFY(view()->flow().topOf(his(1).row()));
}

void MessageActionsTest::anEditThatLeavesNothingAsksToDelete()
{
    say(*m_bob, { u"mine"_s });
    QTest::keyClick(edit(), Qt::Key_Up);
    edit()->selectAll();
    QTest::keyClick(edit(), Qt::Key_Backspace);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(question()->isVisible());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(context()->isVisible());
    QTest::keyClick(edit(), Qt::Key_Return);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(!context()->isVisible());
    QTRY_VERIFY(his(1).data(TimelineModel::DeletedRole).toBool());
}

void MessageActionsTest::whoEditsIsNotTyping()
{
    say(*m_bob, { u"mine"_s });
    QSignalSpy typing(m_ann.get(), &client::Session::typingChanged);
    QTest::keyClick(edit(), Qt::Key_Up);
    QTest::keyClicks(edit(), u"!"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_COMPARE(m_ann->timeline(m_general).index(0).data().toString(), u"mine!"_s);
    QCOMPARE(typing.count(), 0);
}

void MessageActionsTest::anEditThatIsRefusedComesBack()
{
    auto phone = live("bob");
    say(*m_bob, { u"mine"_s });
    QTest::keyClick(edit(), Qt::Key_Up);
    edit()->selectAll();
    QTest::keyClicks(edit(), u"what I meant"_s);
    QVERIFY(phone->deleteMessage(m_general, { 1 }));
    QTRY_VERIFY(his(1).data(TimelineModel::DeletedRole).toBool());
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_COMPARE(edit()->toPlainText(), u"what I meant"_s);
    QVERIFY(context()->isVisible());
}

void MessageActionsTest::anEditThatIsRefusedWaitsInItsRoom()
{
    auto phone = live("bob");
    say(*m_bob, { u"mine"_s });
    QTest::keyClick(edit(), Qt::Key_Up);
    edit()->selectAll();
    QTest::keyClicks(edit(), u"what I meant"_s);
    QVERIFY(phone->deleteMessage(m_general, { 1 }));
    QTRY_VERIFY(his(1).data(TimelineModel::DeletedRole).toBool());
    QSignalSpy refused(m_bob.get(), &client::Session::changeFailed);
    QTest::keyClick(edit(), Qt::Key_Return);
    m_page->openRoom(preview::roomOf(u"design"_s));
    QTRY_COMPARE(refused.count(), 1);
    QTRY_COMPARE(m_page->currentRoom(), preview::roomOf(u"design"_s));
    m_page->openRoom(m_general);
    QCOMPARE(edit()->toPlainText(), u"what I meant"_s);
}

void MessageActionsTest::deletingAsksInTheWindow()
{
    say(*m_bob, { u"mine"_s });
    goToNewest();
    QTest::keyClick(view(), Qt::Key_Delete);
    QVERIFY(question()->isVisible());
    QVERIFY(question()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!question()->isVisible());
    goToNewest();
    QTest::keyClick(view(), Qt::Key_Delete);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(!question()->isVisible());
    QTRY_VERIFY(his(1).data(TimelineModel::DeletedRole).toBool());
    QVERIFY(edit()->hasFocus());
    // What was deleted can be neither edited nor deleted again.
    QTest::keyClick(edit(), Qt::Key_Up);
    QVERIFY(!context()->isVisible());
    goToNewest();
    QTest::keyClick(view(), Qt::Key_Delete);
    QVERIFY(!question()->isVisible());
}

void MessageActionsTest::aReactionIsChosenByKeys()
{
    say(*m_ann, { u"done"_s });
    auto* picker = view()->findChild<ReactionPicker*>();
    const auto reactions = [this] {
        return his(1).data(TimelineModel::ReactionsRole).value<QList<event::Reaction>>();
    };
    goToNewest();
    QTest::keyClick(view(), '+');
    QVERIFY(picker->isVisible());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(!picker->isVisible());
    QTRY_COMPARE(reactions().size(), 1);
    QCOMPARE(reactions().constFirst().users, QList { preview::userOf(u"bob"_s) });
    // The same again, which stands first now, takes it back.
    QTest::keyClick(view(), '+');
    QVERIFY(picker->isVisible());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(reactions().isEmpty());
}

void MessageActionsTest::aMessageIsPinned()
{
    say(*m_ann, { u"the plan"_s });
    goToNewest();
    QTest::keyClick(view(), Qt::Key_P);
    QTRY_VERIFY(his(1).data(TimelineModel::PinnedRole).toBool());
    QTest::keyClick(view(), Qt::Key_P);
    QTRY_VERIFY(!his(1).data(TimelineModel::PinnedRole).toBool());
}

void MessageActionsTest::whatIsBegunStaysWithItsRoom()
{
    say(*m_bob, { u"mine"_s });
    QTest::keyClick(edit(), Qt::Key_Up);
    edit()->selectAll();
    QTest::keyClicks(edit(), u"half"_s);
    const RoomName design = preview::roomOf(u"design"_s);
    m_page->openRoom(design);
    QTRY_COMPARE(m_page->currentRoom(), design);
    QVERIFY(!context()->isVisible());
    QCOMPARE(edit()->toPlainText(), QString());
    QCOMPARE(m_bob->draft(m_general), QString());
    m_page->openRoom(m_general);
    QVERIFY(context()->isVisible());
    QCOMPARE(edit()->toPlainText(), u"half"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_COMPARE(his(1).data().toString(), u"half"_s);
}

void MessageActionsTest::aQuoteLeadsToItsOriginalFarBack()
{
    for (int i = 1; i <= 350; ++i) {
        QVERIFY(m_ann->post(m_general, u"say %1"_s.arg(i)));
    }
    QVERIFY(m_ann->post(m_general, u"as I said"_s, Seq { 4 }));
    QVERIFY(client::waitForSeq(m_ann->timeline(m_general), { 351 }));
    m_page.reset();
    m_bob = live("bob"); // Knows nothing but what the server says now.
    m_page = std::make_unique<ChatPage>(*m_bob, *m_appearance, m_clock, *m_settings);
    m_page->resize(1000, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(his(351).isValid());
    view()->jumpToEnd();
    QTRY_COMPARE(
        his(351).data(TimelineModel::QuoteRole).value<client::Quote>().content, u"say 4"_s);
    QVERIFY(!his(4).isValid());
    goToNewest();
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_VERIFY(his(4).isValid());
    QTRY_VERIFY(view()->flow().topOf(his(4).row()));
    QCOMPARE(notice(), QString());
}

void MessageActionsTest::withoutAConnectionItIsSaid()
{
    say(*m_bob, { u"mine"_s });
    m_bob->stop();
    goToNewest();
    QTest::keyClick(view(), Qt::Key_P);
    QVERIFY(notice().contains(u"connection"_s));
    QTest::keyClick(view(), Qt::Key_E);
    QTest::keyClicks(edit(), u"!"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(context()->isVisible()); // What was typed stays.
    QCOMPARE(edit()->toPlainText(), u"mine!"_s);
}

QTEST_MAIN(MessageActionsTest)
#include "tst_messageactions.moc"
