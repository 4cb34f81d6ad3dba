// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using landline::ui::Settings;

class SettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atFirstThereAreDefaults()
    {
        const QTemporaryDir folder;
        const Settings settings(folder.filePath(u"a.ini"_s));
        QCOMPARE(settings.lastServer(), QString());
        QCOMPARE(settings.lastName(), QString());
        QCOMPARE(settings.theme(), u"system"_s);
        QVERIFY(settings.membersShown());
        QVERIFY(settings.windowGeometry().isEmpty());
    }

    void whatIsSetIsThereAtTheNextStart()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.ini"_s);
        {
            Settings settings(path);
            settings.setLastServer(u"ws://chat.office:8800"_s);
            settings.setLastName(u"Mira, \"K\" öhler"_s);
            settings.setLastRoom(u"general"_s);
            settings.setTheme(u"dark"_s);
            settings.setMembersShown(false);
            settings.setWindowGeometry(QByteArray("\0\1\2", 3));
            settings.setSplitterState("abc");
        }
        const Settings settings(path);
        QCOMPARE(settings.lastServer(), u"ws://chat.office:8800"_s);
        QCOMPARE(settings.lastName(), u"Mira, \"K\" öhler"_s);
        QCOMPARE(settings.lastRoom(), u"general"_s);
        QCOMPARE(settings.theme(), u"dark"_s);
        QVERIFY(!settings.membersShown());
        QCOMPARE(settings.windowGeometry(), QByteArray("\0\1\2", 3));
        QCOMPARE(settings.splitterState(), QByteArray("abc"));
    }

    void aTornFileGivesDefaults()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[start\nname=\x00\xff@Invalid(\n");
        file.close();
        const Settings settings(path);
        QCOMPARE(settings.theme(), u"system"_s);
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
