// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/messages/codecpromise.h"

#include <QDir>
#include <QTest>

#include <random>

using namespace landline;
using namespace Qt::StringLiterals;

namespace {

/// Spoils frames, always in the same way: a failure names its round and is there again in the next
/// run.
class Spoiler {
public:
    explicit Spoiler(const QList<QByteArray>& frames)
        : m_frames(frames)
    {
    }

    QByteArray next()
    {
        QByteArray frame = m_frames[below(m_frames.size())];
        for (auto times = below(4) + 1; times > 0; --times) {
            spoil(frame);
        }
        return frame;
    }

private:
    qsizetype below(qsizetype bound)
    {
        // Not a std distribution: those differ between libraries.
        return static_cast<qsizetype>(m_random() % static_cast<quint64>(bound));
    }

    void spoil(QByteArray& frame)
    {
        if (frame.isEmpty()) {
            return;
        }
        const auto at = below(frame.size());
        switch (below(8)) {
        case 0:
            frame[at] = static_cast<char>(below(256));
            break;
        case 1:
            frame[at] = static_cast<char>(frame[at] ^ (1 << below(8)));
            break;
        case 2:
            frame.truncate(at);
            break;
        case 3:
            frame.remove(at, below(8) + 1);
            break;
        case 4:
            frame.insert(at, frame.mid(below(frame.size()), below(16)));
            break;
        case 5: {
            const QByteArray& other = m_frames[below(m_frames.size())];
            frame = frame.left(at) + other.mid(below(other.size()));
            break;
        }
        case 6:
            frame.insert(at, pieces[static_cast<std::size_t>(below(pieces.size()))]);
            break;
        default:
            frame.replace(at, 1, pieces[static_cast<std::size_t>(below(pieces.size()))]);
        }
    }

    /// What JSON, Unicode and the protocol are sensitive to.
    static constexpr std::array<const char*, 27> pieces { "\"", "\\", "{", "}", "[", "]", ":", ",",
        "null", "true", "0", "-1", "1.5", "1e9", "9007199254740993", "\\u0000", "\\ud83d",
        "\\ude00", "\\ufeff", "\\u0301", "\xff", "\xef\xbb\xbf", "\xed\xa0\x80", "\xf0\x9f\x98\x80",
        "\"type\":", "\"id\":\"1\",", "\"room\":\"A\"," };

    const QList<QByteArray>& m_frames;
    std::mt19937_64 m_random { 20261120 }; // any seed will do, as long as it stays
};

} // namespace

class CodecMutationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFrameIsRead();
    void everyTruncationKeepsThePromise();
    void everyByteInEveryPlaceKeepsThePromise();
    void spoiledFramesKeepThePromise();

private:
    QList<QByteArray> m_frames;
    qsizetype m_requests = 0; ///< How many of m_frames, its first, are requests.
};

void CodecMutationTest::initTestCase()
{
    for (const auto& folder : { u"requests"_s, u"events"_s }) {
        const QDir frames(QStringLiteral(LANDLINE_FRAMES) + u'/' + folder);
        for (const auto& name : frames.entryList({ u"*.json"_s }, QDir::Files, QDir::Name)) {
            QFile file(frames.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            m_frames.append(file.readAll().trimmed());
        }
        m_requests = m_requests ? m_requests : m_frames.size();
    }
    QVERIFY(m_requests > 0 && m_requests < m_frames.size());
}

void CodecMutationTest::everyFrameIsRead()
{
    for (qsizetype i = 0; i < m_frames.size(); ++i) {
        const QByteArray& frame = m_frames[i];
        const bool isRead = i < m_requests
            ? std::holds_alternative<RequestFrame>(decodeRequest(frame))
            : decodeEvent(frame).isOk();
        QVERIFY2(isRead, frame.constData());
        QCOMPARE(promise::brokenByRequest(frame), QByteArray());
        QCOMPARE(promise::brokenByEvent(frame), QByteArray());
    }
}

void CodecMutationTest::everyTruncationKeepsThePromise()
{
    for (const QByteArray& frame : std::as_const(m_frames)) {
        for (qsizetype size = 0; size < frame.size(); ++size) {
            const auto cut = QByteArrayView(frame).first(size);
            QVERIFY2(std::holds_alternative<RequestError>(decodeRequest(cut)), cut.data());
            QVERIFY2(!decodeEvent(cut).isOk(), cut.data());
        }
    }
}

void CodecMutationTest::everyByteInEveryPlaceKeepsThePromise()
{
    QByteArray frame = R"({"type":"text","id":"1","content":"h\u00e9"})";
    for (qsizetype at = 0; at < frame.size(); ++at) {
        const char right = frame[at];
        for (int byte = 0; byte < 256; ++byte) {
            frame[at] = static_cast<char>(byte);
            QCOMPARE(promise::brokenByRequest(frame), QByteArray());
        }
        frame[at] = right;
    }
}

void CodecMutationTest::spoiledFramesKeepThePromise()
{
    constexpr int rounds = 600'000; // about a second
    Spoiler spoiler(m_frames);
    for (int round = 0; round < rounds; ++round) {
        const QByteArray frame = spoiler.next();
        for (const QByteArray& broken :
            { promise::brokenByRequest(frame), promise::brokenByEvent(frame) }) {
            if (!broken.isEmpty()) {
                qWarning() << "round" << round << "from" << frame;
            }
            QCOMPARE(broken, QByteArray());
        }
    }
}

QTEST_APPLESS_MAIN(CodecMutationTest)
#include "tst_codecmutation.moc"
