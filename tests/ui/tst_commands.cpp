// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/timelinemodel.h"
#include "tests/ui/chatstage.h"
#include "ui/compose/composer.h"
#include "ui/keyoverview.h"

#include <QLabel>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

namespace {

struct Stage : ChatStage {
    /// What was said last in general.
    QString said()
    {
        const auto& timeline = session.timeline(preview::roomOf(u"general"_s));
        const QModelIndex last = timeline.index(timeline.rowCount() - 1);
        return last.data(client::TimelineModel::ContentRole).toString();
    }

    /// What the composer says is wrong; empty where nothing is.
    QString problem() const
    {
        for (const QLabel* label : page->findChild<Composer*>()->findChildren<QLabel*>()) {
            if (label->isVisible()) {
                return label->text();
            }
        }
        return {};
    }
};

} // namespace

/// Slash commands and completions as somebody in a room writes them.
class CommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinLeadsToARoom_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("name") << u"/join music"_s;
        QTest::newRow("sign") << u"/join #music"_s;
        QTest::newRow("blanks") << u"/JOIN   music  "_s;
    }

    void joinLeadsToARoom()
    {
        QFETCH(QString, words);
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        stage.enter(words);
        QVERIFY(stage.isIn(u"music"_s));
        QCOMPARE(stage.edit()->toPlainText(), QString());
        QVERIFY(stage.join(u"general"_s));
        QCOMPARE(stage.edit()->toPlainText(), QString()); // nor is it a draft
        QCOMPARE(stage.session.timeline(preview::roomOf(u"general"_s)).rowCount(), 0);
    }

    void leaveLeavesTheRoom()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        stage.enter(u"/leave"_s);
        QVERIFY(stage.isIn(u"general"_s));
        QVERIFY(!stage.session.rooms().find(preview::roomOf(u"design"_s)));
    }

    void whatCannotBeDoneIsSaidAndStays_data()
    {
        QTest::addColumn<QString>("words");
        for (const char* words : { "/join", "/join @x", "/me", "/topic", "/topic Plants",
                 "/nonsense", "/nonsense and more" }) {
            QTest::newRow(words) << QString::fromUtf8(words);
        }
    }

    void whatCannotBeDoneIsSaidAndStays()
    {
        QFETCH(QString, words);
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        stage.enter(words);
        QVERIFY(!stage.problem().isEmpty());
        QCOMPARE(stage.edit()->toPlainText(), words);
        QCOMPARE(stage.session.timeline(preview::roomOf(u"general"_s)).rowCount(), 0);
    }

    void whatIsNoCommandIsSaid_data()
    {
        QTest::addColumn<QString>("said");
        const auto row
            = [](const char* words, const QString& said) { QTest::newRow(words) << said; };
        row("/me waves", u"_waves_"_s);
        row("//nonsense", u"/nonsense"_s);
        row("/etc/hosts", u"/etc/hosts"_s);
        row("a /join b", u"a /join b"_s);
    }

    void whatIsNoCommandIsSaid()
    {
        QFETCH(QString, said);
        Stage stage;
        QVERIFY(stage.join(u"general"_s));
        stage.enter(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(stage.said(), said);
        QCOMPARE(stage.problem(), QString());
    }

    void helpShowsTheKeysAndTheCommands()
    {
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        stage.enter(u"/help"_s);
        const auto* keys = stage.page->findChild<KeyOverview*>();
        QVERIFY(keys->isVisible());
        QStringList names;
        for (const KeyGroup& group : keyGroups()) {
            for (const KeyGroup::Line& line : group.lines) {
                names += line.keys;
            }
        }
        QVERIFY(names.contains(u"/help"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(stage.edit()->hasFocus());
    }

    void roomsPeopleAndCommandsAreCompleted_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("completed");
        QTest::newRow("room") << u"see #des"_s << u"see #design "_s;
        QTest::newRow("everybody") << u"@ro"_s << u"@room "_s;
        QTest::newRow("command") << u"/to"_s << u"/topic "_s;
        QTest::newRow("not oneself") << u"@bo"_s << u"@bo"_s;
    }

    void roomsPeopleAndCommandsAreCompleted()
    {
        QFETCH(QString, typed);
        QFETCH(QString, completed);
        Stage stage;
        QVERIFY(stage.joinGeneralAndDesign());
        QTest::keyClicks(stage.edit(), typed);
        QTest::keyClick(stage.edit(), Qt::Key_Tab);
        QCOMPARE(stage.edit()->toPlainText(), completed);
    }
};

QTEST_MAIN(CommandsTest)
#include "tst_commands.moc"
