// SPDX-License-Identifier: GPL-3.0-or-later

/** Requests for history under way at once: enough to keep the line busy, few enough not to flood. */
const mostRequests = 8;
/** Events in the first page of a room, and in each page of what was missed. */
const newestPage = 100;
const largestPage = 200;
/** Before a request that the server put off is made again (ms). */
const putOff = 2000;

/** Gets what is missing: the rooms to be joined or left, and the events between what is shown and what there is. */
export class CatchUp {
    #parts;
    #timer = null;

    /** Parts are { rooms, requests, wishes, link, emit }. */
    constructor(parts) {
        this.#parts = parts;
    }

    enter(room) {
        const since = room.sequence.last;
        room.sequence.beginFilling();
        this.#parts.requests.ask('join', room,
            { type: 'join', room: room.name, ...(since === null ? { limit: newestPage } : { since }) });
    }

    fulfilWishes() {
        const { rooms, requests, wishes, emit } = this.#parts;
        for (const { room: name, wish } of wishes.all) {
            const room = rooms.get(name);
            if (wish === 'join' && !room.isMember) {
                this.enter(room);
            } else if (wish === 'leave' && room.isMember) {
                requests.ask('leave', room, { type: 'leave', room: name });
            } else {
                wishes.set(room, null);
                emit('rooms');
            }
        }
    }

    askForMissing() {
        const { rooms, requests, link } = this.#parts;
        let underWay = requests.count('after', 'newest');
        for (const room of rooms.members) {
            if (underWay >= mostRequests || !link.isWelcomed) {
                return;
            }
            if (room.sequence.needsHistory) {
                const after = room.sequence.last;
                room.sequence.beginFilling();
                requests.ask(after === null ? 'newest' : 'after', room, {
                    type: 'history', room: room.name,
                    ...(after === null ? { limit: newestPage } : { after, limit: largestPage }),
                });
                ++underWay;
            }
        }
    }

    /** Where nothing is missing any more, the link is live. */
    check() {
        const { rooms, link } = this.#parts;
        if (!rooms.members.some(({ sequence }) => sequence.isFilling || sequence.needsHistory)) {
            link.setSynced();
        }
    }

    tryLater() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
            if (this.#parts.link.isWelcomed) {
                this.fulfilWishes();
                this.askForMissing();
            }
        }, putOff);
    }

    stop() {
        clearTimeout(this.#timer);
    }
}
