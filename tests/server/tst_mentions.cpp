// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/mentions.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using landline::server::findMentions;

class MentionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void theRoomIsMentioned_data();
    void theRoomIsMentioned();
    void theCostOfAMessageIsBounded();
};

namespace {

const QStringList& known()
{
    static const QStringList names { u"ann"_s, u"bob"_s, u"annabel"_s, u"ann lee"_s, u"Zoë"_s,
        u"j.r."_s, u"李雷"_s, u"o'neil"_s, u"x_y"_s, u"😀"_s };
    return names;
}

} // namespace

void MentionsTest::finds_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("names");
    const auto row = [](const QString& content, const QString& names) {
        QTest::newRow(qPrintable(content)) << content << names;
    };
    row(u"@ann"_s, u"ann"_s);
    row(u"hi @ann!"_s, u"ann"_s);
    row(u"(@ann)"_s, u"ann"_s);
    row(u"@ann, @bob: hi"_s, u"ann|bob"_s);
    row(u"@bob @ann @bob"_s, u"bob|ann"_s);
    row(u"@annabel"_s, u"annabel"_s);
    row(u"@ann lee"_s, u"ann lee"_s);
    row(u"@ann leeway"_s, u"ann"_s);
    row(u"@annx"_s, QString());
    row(u"@Ann"_s, QString());
    row(u"@Zoë."_s, u"Zoë"_s);
    row(u"@Zoe\u0308"_s, u"Zoë"_s); // the same name, decomposed
    row(u"@j.r."_s, u"j.r."_s);
    row(u"@j.r"_s, QString());
    row(u"@o'neil's"_s, u"o'neil"_s);
    row(u"@x_y"_s, u"x_y"_s);
    row(u"@x_yz"_s, QString());
    row(u"@李雷 你好"_s, u"李雷"_s);
    row(u"@😀"_s, u"😀"_s);
    row(u"ann@bob"_s, QString());
    row(u"1@bob"_s, QString());
    row(u"_@bob"_s, QString());
    row(u"@@bob"_s, u"bob"_s);
    row(u"@ ann"_s, QString());
    row(u"@"_s, QString());
    row(u"@nobody @ann"_s, u"ann"_s);
    row(u"no mention"_s, QString());
    row(QString(), QString());
    row(u"@ann\n@bob\t@annabel"_s, u"ann|bob|annabel"_s);
}

void MentionsTest::finds()
{
    QFETCH(QString, content);
    QStringList names;
    for (const auto& name : findMentions(
             content, [](const UserName& user) { return known().contains(user.toString()); })) {
        names.append(name.toString());
    }
    QTEST(names.join(u'|'), "names");
}

void MentionsTest::theRoomIsMentioned_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<bool>("is");
    const auto row = [](const QString& content, bool is) {
        QTest::newRow(qPrintable(content)) << content << is;
    };
    row(u"@room"_s, true);
    row(u"tea, @room!"_s, true);
    row(u"(@room)"_s, true);
    row(u"a@room @room"_s, true);
    row(u"@roommate @room"_s, true);
    row(u"@roommate"_s, false);
    row(u"a@room"_s, false);
    row(u"@Room"_s, false);
    row(u"@ room"_s, false);
    row(QString(), false);
}

void MentionsTest::theRoomIsMentioned()
{
    QFETCH(QString, content);
    QTEST(landline::server::mentionsRoom(content), "is");
}

void MentionsTest::theCostOfAMessageIsBounded()
{
    for (const QString& content : { QString(16384, u'@'), u"@a "_s.repeated(5000),
             u"@a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z"_s.repeated(300) }) {
        int asked = 0;
        const auto names = findMentions(content, [&asked](const UserName&) {
            ++asked;
            return false;
        });
        QVERIFY(names.isEmpty());
        QVERIFY2(asked <= 50 * 64, qPrintable(QString::number(asked)));
    }
}

QTEST_APPLESS_MAIN(MentionsTest)
#include "tst_mentions.moc"
