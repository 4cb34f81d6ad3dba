// SPDX-License-Identifier: GPL-3.0-or-later
import { roomKey } from './names.mjs';
import { Room } from './room.mjs';

/** All rooms that were ever spoken of, of which some are the user's. */
export class Rooms {
    #all = new Map();
    #self;

    constructor(self) {
        this.#self = self;
    }

    [Symbol.iterator]() {
        return this.#all.values();
    }

    get members() {
        return [...this].filter((room) => room.isMember);
    }

    /** The room of this name, known or not. */
    get(name) {
        const key = roomKey(name);
        if (!this.#all.has(key)) {
            this.#all.set(key, new Room(name, this.#self));
        }
        return this.#all.get(key);
    }

    /** Nothing where it was never spoken of. */
    byKey(key) {
        return this.#all.get(key);
    }
}
