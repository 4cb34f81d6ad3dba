// SPDX-License-Identifier: GPL-3.0-or-later

/** What the server was asked for and has not answered. A request is { what, room, before }. */
export class Requests {
    #send;
    #mint;
    #open = new Map(); // by id

    constructor(send, mint) {
        this.#send = send;
        this.#mint = mint;
    }

    /** False where there is no connection. */
    ask(what, room, frame, before = 0) {
        const id = this.#mint();
        const sent = this.#send({ ...frame, id });
        if (sent) {
            this.#open.set(id, { what, room, before });
        }
        return sent;
    }

    /** What is answered under this id; it stays open until it is done. */
    find(id) {
        return this.#open.get(id);
    }

    done(id) {
        this.#open.delete(id);
    }

    count(...kinds) {
        return [...this.#open.values()].filter(({ what }) => kinds.includes(what)).length;
    }

    isAsked(what, room) {
        return [...this.#open.values()].some((one) => one.what === what && one.room === room);
    }

    clear() {
        this.#open.clear();
    }
}

/** Ids that no other page or device of the user makes. crypto.randomUUID is there on pages with TLS only. */
export function idMint() {
    const random = crypto.getRandomValues(new Uint32Array(2));
    const prefix = [...random].map((part) => part.toString(36)).join('');
    let count = 0;
    return () => `w${prefix}-${++count}`;
}
