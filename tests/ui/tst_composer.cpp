// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/limits.h"
#include "tests/support/patience.h"
#include "ui/compose/composer.h"
#include "ui/compose/composeredit.h"
#include "ui/look/appearance.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

namespace {

struct Stage {
    Stage()
        : appearance(*qApp, ThemeChoice::Light)
        , composer(new Composer(appearance, &window))
        , next(new QLineEdit(&window))
        , edit(composer->findChild<ComposerEdit*>())
        , submitted(composer, &Composer::messageSubmitted)
    {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(composer);
        layout->addWidget(next);
        layout->addStretch();
        window.resize(400, 500);
        window.show();
        window.activateWindow();
        composer->setFocus();
    }

    QString problem() const
    {
        const auto* label = composer->findChild<QLabel*>();
        return label->isVisible() ? label->text() : QString();
    }

    Appearance appearance;
    QWidget window;
    Composer* composer;
    QLineEdit* next;
    ComposerEdit* edit;
    QSignalSpy submitted;
};

} // namespace

class ComposerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void enter_submits_and_the_text_stays_until_it_was_taken()
    {
        Stage stage;
        QTest::keyClicks(stage.edit, u"hello"_s);
        QTest::keyClick(stage.edit, Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 1);
        QCOMPARE(stage.submitted.first().first().toString(), u"hello"_s);
        QCOMPARE(stage.composer->text(), u"hello"_s);
        stage.composer->clear();
        QCOMPARE(stage.composer->text(), QString());
    }

    void shift_and_enter_break_the_line()
    {
        Stage stage;
        QTest::keyClicks(stage.edit, u"a"_s);
        QTest::keyClick(stage.edit, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(stage.edit, u"b"_s);
        QCOMPARE(stage.composer->text(), u"a\nb"_s);
        QCOMPARE(stage.submitted.count(), 0);
    }

    void enter_is_the_input_methods_while_it_composes()
    {
        Stage stage;
        QInputMethodEvent composing(u"ni"_s, {});
        QApplication::sendEvent(stage.edit, &composing);
        QTest::keyClick(stage.edit, Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 0);
        QInputMethodEvent committed(QString(), {});
        committed.setCommitString(u"你"_s);
        QApplication::sendEvent(stage.edit, &committed);
        QTest::keyClick(stage.edit, Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 1);
        QCOMPARE(stage.submitted.first().first().toString(), u"你"_s);
    }

    void blanks_are_not_sent()
    {
        Stage stage;
        QTest::keyClicks(stage.edit, u"   "_s);
        QTest::keyClick(stage.edit, Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 0);
    }

    void tab_leaves()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClicks(stage.edit, u"x"_s);
        QTest::keyClick(stage.edit, Qt::Key_Tab);
        QVERIFY(!stage.edit->hasFocus());
        QCOMPARE(stage.composer->text(), u"x"_s);
    }

    void it_grows_with_its_lines_up_to_eight()
    {
        Stage stage;
        const int one = stage.edit->sizeHint().height();
        stage.composer->setText(u"a\nb\nc"_s);
        const int three = stage.edit->sizeHint().height();
        stage.composer->setText(u"x\n"_s.repeated(30));
        const int most = stage.edit->sizeHint().height();
        QVERIFY(one < three && three < most);
        const int line = QFontMetrics(stage.edit->font()).lineSpacing();
        QVERIFY(most < one + 8 * line);
        stage.composer->clear();
        QCOMPARE(stage.edit->sizeHint().height(), one);
    }

    void what_is_too_long_is_said_and_kept()
    {
        Stage stage;
        const QString tooLong(limits::content / 2 + 1, QChar(0x00e9)); // two bytes each
        stage.composer->setText(tooLong);
        QVERIFY(stage.problem().contains(u"2 bytes"_s));
        QTest::keyClick(stage.edit, Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 0);
        QCOMPARE(stage.composer->text(), tooLong);
        stage.composer->setText(QString(limits::content, u'x'));
        QCOMPARE(stage.problem(), QString());
        QTest::keyClick(stage.edit, Qt::Key_Return);
        QCOMPARE(stage.submitted.count(), 1);
    }

    void a_refusal_stands_until_the_text_changes()
    {
        Stage stage;
        QTest::keyClicks(stage.edit, u"x"_s);
        stage.composer->showProblem(u"No."_s);
        QCOMPARE(stage.problem(), u"No."_s);
        QTest::keyClicks(stage.edit, u"y"_s);
        QCOMPARE(stage.problem(), QString());
    }

    void a_huge_paste_is_cut_and_said()
    {
        Stage stage;
        QApplication::clipboard()->setText(QString(200000, u'x'));
        stage.edit->paste();
        QVERIFY(stage.composer->text().size() <= 2 * limits::content);
        QVERIFY(!stage.problem().isEmpty());
    }

    void pasted_markup_is_text()
    {
        Stage stage;
        auto* data = new QMimeData;
        data->setHtml(u"<b>bold</b>"_s);
        data->setText(u"<b>bold</b>"_s);
        QApplication::clipboard()->setMimeData(data);
        stage.edit->paste();
        QCOMPARE(stage.composer->text(), u"<b>bold</b>"_s);
    }

    void typing_is_reported_and_drafts_settle()
    {
        Stage stage;
        QSignalSpy typing(stage.composer, &Composer::typingChanged);
        QSignalSpy drafts(stage.composer, &Composer::draftSettled);
        QTest::keyClicks(stage.edit, u"ab"_s);
        QCOMPARE(typing.count(), 2);
        QCOMPARE(typing.last().first().toBool(), true);
        QTRY_COMPARE(drafts.count(), 1);
        QCOMPARE(drafts.first().first().toString(), u"ab"_s);
        stage.composer->setText(u"a draft of elsewhere"_s);
        QCOMPARE(typing.count(), 2);
        QTest::keyClick(stage.edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(stage.edit, Qt::Key_Delete);
        QCOMPARE(typing.last().first().toBool(), false);
    }
};

QTEST_MAIN(ComposerTest)
#include "tst_composer.moc"
