// SPDX-License-Identifier: GPL-3.0-or-later

/** Either way: enough to spread the clients of a server that was restarted, too little for a person to notice. */
const jitter = 0.2;

/** How long to wait before the next attempt: doubling from first to last (ms), jittered. */
export class Backoff {
    #first;
    #last;
    #wait;

    constructor(first = 1000, last = 60000) {
        this.#first = first;
        this.#last = last;
        this.#wait = first;
    }

    /** The wait before the attempt that comes now; `random` in 0 to 1 decides the jitter. */
    next(random = Math.random()) {
        const wait = Math.round(this.#wait * (1 - jitter + 2 * jitter * random));
        this.#wait = Math.min(this.#wait * 2, this.#last);
        return Math.min(wait, this.#last);
    }

    /** An attempt succeeded: the next wait is the first again. */
    reset() {
        this.#wait = this.#first;
    }
}
