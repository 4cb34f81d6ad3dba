// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/frame.h"

#include <QString>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::server;

class FrameTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headersAreTheShortest_data();
    void headersAreTheShortest();
    void framesFollowOneAnother();
    void aCloseFrameCarriesCodeAndReason();
    void aLongReasonIsCutAtAWholeCharacter();
};

void FrameTest::headersAreTheShortest_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("header");
    const auto row = [](int size, const char* hex) {
        QTest::addRow("%d", size) << size << QByteArray::fromHex(hex);
    };
    row(0, "8100");
    row(1, "8101");
    row(125, "817d");
    row(126, "817e007e");
    row(127, "817e007f");
    row(65535, "817effff");
    row(65536, "817f0000000000010000");
    row(70000, "817f0000000000011170");
}

void FrameTest::headersAreTheShortest()
{
    QFETCH(int, size);
    QFETCH(QByteArray, header);
    const QByteArray payload(size, 'x');
    const QByteArray frame = frameOf(Opcode::Text, payload);
    QCOMPARE(frame.left(header.size()).toHex(), header.toHex());
    QCOMPARE(frame.mid(header.size()), payload);
    QCOMPARE(frameLength(frame), frame.size());
    QCOMPARE(frameLength(frame + "what comes next"), frame.size());
}

void FrameTest::framesFollowOneAnother()
{
    QByteArray out;
    appendFrame(out, Opcode::Ping, "p");
    appendFrame(out, Opcode::Binary, "ab");
    QCOMPARE(out.toHex(), QByteArray("890170") + "82026162");
}

void FrameTest::aCloseFrameCarriesCodeAndReason()
{
    QCOMPARE(closeFrame(CloseCode::Normal, {}).toHex(), "880203e8");
    QCOMPARE(closeFrame(CloseCode::TooSlow, u"slow"_s).toHex(), "88060fa8736c6f77");
}

void FrameTest::aLongReasonIsCutAtAWholeCharacter()
{
    constexpr qsizetype most = longestControlPayload - 2;
    for (const char16_t* character : { u"x", u"é", u"€", u"😀" }) {
        const QString one = QString::fromUtf16(character);
        for (int before = 0; before < 4; ++before) {
            const QString reason = QString(before, u'a') + one.repeated(200);
            const QByteArray frame = closeFrame(CloseCode::GoingAway, reason);
            QVERIFY(frame.size() <= 2 + longestControlPayload);
            const QByteArray cut = frame.mid(4);
            QVERIFY(cut.size() > most - 4);
            QCOMPARE(QString::fromUtf8(cut).toUtf8(), cut);
            QVERIFY(reason.startsWith(QString::fromUtf8(cut)));
        }
    }
}

QTEST_APPLESS_MAIN(FrameTest)
#include "tst_frame.moc"
