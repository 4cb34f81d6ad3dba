// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/errorcode.h"

#include <QTest>

using namespace landline;

class ErrorCodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasTheNameOfTheProtocol_data();
    void hasTheNameOfTheProtocol();
    void knowsNoOtherName_data();
    void knowsNoOtherName();
};

void ErrorCodeTest::hasTheNameOfTheProtocol_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("name");
    const auto row
        = [](ErrorCode code, const char* name) { QTest::newRow(name) << code << QByteArray(name); };
    row(ErrorCode::BadFrame, "bad_frame");
    row(ErrorCode::BadJson, "bad_json");
    row(ErrorCode::UnknownType, "unknown_type");
    row(ErrorCode::BadField, "bad_field");
    row(ErrorCode::TooLong, "too_long");
    row(ErrorCode::NotJoined, "not_joined");
    row(ErrorCode::NoSuchRoom, "no_such_room");
    row(ErrorCode::NoSuchMessage, "no_such_message");
    row(ErrorCode::Forbidden, "forbidden");
    row(ErrorCode::RateLimited, "rate_limited");
    row(ErrorCode::Muted, "muted");
    row(ErrorCode::NameTaken, "name_taken");
    row(ErrorCode::BadName, "bad_name");
    row(ErrorCode::BadToken, "bad_token");
    row(ErrorCode::Unsupported, "unsupported");
    row(ErrorCode::ServerFull, "server_full");
    row(ErrorCode::Draining, "draining");
    row(ErrorCode::Storage, "storage");
}

void ErrorCodeTest::hasTheNameOfTheProtocol()
{
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, name);
    QCOMPARE(QByteArray(wireName(code).data(), wireName(code).size()), name);
    QVERIFY(errorCodeFromWire(name) == code);
}

void ErrorCodeTest::knowsNoOtherName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("null") << QByteArray();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("of a newer server") << QByteArray("too_early");
    QTest::newRow("other case") << QByteArray("Bad_Json");
    QTest::newRow("a beginning") << QByteArray("bad");
    QTest::newRow("a continuation") << QByteArray("bad_json ");
    QTest::newRow("NUL behind") << QByteArray("muted\0", 6);
}

void ErrorCodeTest::knowsNoOtherName()
{
    QFETCH(QByteArray, name);
    QVERIFY(!errorCodeFromWire(name));
}

QTEST_APPLESS_MAIN(ErrorCodeTest)
#include "tst_errorcode.moc"
