// SPDX-License-Identifier: GPL-3.0-or-later
//
// A simple WebSocket client (RFC 6455) in a few lines: somebody else in the room, and no package to fetch.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';

import { patience } from './chrome.mjs';

export class Peer {
    events = [];
    #socket;
    #rest = Buffer.alloc(0);
    #waiting = [];

    /** Somebody in one room, as `?username=...&room=...` has it. */
    static simple(server, username, room = 'general') {
        return Peer.#open(server, `/ws?${new URLSearchParams({ username, room })}`);
    }

    /** Somebody who has said hello, and may be in many rooms. */
    static async session(server, username) {
        const peer = await Peer.#open(server, '/ws');
        peer.say({ type: 'hello', protocol: 1, client: 'test/1', username });
        await peer.heard((event) => event.type === 'welcome');
        return peer;
    }

    static async #open(server, path) {
        const peer = new Peer();
        const asked = request({
            host: '127.0.0.1', port: server.port, path,
            headers: {
                Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
                'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
            },
        });
        asked.end();
        const [, socket, head] = await once(asked, 'upgrade');
        peer.#socket = socket.setNoDelay(true);
        socket.on('data', (part) => peer.#take(part));
        socket.on('error', () => {});
        peer.#take(head);
        return peer;
    }

    say(frame) {
        this.#send(1, Buffer.from(JSON.stringify(frame)));
    }

    /** Waits for an event, also among those that came before. */
    heard(isWanted) {
        const known = this.events.find(isWanted);
        if (known) {
            return Promise.resolve(known);
        }
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`it was never heard: ${isWanted}`)), patience);
            this.#waiting.push((event) => {
                if (isWanted(event)) {
                    clearTimeout(late);
                    resolve(event);
                }
            });
        });
    }

    close() {
        this.#socket.destroy();
    }

    #send(opcode, payload) {
        const mask = randomBytes(4);
        const long = payload.length > 125;
        const head = Buffer.alloc(long ? 4 : 2);
        head[0] = 0x80 | opcode;
        head[1] = 0x80 | (long ? 126 : payload.length);
        if (long) {
            head.writeUInt16BE(payload.length, 2);
        }
        this.#socket.write(Buffer.concat([head, mask, payload.map((byte, at) => byte ^ mask[at % 4])]));
    }

    #take(part) {
        this.#rest = Buffer.concat([this.#rest, part]);
        for (;;) {
            if (this.#rest.length < 2) {
                return;
            }
            const short = this.#rest[1] & 0x7f;
            const from = short === 126 ? 4 : short === 127 ? 10 : 2;
            if (this.#rest.length < from) {
                return;
            }
            const length = short === 126 ? this.#rest.readUInt16BE(2)
                : short === 127 ? Number(this.#rest.readBigUInt64BE(2)) : short;
            if (this.#rest.length < from + length) {
                return;
            }
            const opcode = this.#rest[0] & 0x0f;
            const payload = this.#rest.subarray(from, from + length);
            this.#rest = this.#rest.subarray(from + length);
            if (opcode === 9) {
                this.#send(10, payload);
            } else if (opcode === 1) {
                const event = JSON.parse(payload.toString('utf8'));
                this.events.push(event);
                this.#waiting.forEach((tell) => tell(event));
            }
        }
    }
}
