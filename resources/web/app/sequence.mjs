// SPDX-License-Identifier: GPL-3.0-or-later

/** Events held back at most. What goes beyond is asked for again once the gap is filled. */
const mostHeld = 1000;

/**
 * Brings one room's events into their order without gaps (PROTOCOL.md, what is promised, 4 and 5).
 *
 * What arrives out of turn is held back until history has filled the gap. Knows no socket and no disk: it is told what
 * came, and says what is to be shown and whether history is needed. The desktop client's EventSequencer is its twin.
 *
 * What it gives back: `reset` (what was shown is to be forgotten), `caughtUp` (from history) and `live` (said while
 * connected, after `caughtUp`).
 */
export class Sequence {
    /** The last event shown; null where none is, so that the newest page is needed. */
    last = null;
    #known = 0;
    #filling = false;
    #held = new Map();

    /** The events up to here are shown already. */
    anchor(last) {
        this.last = last;
        this.#known = Math.max(this.#known, last);
    }

    /** Nothing is shown any more. */
    forget() {
        this.last = null;
        this.#known = 0;
        this.#filling = false;
        this.#held.clear();
    }

    /** The room has events up to here. */
    noteLast(seq) {
        this.#known = Math.max(this.#known, seq);
    }

    /** History is needed, and none is under way: after `last`, or the newest page. */
    get needsHistory() {
        return !this.#filling && (this.last === null || this.#known > this.last);
    }

    get isFilling() {
        return this.#filling;
    }

    /** History was asked for, or is to come by itself. */
    beginFilling() {
        this.#filling = true;
    }

    /** What was under way did not come, and may be asked for again. */
    stopFilling() {
        this.#filling = false;
    }

    /** The server will not give what is missing: what comes next is shown all the same. */
    giveUp() {
        this.#filling = false;
        this.#held.clear();
        this.last = Math.max(this.#known, this.last ?? 0);
    }

    /** What was held back is out of date: the next connection tells of it again. */
    loseConnection() {
        this.#filling = false;
        this.#held.clear();
        this.#known = this.last ?? 0;
    }

    takeLive(event) {
        const ready = { reset: false, caughtUp: [], live: [] };
        if (this.last !== null && event.seq <= this.last) {
            return ready;
        }
        this.noteLast(event.seq);
        if (!this.#filling && this.last !== null && event.seq === this.last + 1) {
            this.last = event.seq;
            ready.live.push(event);
            this.#drain(ready);
        } else if (this.#held.size < mostHeld) {
            this.#held.set(event.seq, event);
        }
        return ready;
    }

    /** History that was asked for: where there is more of it, it has to be asked for. */
    takePage(page) {
        return this.#take(page, false);
    }

    /** History of a resync: where there is more of it, it comes by itself. */
    takeResync(part) {
        if (this.last === null && part.events.length === 0 && !part.more && this.#known > 0) {
            // Nothing after a place that is not held any more: the newest page is still to be asked for.
            this.#filling = false;
            return { reset: false, caughtUp: [], live: [] };
        }
        return this.#take(part, part.more && !part.reset); // starting afresh takes one frame
    }

    #take(history, moreComes) {
        const before = this.last ?? 0;
        // A run that does not join up with what is shown would leave a hole for ever.
        const leavesHole = this.last !== null && history.first > this.last + 1;
        const isNewest = history.reset || this.last === null; // what it says of more is of the past
        const ready = { reset: isNewest || leavesHole, caughtUp: [], live: [] };
        if (ready.reset) {
            this.last = 0;
        }
        for (const event of history.events) {
            if (event.seq > this.last) {
                this.last = event.seq;
                ready.caughtUp.push(event);
            }
        }
        this.last = Math.max(this.last, history.last);
        this.#filling = moreComes;
        if (moreComes) {
            return ready;
        }
        if (history.more && !isNewest) {
            this.noteLast(this.last + 1);
        }
        const madeProgress = ready.reset || this.last > before;
        if (!madeProgress && !history.more) {
            // The server has nothing before what it sent live: waiting for it would be in vain.
            if (this.#held.size === 0) {
                this.#known = this.last;
            } else {
                this.last = Math.min(...this.#held.keys()) - 1;
            }
        }
        this.#drain(ready);
        return ready;
    }

    #drain(ready) {
        for (const seq of [...this.#held.keys()].sort((a, b) => a - b)) {
            if (seq > this.last + 1) {
                return;
            }
            if (seq > this.last) {
                this.last = seq;
                ready.live.push(this.#held.get(seq));
            }
            this.#held.delete(seq);
        }
    }
}
