// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reactionchips.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

class ReactionChipsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reactionsAreToldInWords_data()
    {
        QTest::addColumn<int>("others");
        QTest::addColumn<bool>("self");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("self") << 0 << true << u"You reacted with 👍"_s;
        QTest::newRow("one") << 1 << false << u"user 00 reacted with 👍"_s;
        QTest::newRow("two") << 1 << true << u"You and user 00 reacted with 👍"_s;
        QTest::newRow("three") << 2 << true << u"You, user 00 and user 01 reacted with 👍"_s;
        QTest::newRow("as many as are named")
            << 9 << false
            << u"user 00, user 01, user 02, user 03, user 04, user 05, user 06, user 07 and user 08 reacted with 👍"_s;
        QTest::newRow("many")
            << 12 << false
            << u"user 00, user 01, user 02, user 03, user 04, user 05, user 06, user 07 and 4 others reacted with 👍"_s;
    }

    void reactionsAreToldInWords()
    {
        QFETCH(int, others);
        QFETCH(bool, self);
        QFETCH(QString, sentence);
        event::Reaction reaction { Emoji::fromString(u"👍"_s).value(), {} };
        if (self) {
            reaction.users.append(UserName::fromString(u"bob"_s).value());
        }
        for (int i = 0; i < others; ++i) {
            reaction.users.append(
                UserName::fromString(u"user %1"_s.arg(i, 2, 10, QChar(u'0'))).value());
        }
        QCOMPARE(reactionSentence(reaction, u"bob"_s), sentence);
    }
};

QTEST_MAIN(ReactionChipsTest)
#include "tst_reactionchips.moc"
