// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/appearance.h"
#include "ui/startpage.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

namespace {

struct Stage {
    Stage()
        : appearance(*qApp, ThemeChoice::Light)
        , page(appearance)
        , joined(&page, &StartPage::joinRequested)
        , teams(&page, &StartPage::teamRequested)
    {
        page.resize(700, 700);
        page.show();
    }

    QPushButton* button(const QString& words) const
    {
        for (QPushButton* candidate : page.findChildren<QPushButton*>()) {
            if (candidate->text() == words) {
                return candidate;
            }
        }
        return nullptr;
    }

    Appearance appearance;
    StartPage page;
    QSignalSpy joined;
    QSignalSpy teams;
};

} // namespace

class StartPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeIsSaidAndNothingIsLost_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("server");
        QTest::newRow("no name") << QString() << u"chat.office"_s;
        QTest::newRow("bad name") << u"@ann"_s << u"chat.office"_s;
        QTest::newRow("long name") << QString(33, u'x') << u"chat.office"_s;
        QTest::newRow("no server") << u"ann"_s << QString();
        QTest::newRow("bad scheme") << u"ann"_s << u"ftp://chat.office"_s;
        QTest::newRow("bad port") << u"ann"_s << u"chat.office:99999"_s;
    }

    void whatCannotBeIsSaidAndNothingIsLost()
    {
        QFETCH(QString, name);
        QFETCH(QString, server);
        Stage stage;
        stage.page.setName(name);
        stage.page.setServer(server);
        QTest::mouseClick(stage.button(u"Join"_s), Qt::LeftButton);
        QCOMPARE(stage.joined.count(), 0);
        QVERIFY(stage.page.problem().size() > 10);
        QCOMPARE(stage.page.name(), name);
        QCOMPARE(stage.page.server(), server);
    }

    void aGoodAddressAndNameAreJoined()
    {
        Stage stage;
        stage.page.setName(u" ann "_s);
        stage.page.setServer(u"chat.office:9000"_s);
        stage.page.showProblem(u"old"_s);
        stage.page.submit();
        QCOMPARE(stage.joined.count(), 1);
        const auto address = stage.joined.first().at(0).value<client::ServerAddress>();
        QCOMPARE(address.host, u"chat.office"_s);
        QCOMPARE(address.port, 9000);
        QCOMPARE(stage.joined.first().at(1).value<UserName>().toString(), u"ann"_s);
        QCOMPARE(stage.page.problem(), QString());
    }

    void enterJoins()
    {
        Stage stage;
        stage.page.setName(u"ann"_s);
        stage.page.setServer(u"chat.office"_s);
        for (QLineEdit* field : stage.page.findChildren<QLineEdit*>()) {
            QTest::keyClick(field, Qt::Key_Return);
        }
        QCOMPARE(stage.joined.count(), 2);
    }

    void aTeamNeedsANameAlone()
    {
        Stage stage;
        stage.page.setName({});
        QTest::mouseClick(stage.button(u"Start a team here"_s), Qt::LeftButton);
        QCOMPARE(stage.teams.count(), 0);
        QVERIFY(!stage.page.problem().isEmpty());
        stage.page.setName(u"ann"_s);
        QTest::mouseClick(stage.button(u"Start a team here"_s), Qt::LeftButton);
        QCOMPARE(stage.teams.count(), 1);
    }

    void anEditTakesTheProblemAwayAndIsTold()
    {
        Stage stage;
        QSignalSpy edited(&stage.page, &StartPage::edited);
        stage.page.showProblem(u"Nothing answers."_s);
        QTest::keyClicks(stage.page.findChildren<QLineEdit*>().constFirst(), u"x"_s);
        QCOMPARE(stage.page.problem(), QString());
        QCOMPARE(edited.count(), 1);
    }

    void everyFieldHasANameForThoseWhoCannotSee()
    {
        Stage stage;
        for (const QLineEdit* field : stage.page.findChildren<QLineEdit*>()) {
            QVERIFY(!field->accessibleName().isEmpty());
        }
    }
};

QTEST_MAIN(StartPageTest)
#include "tst_startpage.moc"
