// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/codec.h"

#include <QTest>

/// What the tests of refused requests share: rows of an object, the code and words that it is
/// refused with.
namespace landline::refusal {

using namespace Qt::StringLiterals;

inline void addColumns()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("named");
}

/// One row: the object that `fields` are, refused with `code` in words that contain `named`.
inline void row(const char* what, const QByteArray& fields, ErrorCode code, const QString& named)
{
    QTest::newRow(what) << QByteArray('{' + fields + '}') << code << named;
}

/// Refused as expected, and the id echoed.
inline void verifyRefused(
    const QByteArray& json, ErrorCode code, const QString& named, const QString& id)
{
    const auto result = decodeRequest(json);
    const auto* refusal = std::get_if<RequestError>(&result);
    QVERIFY2(refusal, "was accepted");
    const QString& detail = refusal->error.detail;
    QVERIFY2(wireName(refusal->error.code) == wireName(code),
        qPrintable(wireName(refusal->error.code) + u": "_s + detail));
    QVERIFY2(detail.contains(named), qPrintable(detail));
    QVERIFY2(detail.endsWith(u'.'), qPrintable(detail));
    QCOMPARE(refusal->id.value_or(EventId()).toString(), id);
}

/// Every row is asked twice: as it stands, and with an id that must come back.
inline void verifyRow()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorCode, code);
    QFETCH(QString, named);
    verifyRefused(json, code, named, {});
    QVERIFY(json.startsWith('{') && json.size() > 2);
    verifyRefused(R"({"id":"c1-7",)" + json.mid(1), code, named, u"c1-7"_s);
    verifyRefused(json.chopped(1) + R"(,"id":"c1-7"})", code, named, u"c1-7"_s);
}

} // namespace landline::refusal
