// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/admission.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;

class AdmissionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoeverSaysANameIsTakenAtTheirWord();
    void anotherVersionOrAPasswordIsUnsupported();
    void guestsKeepTheirNameOrGetOne();
    void aBadNameIsRefused();
};

void AdmissionTest::whoeverSaysANameIsTakenAtTheirWord()
{
    request::Hello hello;
    hello.username = *UserName::fromString(u"ann"_s);
    const auto identity = Admission().admit(hello);
    QVERIFY(identity.isOk());
    QCOMPARE(identity->name, hello.username);
    QVERIFY(!identity->guest);
    QCOMPARE(identity->roles, QStringList { u"member"_s });
}

void AdmissionTest::anotherVersionOrAPasswordIsUnsupported()
{
    for (const int protocol : { 0, 2, -1, 1000 }) {
        request::Hello hello;
        hello.username = *UserName::fromString(u"ann"_s);
        hello.protocol = protocol;
        const auto identity = Admission().admit(hello);
        QVERIFY(!identity.isOk());
        QCOMPARE(identity.error().code, ErrorCode::Unsupported);
        QVERIFY(identity.error().detail.contains(QString::number(protocol)));
    }
    request::Hello hello;
    hello.username = *UserName::fromString(u"ann"_s);
    hello.password = u"hunter2"_s;
    const auto identity = Admission().admit(hello);
    QCOMPARE(identity.error().code, ErrorCode::Unsupported);
    QVERIFY(!identity.error().detail.contains(u"hunter2"_s));
}

void AdmissionTest::guestsKeepTheirNameOrGetOne()
{
    Admission admission;
    const auto ann = admission.admitGuest(u"ann"_s);
    QCOMPARE(ann->name.toString(), u"ann"_s);
    QVERIFY(ann->guest);
    const auto first = admission.admitGuest(std::nullopt);
    const auto second = admission.admitGuest(u""_s);
    QVERIFY(first->name.toString().startsWith(u"Anonymous"_s));
    QVERIFY(second->name.toString().startsWith(u"Anonymous"_s));
    QVERIFY(first->name != second->name);
}

void AdmissionTest::aBadNameIsRefused()
{
    for (const QString& name : { u" "_s, u"@ann"_s, QString(33, u'x'), u"a\u202eb"_s, u"a\nb"_s }) {
        const auto identity = Admission().admitGuest(name);
        QVERIFY(!identity.isOk());
        QCOMPARE(identity.error().code, ErrorCode::BadName);
        QVERIFY(identity.error().detail.size() < 200);
    }
}

QTEST_APPLESS_MAIN(AdmissionTest)
#include "tst_admission.moc"
