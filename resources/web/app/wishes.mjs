// SPDX-License-Identifier: GPL-3.0-or-later

/** Rooms that the user wants to join or leave and that the server has not confirmed: kept on disk, done on connecting. */
export class Wishes {
    #disk;
    #all = new Map(); // key of a room -> { room, wish }

    constructor(disk) {
        this.#disk = disk;
    }

    load(kept) {
        this.#all = new Map(Object.entries(kept ?? {}));
    }

    get isEmpty() {
        return this.#all.size === 0;
    }

    /** [{ room, wish }] with names of rooms. */
    get all() {
        return [...this.#all.values()];
    }

    /** 'join', 'leave' or nothing. */
    of(room) {
        return this.#all.get(room.key)?.wish;
    }

    /** Null for none any more. */
    set(room, wish) {
        if (wish === null) {
            this.#all.delete(room.key);
        } else {
            this.#all.set(room.key, { room: room.name, wish });
        }
        room.isJoining = wish === 'join' && !room.isMember;
        this.#disk.putState('wishes', Object.fromEntries(this.#all));
    }
}
