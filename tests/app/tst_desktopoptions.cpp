// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopoptions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using app::DesktopOptions;
using app::readDesktopOptions;

class DesktopOptionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        qunsetenv("LANDLINE_THEME");
        qunsetenv("LANDLINE_CLIENT_DIR");
    }

    void nothing_is_asked_for_by_default()
    {
        const auto options = readDesktopOptions({ u"landline"_s });
        QVERIFY(options);
        QVERIFY(!options->server && !options->name && !options->theme && !options->startupTrace);
        QVERIFY(options->dataDir.endsWith(u"/landline/client"_s));
    }

    void all_is_understood()
    {
        const auto options = readDesktopOptions(
            { u"landline"_s, u"ws://chat.office:9000/design"_s, u"--name"_s, u"ann"_s, u"--theme"_s,
                u"dark"_s, u"--data-dir"_s, u"/tmp/x"_s, u"--startup-trace"_s });
        QVERIFY(options);
        QCOMPARE(options->server->host, u"chat.office"_s);
        QCOMPARE(options->server->port, 9000);
        QCOMPARE(options->server->room->toString(), u"design"_s);
        QCOMPARE(options->name->toString(), u"ann"_s);
        QVERIFY(options->theme == ui::ThemeChoice::Dark);
        QCOMPARE(options->dataDir, u"/tmp/x"_s);
        QVERIFY(options->startupTrace && !options->exitAfterTrace);
    }

    void the_trace_can_end_the_program()
    {
        const auto options = readDesktopOptions({ u"landline"_s, u"--startup-trace=exit"_s });
        QVERIFY(options && options->startupTrace && options->exitAfterTrace);
    }

    void variables_stand_in_for_options()
    {
        qputenv("LANDLINE_THEME", "light");
        qputenv("LANDLINE_CLIENT_DIR", "/tmp/y");
        const auto options = readDesktopOptions({ u"landline"_s });
        QVERIFY(options->theme == ui::ThemeChoice::Light);
        QCOMPARE(options->dataDir, u"/tmp/y"_s);
        QVERIFY(readDesktopOptions({ u"landline"_s, u"--theme"_s, u"dark"_s })->theme
            == ui::ThemeChoice::Dark);
    }

    void what_is_wrong_is_said_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("theme") << QStringList { u"--theme"_s, u"blue"_s };
        QTest::newRow("name") << QStringList { u"--name"_s, u"@ann"_s };
        QTest::newRow("address") << QStringList { u"ftp://x"_s };
        QTest::newRow("two addresses") << QStringList { u"a"_s, u"b"_s };
        QTest::newRow("unknown option") << QStringList { u"--nonsense"_s };
    }

    void what_is_wrong_is_said()
    {
        QFETCH(QStringList, arguments);
        const auto options = readDesktopOptions(QStringList { u"landline"_s } + arguments);
        QVERIFY(!options);
        QVERIFY(options.error().detail.size() > 5);
    }
};

QTEST_GUILESS_MAIN(DesktopOptionsTest)
#include "tst_desktopoptions.moc"
