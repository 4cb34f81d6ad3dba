// SPDX-License-Identifier: GPL-3.0-or-later
import { Emitter } from './emitter.mjs';

/** A message whose echo is not here by then (ms) is sent again; its id keeps it from being stored twice. */
const echoDeadline = 30000;
const longestPause = 60000;
/** Until the next attempt where the server did not name a time (ms). */
const pauses = new Map([['rate_limited', 1000], ['storage', 3000], ['draining', 3000]]);
/** Below the server's rate, so that two clocks that differ a little do not make for refusals. */
const margin = 0.95;

/**
 * What was written and is not known to be stored: kept on disk and sent until each message's echo arrives.
 *
 * Of each room one message at a time is under way: one that the server puts off holds back those after it, and they
 * arrive in the order in which they were written. A message is { id, order, room, content, replyTo, time, failure }.
 */
export class Outbox extends Emitter {
    messages = [];
    #disk;
    #send;
    #isOpen;
    #underWay = new Map(); // room -> { id, since }
    #pacer = new Pacer();
    #timer = null;
    #started = false;

    /** `send(frame)` is false where there is no connection; `isOpen(room)` says whether messages to it may go now. */
    constructor(disk, send, isOpen = () => true) {
        super();
        this.#disk = disk;
        this.#send = send;
        this.#isOpen = isOpen;
    }

    load(messages) {
        this.messages = messages;
    }

    find(id) {
        return this.messages.find((message) => message.id === id);
    }

    /** Resolves when the message is on disk; only then it is sent. */
    async add(message) {
        const kept = { ...message, order: Math.max(Date.now(), (this.messages.at(-1)?.order ?? 0) + 1), failure: null };
        kept.isKept = false;
        this.messages.push(kept);
        const { isKept, ...stored } = kept;
        await this.#disk.putPending(stored);
        kept.isKept = true;
        this.pump();
    }

    start({ rate, burst } = {}) {
        this.#underWay.clear();
        this.#pacer.setLimits(rate, burst);
        this.#started = true;
        this.pump();
    }

    stop() {
        this.#started = false;
        this.#underWay.clear();
        clearTimeout(this.#timer);
    }

    /** Sends what may go now. To be called when a room was joined. */
    pump() {
        if (!this.#started) {
            return;
        }
        clearTimeout(this.#timer);
        const now = performance.now();
        for (const [room, flight] of this.#underWay) {
            if (now - flight.since >= echoDeadline) {
                this.#underWay.delete(room);
            }
        }
        let wait = this.#underWay.size > 0 ? echoDeadline / 3 : null;
        for (const message of this.messages) {
            const isDue = message.isKept !== false && message.failure === null
                && !this.#underWay.has(message.room) && this.#isOpen(message.room);
            if (!isDue) {
                continue;
            }
            wait = this.#pacer.wait();
            if (wait > 0) {
                break;
            }
            if (!this.#send(frameOf(message))) {
                wait = 1000; // the end of the connection is about to be told
                break;
            }
            this.#pacer.take();
            this.#underWay.set(message.room, { id: message.id, since: now });
            wait = echoDeadline / 3;
        }
        if (wait !== null) {
            this.#timer = setTimeout(() => this.pump(), Math.max(wait, 10));
        }
    }

    /** The server has stored the message. */
    takeEcho(id) {
        this.#remove(id);
    }

    /** Nobody wants it sent any more. */
    discard(id) {
        this.#remove(id);
    }

    /** False where the failure's id is none of the outbox. */
    takeFailure({ id, code, content, retry_after: retryAfter }) {
        const message = this.find(id);
        if (!message) {
            return false;
        }
        this.#land(id);
        if (pauses.has(code)) {
            this.#pacer.pause(Math.min(Number(retryAfter) * 1000 || pauses.get(code), longestPause));
        } else {
            message.failure = String(content ?? 'The server refused it.');
            this.#save(message);
            this.emit('refused', message);
        }
        this.pump();
        return true;
    }

    retry(id) {
        const message = this.find(id);
        if (message) {
            message.failure = null;
            this.#save(message);
            this.pump();
        }
    }

    #remove(id) {
        if (this.find(id)) {
            this.messages = this.messages.filter((message) => message.id !== id);
            this.#disk.removePending(id);
        }
        this.#land(id);
        this.pump();
    }

    #land(id) {
        for (const [room, flight] of this.#underWay) {
            if (flight.id === id) {
                this.#underWay.delete(room);
            }
        }
    }

    #save({ isKept, ...stored }) {
        this.#disk.putPending(stored);
    }
}

function frameOf({ id, room, content, replyTo }) {
    return { type: 'text', room, content, id, ...(replyTo ? { reply_to: replyTo } : {}) };
}

/** Keeps within the server's rate: so many at once, and so many a second in the long run. */
export class Pacer {
    #rate = 5;
    #burst = 20;
    #tokens = 20;
    #asOf;
    #pausedUntil = 0;
    #now;

    constructor(now = () => performance.now()) {
        this.#now = now;
        this.#asOf = now();
    }

    setLimits(rate = 5, burst = 20) {
        this.#rate = Math.max(rate, 0.01) * margin;
        this.#burst = Math.max(burst, 1);
        this.#tokens = this.#burst;
        this.#asOf = this.#now();
        this.#pausedUntil = 0;
    }

    /** How long (ms) until the next may go. */
    wait() {
        const missing = 1 - this.#available();
        return Math.ceil(Math.max(this.#pausedUntil - this.#now(), missing > 0 ? 1000 * missing / this.#rate : 0, 0));
    }

    take() {
        this.#tokens = Math.max(0, this.#available() - 1);
        this.#asOf = this.#now();
    }

    pause(time) {
        this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + time);
    }

    #available() {
        return Math.min(this.#burst, this.#tokens + (this.#now() - this.#asOf) / 1000 * this.#rate);
    }
}
