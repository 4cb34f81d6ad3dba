// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/avatar.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::ui;

/// WCAG 2.1, 1.4.3: what is read.
constexpr double readable = 4.5;
/// WCAG 2.1, 1.4.11: what must only be found.
constexpr double findable = 3.0;

class ThemeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }

    void allTextIsReadable_data()
    {
        QTest::addColumn<QColor>("foreground");
        QTest::addColumn<QColor>("background");
        for (const Theme& theme : { Theme::light(), Theme::dark() }) {
            const QByteArray kind = theme.kind == ThemeKind::Light ? "light: " : "dark: ";
            for (const ColorPair& pair : readablePairs(theme)) {
                QTest::newRow((kind + pair.name.toUtf8()).constData())
                    << pair.foreground << pair.background;
            }
        }
    }

    void allTextIsReadable()
    {
        QFETCH(QColor, foreground);
        QFETCH(QColor, background);
        const double found = contrast(foreground, background);
        QVERIFY2(found >= readable, qPrintable(u"contrast is %1"_s.arg(found)));
    }

    void fieldsAndFocusCanBeFound()
    {
        for (const Theme& theme : { Theme::light(), Theme::dark() }) {
            for (const QColor& ground : { theme.palette.window, theme.palette.surface }) {
                QVERIFY(contrast(theme.palette.fieldBorder, ground) >= findable);
                QVERIFY(contrast(theme.palette.accent, ground) >= findable);
            }
        }
    }

    void aPersonHasTheSameColourEverywhere()
    {
        // A fixed value: hashes that differ from run to run would show here.
        const Theme theme = Theme::light();
        QCOMPARE(theme.authorColor(u"ann"_s), theme.palette.author.at(1));
        QCOMPARE(theme.authorColor(u"ann"_s), Theme::light().authorColor(u"ann"_s));
    }

    void initialsAreWholeCharacters_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        QTest::newRow("one word") << u"ann"_s << u"A"_s;
        QTest::newRow("two words") << u"Bob Ross"_s << u"BR"_s;
        QTest::newRow("with a dot") << u"bob.ross"_s << u"BR"_s;
        QTest::newRow("three words") << u"a b c"_s << u"AB"_s;
        QTest::newRow("separators alone") << u"_-_"_s << u"_"_s;
        QTest::newRow("accent of its own") << u"e\u0301va"_s << u"E\u0301"_s;
        QTest::newRow("beyond the basic plane") << u"😀 x"_s << u"😀X"_s;
        QTest::newRow("no letter case") << u"李雷"_s << u"李"_s;
        QTest::newRow("nothing") << QString() << QString();
    }

    void initialsAreWholeCharacters()
    {
        QFETCH(QString, name);
        QFETCH(QString, initials);
        QCOMPARE(initialsOf(name), initials);
    }

    void everyIconHasADrawing()
    {
        for (int i = 0; i <= static_cast<int>(Icon::Topic); ++i) {
            const QImage image = iconPixmap(static_cast<Icon>(i), 24, Qt::red, 1).toImage();
            bool drawn = false;
            for (int y = 0; y < 24 && !drawn; ++y) {
                for (int x = 0; x < 24 && !drawn; ++x) {
                    drawn = image.pixelColor(x, y).red() > 0;
                }
            }
            QVERIFY2(drawn, qPrintable(u"icon %1"_s.arg(i)));
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
