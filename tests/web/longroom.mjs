// SPDX-License-Identifier: GPL-3.0-or-later
//
// A room where very much was said, and the page in it.
import { Chrome } from './chrome.mjs';
import { Peer } from './peer.mjs';
import { Server } from './server.mjs';

const words = 'the quick brown fox jumps over the lazy dog and then it sits down for a while'.split(' ');
/** Of many lengths, some with marks, some with code: rows of many heights. */
const contentOf = (number) => `${number}: ${words.slice(0, number % 17).join(' ')} `.repeat(number % 11 === 0 ? 5 : 1)
    + (number % 7 === 0 ? '**bold** `code`' : '') + (number % 23 === 0 ? '\n```\nint main()\n```' : '');

/** The room `long` with `count` messages of ann's, and bob's page in it. */
export class LongRoom {
    static async start(count) {
        const room = new LongRoom();
        room.server = await Server.start();
        room.chrome = await Chrome.start();
        room.ann = await Peer.session(room.server, 'ann');
        room.ann.say({ type: 'join', room: 'long', limit: 0 });
        for (let number = 1; number <= count; ++number) {
            room.ann.say({ type: 'text', room: 'long', content: contentOf(number) });
            if (number % 500 === 0 || number === count) {
                await room.ann.heard((event) => event.seq === number);
                room.ann.events.length = 0;
            }
        }
        room.page = await room.chrome.page();
        await room.page.open(`${room.server.url}?username=bob#/long`);
        await room.page.until('document.querySelector("#pill").dataset.state === "live"');
        await room.page.until('document.querySelectorAll(".row.message").length > 10');
        return room;
    }

    async stop() {
        this.ann?.close();
        await this.chrome?.stop();
        await this.server?.stop();
    }
}
