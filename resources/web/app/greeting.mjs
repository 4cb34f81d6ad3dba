// SPDX-License-Identifier: GPL-3.0-or-later

const mostResumed = 1000;
const defaultLimits = { content: 16384, rate: 5, burst: 20 };

/** `hello` and `welcome`: what the server is told of what is here, and what follows from what it says of itself. */
export class Greeting {
    server = { id: '', name: '', version: '' };
    limits = defaultLimits;
    features = new Set();
    #parts;
    #resumed = new Set();

    /** Parts are { disk, rooms, wishes, outbox, reads, membership, emit }. */
    constructor(parts) {
        this.#parts = parts;
    }

    load(server) {
        this.server = { ...this.server, ...server };
    }

    hello(username) {
        const resumed = this.#parts.rooms.members.filter((room) => room.sequence.last !== null).slice(0, mostResumed);
        this.#resumed = new Set(resumed);
        const resume = Object.fromEntries(resumed.map((room) => [room.name, room.sequence.last]));
        return { type: 'hello', protocol: 1, client: 'landline-page/1', username, resume };
    }

    take(welcome) {
        const infos = listOf(welcome.rooms).filter((info) => typeof info?.room === 'string');
        this.limits = { ...defaultLimits, ...welcome.limits };
        this.features = new Set(listOf(welcome.features));
        this.#takeServer(welcome.server ?? {}, infos.length);
        this.#takeRooms(infos);
    }

    #takeServer({ id = '', name = '', version = '' }, roomCount) {
        const { disk, rooms, wishes } = this.#parts;
        const isNew = this.server.id !== String(id);
        if (isNew && this.server.id !== '') {
            this.#forgetServer();
        }
        this.server = { id: String(id), name: String(name), version: String(version) };
        disk.putState('server', this.server);
        if (isNew && roomCount === 0 && wishes.isEmpty) {
            wishes.set(rooms.get('general'), 'join');
        }
    }

    /** Other data under the old address: their seqs mean nothing here. What was not delivered is kept; but what was to
     *  be said in private is not said in a room made anew for all. */
    #forgetServer() {
        const { rooms, wishes, outbox, membership } = this.#parts;
        for (const { room: name, failure } of outbox.messages) {
            if (failure === null && !rooms.get(name).isPrivate) {
                wishes.set(rooms.get(name), 'join');
            }
        }
        for (const room of rooms) {
            membership.end(room);
            room.isJoining = wishes.of(room) === 'join';
        }
    }

    #takeRooms(infos) {
        const { disk, rooms, reads, membership } = this.#parts;
        const mine = new Set();
        for (const info of infos) {
            const room = rooms.get(info.room);
            const wasHeld = room.sequence.last !== null;
            room.takeInfo(info);
            mine.add(room);
            if (room.readSeq > info.read_seq) {
                reads.add(room, room.readSeq);
            }
            const isHeld = room.sequence.last !== null;
            if (wasHeld && isHeld && this.#resumed.has(room) && room.sequence.needsHistory) {
                room.sequence.beginFilling(); // it comes by itself
            }
            disk.putRoom(room.state);
        }
        rooms.members.filter((room) => !mine.has(room)).forEach((room) => membership.end(room));
    }
}

export function listOf(value) {
    return Array.isArray(value) ? value : [];
}
