// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/wordcompleter.h"

#include "tests/support/patience.h"
#include "ui/compose/completionpopup.h"
#include "ui/compose/composer.h"
#include "ui/compose/composeredit.h"
#include "ui/look/appearance.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace landline::ui;

namespace {

QList<Completion> people()
{
    return { { u"ann"_s, u"online"_s }, { u"Annabel"_s, {} }, { u"Mira Köhler"_s, {} },
        { u"zoe"_s, {} } };
}

/// A composer at the bottom of a window, with people behind '@' and a command behind '/'.
struct Stage {
    Stage()
        : appearance(*qApp, ThemeChoice::Light)
        , composer(new Composer(appearance, &window))
        , other(new QLineEdit(&window))
        , edit(composer->findChild<ComposerEdit*>())
        , popup(window.findChild<CompletionPopup*>())
        , submitted(composer, &Composer::messageSubmitted)
    {
        composer->completer().setSource([](QChar sign) {
            return sign == u'@' ? people() : QList<Completion> { { u"join"_s, {} } };
        });
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(other);
        layout->addStretch();
        layout->addWidget(composer);
        window.resize(500, 500);
        window.show();
        window.activateWindow();
        composer->setFocus();
    }

    void type(const QString& words) const { QTest::keyClicks(edit, words); }
    void press(Qt::Key key) const { QTest::keyClick(edit, key); }

    Appearance appearance;
    QWidget window;
    Composer* composer;
    QLineEdit* other;
    ComposerEdit* edit;
    CompletionPopup* popup;
    QSignalSpy submitted;
};

} // namespace

class WordCompleterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignOffersAllAndLettersFewer()
    {
        Stage stage;
        stage.type(u"hi @"_s);
        QVERIFY(stage.popup->isVisible());
        QCOMPARE(stage.popup->count(), 4);
        QVERIFY(stage.popup->geometry().bottom() < stage.composer->y());
        QVERIFY(stage.window.rect().contains(stage.popup->geometry()));
        stage.type(u"an"_s);
        QCOMPARE(stage.popup->count(), 2);
        stage.type(u"x"_s);
        QVERIFY(!stage.popup->isVisible());
        stage.press(Qt::Key_Backspace);
        QCOMPARE(stage.popup->count(), 2);
    }

    void enterTakesTheCurrentOneAndThenSends()
    {
        Stage stage;
        stage.type(u"@mi"_s);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.composer->text(), u"@Mira Köhler "_s);
        QVERIFY(!stage.popup->isVisible());
        QVERIFY(stage.submitted.isEmpty());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 1);
    }

    void theArrowsChooseAroundTheEnds()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.type(u"@"_s);
        stage.press(Qt::Key_Up);
        QCOMPARE(stage.popup->current().word, u"zoe"_s);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Tab);
        QCOMPARE(stage.composer->text(), u"@Annabel "_s);
        QVERIFY(stage.edit->hasFocus());
    }

    void aWordWithinATextIsCompletedInItsPlace()
    {
        Stage stage;
        stage.type(u"hi  you"_s);
        for (int i = 0; i < 4; ++i) {
            stage.press(Qt::Key_Left);
        }
        stage.type(u"@z"_s);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.composer->text(), u"hi @zoe you"_s);
    }

    void whatIsThereInFullIsSent()
    {
        Stage stage;
        stage.type(u"@ann"_s);
        QVERIFY(stage.popup->isVisible()); // Annabel is there too
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 1);
        QCOMPARE(stage.composer->text(), u"@ann"_s);
    }

    void escapeWantsNoneForThisWord()
    {
        Stage stage;
        stage.type(u"@a"_s);
        stage.press(Qt::Key_Escape);
        QVERIFY(!stage.popup->isVisible());
        stage.type(u"n"_s);
        QVERIFY(!stage.popup->isVisible());
        stage.type(u" @z"_s);
        QVERIFY(stage.popup->isVisible());
        stage.press(Qt::Key_Escape);
        stage.composer->clear();
        stage.type(u"hi, @"_s);
        QVERIFY(stage.popup->isVisible());
    }

    void whatWasDismissedInOneMessageIsOfferedInTheNext()
    {
        Stage stage;
        stage.type(u"@a"_s);
        stage.press(Qt::Key_Escape);
        stage.press(Qt::Key_Return);
        stage.composer->clear();
        stage.type(u"@a"_s);
        QVERIFY(stage.popup->isVisible());
    }

    void aClickTakesIt()
    {
        Stage stage;
        stage.type(u"@"_s);
        const int row = stage.popup->height() / stage.popup->count();
        const QPoint third(30, 2 * row + row / 2);
        QTest::mouseMove(stage.popup, third);
        QTest::mouseClick(stage.popup, Qt::LeftButton, {}, third);
        QCOMPARE(stage.composer->text(), u"@Mira Köhler "_s);
        stage.type(u"x"_s);
        QCOMPARE(stage.composer->text(), u"@Mira Köhler x"_s);
    }

    void commandsAreOfferedAtTheBeginningAlone()
    {
        Stage stage;
        stage.type(u"and/o"_s);
        QVERIFY(!stage.popup->isVisible());
        stage.composer->clear();
        stage.type(u"/j"_s);
        stage.press(Qt::Key_Tab);
        QCOMPARE(stage.composer->text(), u"/join "_s);
    }

    void anInputMethodKeepsItsKeys()
    {
        Stage stage;
        stage.type(u"@a"_s);
        QInputMethodEvent composing(u"に"_s, {});
        QApplication::sendEvent(stage.edit, &composing);
        stage.press(Qt::Key_Return);
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.composer->text(), u"@a"_s);
        QVERIFY(stage.submitted.isEmpty());
        QInputMethodEvent done;
        done.setCommitString(u"n"_s);
        QApplication::sendEvent(stage.edit, &done);
        QCOMPARE(stage.composer->text(), u"@an"_s);
        QVERIFY(stage.popup->isVisible());
    }

    void inANarrowWindowItIsNarrow()
    {
        Stage stage;
        stage.composer->completer().setSource([](QChar) {
            return QList<Completion> { { u"Maximilian "_s.repeated(5), u"x"_s } };
        });
        stage.window.resize(260, 300);
        QTRY_COMPARE(stage.window.width(), 260);
        stage.type(u"Thank you, @"_s);
        QVERIFY(stage.window.rect().contains(stage.popup->geometry()));
    }

    void whoGoesElsewhereSeesNoMoreOfIt()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.type(u"@"_s);
        stage.other->setFocus();
        QVERIFY(!stage.popup->isVisible());
    }

    void thePopupStaysAboveAComposerThatGrows()
    {
        Stage stage;
        stage.type(u"@"_s);
        const int before = stage.popup->geometry().bottom();
        stage.composer->showProblem(u"Something is wrong here"_s);
        QTRY_VERIFY(stage.popup->geometry().bottom() < before);
        QVERIFY(stage.popup->geometry().bottom() < stage.composer->y());
    }
};

QTEST_MAIN(WordCompleterTest)
#include "tst_wordcompleter.moc"
