// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that is not to be trusted: it serves the page as landline-server does, and says to it whatever a test likes.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../resources/web', import.meta.url));
const types = {
    html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', mjs: 'text/javascript',
    svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json',
};
/** As in server/web/pages.cpp. */
const policy = "default-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types landline";

export class WildServer {
    /** What the page has said, frame by frame. */
    heard = [];
    #http;
    #socket = null;
    #answer;

    /** `answer(frame)` gives the events to answer with. */
    static async start(answer) {
        const server = new WildServer();
        server.#answer = answer;
        server.#http = createServer((request, response) => server.#serve(request, response));
        server.#http.on('upgrade', (request, socket) => server.#upgrade(request, socket));
        await new Promise((resolve) => { server.#http.listen(0, '127.0.0.1', resolve); });
        return server;
    }

    get url() {
        return `http://127.0.0.1:${this.#http.address().port}/`;
    }

    tell(event) {
        this.#send(0x81, Buffer.from(JSON.stringify(event)));
    }

    close(code, reason) {
        const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
        payload.writeUInt16BE(code);
        payload.write(reason, 2);
        this.#send(0x88, payload);
    }

    stop() {
        this.#socket?.destroy();
        this.#http.closeAllConnections();
        this.#http.close();
    }

    async #serve(request, response) {
        const path = new URL(request.url, this.url).pathname;
        try {
            const body = await readFile(page + (path === '/' ? '/index.html' : path));
            response.writeHead(200, { 'Content-Type': types[path.split('.').at(-1)] ?? types.html,
                'Content-Security-Policy': policy });
            response.end(body);
        } catch {
            response.writeHead(404).end();
        }
    }

    #upgrade(request, socket) {
        const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
        const accept = createHash('sha1').update(key).digest('base64');
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
            + `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
        this.#socket = socket;
        let rest = Buffer.alloc(0);
        socket.on('error', () => {});
        socket.on('data', (part) => {
            rest = Buffer.concat([rest, part]);
            while (rest.length >= 6) {
                const short = rest[1] & 0x7f;
                const from = short === 126 ? 4 : 2;
                const length = short === 126 ? rest.readUInt16BE(2) : short;
                if (rest.length < from + 4 + length) {
                    return;
                }
                const mask = rest.subarray(from, from + 4);
                const payload = rest.subarray(from + 4, from + 4 + length).map((byte, at) => byte ^ mask[at % 4]);
                if ((rest[0] & 0x0f) === 1) {
                    this.#take(JSON.parse(payload.toString('utf8')));
                }
                rest = rest.subarray(from + 4 + length);
            }
        });
    }

    #take(frame) {
        this.heard.push(frame);
        for (const event of this.#answer(frame) ?? []) {
            this.tell(event);
        }
    }

    #send(head, payload) {
        const { length } = payload;
        const size = length < 126 ? Buffer.from([length])
            : length < 65536 ? Buffer.from([126, length >> 8, length & 255])
                : Buffer.concat([Buffer.from([127, 0, 0, 0, 0]), Buffer.from([length >>> 24, (length >> 16) & 255,
                    (length >> 8) & 255, length & 255])]);
        this.#socket?.write(Buffer.concat([Buffer.from([head]), size, payload]));
    }
}
