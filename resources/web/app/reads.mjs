// SPDX-License-Identifier: GPL-3.0-or-later

/** Reads of this long (ms) are told to the server as one. */
const pause = 300;

/** How far the user has read, as far as the server does not know it. */
export class Reads {
    #tell;
    #untold = new Map(); // room -> seq
    #timer = null;

    /** `tell(room, seq)` is false where there is no connection. */
    constructor(tell) {
        this.#tell = tell;
    }

    add(room, seq) {
        this.#untold.set(room, seq);
        this.#timer ??= setTimeout(() => this.flush(), pause);
    }

    /** Tells it now. What cannot be told is found out on the next connection. */
    flush() {
        clearTimeout(this.#timer);
        this.#timer = null;
        for (const [room, seq] of this.#untold) {
            if (this.#tell(room, seq)) {
                this.#untold.delete(room);
            }
        }
    }
}
