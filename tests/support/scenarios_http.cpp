// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the front door answers before there is a WebSocket (PROTOCOL.md section 1; RFC 6455 section 4).
#include "tests/support/cases.h"
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

void pages(Stage& stage)
{
    playDoors(stage,
        {
            { u"healthz"_s, "GET /healthz HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
                200 },
            { u"no such path"_s, "GET /nowhere HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
                404 },
            { u"a path that climbs out"_s,
                "GET /../../etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404 },
            { u"no Host"_s, "GET /healthz HTTP/1.1\r\n\r\n", 400 },
            { u"a header line without a colon"_s,
                "GET /healthz HTTP/1.1\r\nHost: HOST\r\nnonsense\r\n\r\n", 400 },
            { u"a strange Host (DNS rebinding)"_s,
                "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403 },
            { u"a request line of 10 KiB"_s,
                "GET /" + QByteArray(10'240, 'x') + " HTTP/1.1\r\nHost: HOST\r\n\r\n", 431 },
            { u"200 headers"_s,
                "GET / HTTP/1.1\r\nHost: HOST\r\n" + QByteArray("X: y\r\n").repeated(200) + "\r\n",
                431 },
            { u"a header of 20 KiB"_s,
                "GET / HTTP/1.1\r\nHost: HOST\r\nX: " + QByteArray(20'480, 'x') + "\r\n\r\n", 431 },
        });
    stage.attempt(u"healthz says ok in JSON"_s, [&] {
        const auto response = RawPeer(stage.url()).get("/healthz");
        stage.check(response && response->body.contains("\"status\":\"ok\""), u"it does not"_s);
        stage.check(
            response->header("content-type").startsWith("application/json"), u"it is no JSON"_s);
    });
}

void upgrades(Stage& stage)
{
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const QByteArray version = "Sec-WebSocket-Version: 13\r\n";
    const QByteArray upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const QByteArray host = "Host: HOST\r\n";
    const QByteArray good = host + upgrade + version + key;
    playDoors(stage,
        {
            { u"a session's upgrade"_s, upgradeWith("/ws", good), 101 },
            { u"a simple one"_s,
                upgradeWith("/ws?username=door" + stage.name(u"x"_s).toString().toLatin1()
                        + "&room=general",
                    good),
                101 },
            { u"the alias /rooms"_s, upgradeWith("/rooms", good), 101 },
            { u"/echo"_s, upgradeWith("/echo", good), 101 },
            { u"header names and values in other case, Connection as a list"_s,
                upgradeWith("/echo",
                    "host: HOST\r\nUPGRADE: WebSocket\r\nconnection: keep-alive, "
                    "upgrade\r\nsec-websocket-version: 13\r\n"
                        + key),
                101 },
            { u"with a key that is no 16 bytes"_s,
                upgradeWith("/ws", host + upgrade + version + "Sec-WebSocket-Key: short\r\n"),
                400 },
            { u"with version 8 (4.4)"_s,
                upgradeWith("/ws", host + upgrade + key + "Sec-WebSocket-Version: 8\r\n"), 426 },
            { u"with POST"_s, "POST /ws HTTP/1.1\r\n" + good + "\r\n", 400 },
            { u"with HTTP/1.0"_s, "GET /ws HTTP/1.0\r\n" + good + "\r\n", 400 },
            { u"on a path that is none"_s, upgradeWith("/nowhere", good), 404 },
            { u"the server's own Origin"_s, upgradeWith("/echo", good + "Origin: http://HOST\r\n"),
                101 },
        });
}

} // namespace

QList<Scenario> httpScenarios()
{
    return {
        { u"http-pages"_s, u"pages, refusals and caps of the HTTP side"_s, pages },
        { u"http-upgrades"_s, u"who may upgrade, and what those are told who may not"_s, upgrades },
    };
}

} // namespace landline::support
