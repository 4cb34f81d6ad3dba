// SPDX-License-Identifier: GPL-3.0-or-later
// How the files of the web client are answered for (RFC 9110), without a connection.
#include "server/web/pages.h"

#include <QTest>

using namespace landline::server;

class PagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsAndTheirTypes_data();
    void pathsAndTheirTypes();
    void pathsThatAreNobodys_data();
    void pathsThatAreNobodys();
    void encodings_data();
    void encodings();
    void conditionsThatMatch_data();
    void conditionsThatMatch();
    void conditionsThatDoNotMatch_data();
    void conditionsThatDoNotMatch();
    void theTwoFormsHaveTwoTags();
    void theWireFormOfWhatIsUnchanged();
    void headHasTheLengthAndNoBody();
    void everyFileIsFencedIn();

private:
    using Fields = QHash<QByteArray, QByteArray>;

    static RequestHead request(const QByteArray& path, const Fields& fields = {})
    {
        return { "GET", path, {}, fields, 0 };
    }
    static QByteArray field(const HttpReply& reply, const QByteArray& name)
    {
        for (const auto& [key, value] : reply.fields) {
            if (key == name) {
                return value;
            }
        }
        return {};
    }
    /// Of the plain form of "/", with the quotes.
    QByteArray tag() const { return field(*m_pages.answer(request("/")), "ETag"); }

    Pages m_pages;
};

void PagesTest::pathsAndTheirTypes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char* path, const char* type) {
        QTest::addRow("%s", path) << QByteArray(path) << QByteArray(type);
    };
    row("/", "text/html; charset=utf-8");
    row("/index.html", "text/html; charset=utf-8");
    row("/style/look.css", "text/css; charset=utf-8");
    row("/app/main.mjs", "text/javascript; charset=utf-8");
    row("/sw.js", "text/javascript; charset=utf-8");
    row("/manifest.webmanifest", "application/manifest+json");
    row("/icons/landline.svg", "image/svg+xml");
    row("/icons/landline-192.png", "image/png");
}

void PagesTest::pathsAndTheirTypes()
{
    QFETCH(QByteArray, path);
    const auto reply = m_pages.answer(request(path));
    QVERIFY(reply);
    QCOMPARE(reply->status, 200);
    QTEST(reply->contentType, "type");
    QVERIFY(!reply->body.isEmpty());
    QCOMPARE(reply->cacheControl, "no-cache");
    QCOMPARE(field(*reply, "Vary"), "Accept-Encoding");
}

void PagesTest::pathsThatAreNobodys_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char* path : { "", "//", "/.", "/..", "/../web/index.html", "/index.html/",
             "/INDEX.HTML", "/index.html.gz", "/style/look.css.gz", "/style", "/style/",
             "/app/../index.html", "/web/index.html", ":/web/index.html", "/etc/passwd" }) {
        QTest::addRow("'%s'", path) << QByteArray(path);
    }
}

void PagesTest::pathsThatAreNobodys()
{
    QFETCH(QByteArray, path);
    QVERIFY(!m_pages.answer(request(path)));
}

void PagesTest::encodings_data()
{
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<bool>("zipped");
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("gzip") << QByteArray("gzip") << true;
    QTest::newRow("as browsers do") << QByteArray("gzip, deflate, br, zstd") << true;
    QTest::newRow("in capitals") << QByteArray("GZIP") << true;
    QTest::newRow("others") << QByteArray("deflate, br") << false;
    QTest::newRow("refused") << QByteArray("gzip;q=0") << false;
}

void PagesTest::encodings()
{
    QFETCH(QByteArray, accepted);
    QFETCH(bool, zipped);
    const auto reply = m_pages.answer(request("/", { { "accept-encoding", accepted } }));
    QVERIFY(reply);
    QCOMPARE(field(*reply, "Content-Encoding"), zipped ? "gzip" : "");
    QCOMPARE(reply->body.startsWith("\x1f\x8b"), zipped);
    QCOMPARE(reply->body.startsWith("<!doctype html>"), !zipped);
}

void PagesTest::conditionsThatMatch_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("the tag") << tag();
    QTest::newRow("the weak tag") << "W/" + tag();
    QTest::newRow("in a list") << "\"other\", " + tag();
    QTest::newRow("any") << QByteArray("*");
}

void PagesTest::conditionsThatMatch()
{
    QFETCH(QByteArray, condition);
    const auto reply = m_pages.answer(request("/", { { "if-none-match", condition } }));
    QCOMPARE(reply->status, 304);
    QVERIFY(reply->body.isEmpty());
    QCOMPARE(field(*reply, "ETag"), tag());
}

void PagesTest::conditionsThatDoNotMatch_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("another tag") << QByteArray("\"0123\"");
    QTest::newRow("without quotes") << tag().sliced(1).chopped(1);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("nonsense") << QByteArray("\",,\"");
}

void PagesTest::conditionsThatDoNotMatch()
{
    QFETCH(QByteArray, condition);
    QCOMPARE(m_pages.answer(request("/", { { "if-none-match", condition } }))->status, 200);
}

void PagesTest::theTwoFormsHaveTwoTags()
{
    const Fields zipped { { "accept-encoding", "gzip" }, { "if-none-match", tag() } };
    const auto reply = m_pages.answer(request("/", zipped));
    QCOMPARE(reply->status, 200);
    QVERIFY(field(*reply, "ETag") != tag());
}

void PagesTest::theWireFormOfWhatIsUnchanged()
{
    const auto bytes = m_pages.answer(request("/", { { "if-none-match", tag() } }))
                           ->head(HttpReply::Then::Close);
    QVERIFY(bytes.startsWith("HTTP/1.1 304 Not Modified\r\n"));
    QVERIFY(!bytes.contains("Content-Length"));
    QVERIFY(!bytes.contains("Content-Type:"));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
}

void PagesTest::headHasTheLengthAndNoBody()
{
    const auto reply = m_pages.answer(request("/"));
    const auto bytes = reply->head(HttpReply::Then::Close);
    QVERIFY(bytes.contains("Content-Length: " + QByteArray::number(reply->body.size()) + "\r\n"));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
    QCOMPARE(bytes.indexOf("\r\n\r\n"), bytes.size() - 4);
}

void PagesTest::everyFileIsFencedIn()
{
    const auto reply = m_pages.answer(request("/style/look.css"));
    const auto policy = field(*reply, "Content-Security-Policy");
    QVERIFY(policy.startsWith("default-src 'self'; connect-src 'self'; "));
    QVERIFY(policy.contains("frame-ancestors 'none'"));
    QVERIFY(!policy.contains("unsafe"));
    QCOMPARE(field(*reply, "Referrer-Policy"), "no-referrer");
    QVERIFY(
        reply->head(HttpReply::Then::Close).contains("\r\nX-Content-Type-Options: nosniff\r\n"));
}

QTEST_APPLESS_MAIN(PagesTest)
#include "tst_pages.moc"
