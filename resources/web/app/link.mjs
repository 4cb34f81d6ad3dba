// SPDX-License-Identifier: GPL-3.0-or-later
import { Backoff } from './backoff.mjs';
import { Emitter } from './emitter.mjs';

/** All in ms. The server pings too, but a page does not see that. */
const defaults = {
    firstRetry: 1000,
    lastRetry: 60000,
    handshakeDeadline: 10000, // for the WebSocket, and again for `welcome`
    silence: 25000, // after which the other side is asked whether it is there
    pongDeadline: 10000,
    quickPongDeadline: 4000, // when there is reason to doubt
};

/** Close codes after which nothing is tried again until the person does something. */
const finalCodes = new Map([[4001, 'replaced'], [4003, 'kicked']]);
const passingCodes = new Map([[1001, 'stopping'], [4008, 'slow'], [4029, 'flooding']]);
const finalRefusals = new Map([['bad_name', 'name'], ['name_taken', 'name'], ['bad_token', 'token']]);
const passingRefusals = new Map([['server_full', 'full'], ['draining', 'stopping'], ['storage', 'storage']]);
const longestWish = 600000; // ms; a server that wants to be left alone for longer is asked again all the same

/**
 * The connection to the server, and its coming back: one socket at a time, `hello` and `welcome`, then events.
 *
 * `status` is { state, problem, detail, nextAttempt }: the state is one of offline, connecting, greeting, syncing, live
 * and waiting (until nextAttempt, in ms since the epoch); the problem says why there is no connection, and stays to be
 * seen while attempts go on. Tells 'status', 'welcome' and 'event' with what came, and 'lost' when a welcomed connection
 * ended.
 */
export class Link extends Emitter {
    status = { state: 'offline', problem: null, detail: '', nextAttempt: null };
    #url;
    #hello;
    #Socket;
    #times;
    #backoff;
    #socket = null;
    #retry = null;
    #deadline = null;
    #watch = null;
    #heard = 0;

    /** `hello()` makes the frame that each connection begins with. */
    constructor({ url, hello, Socket = globalThis.WebSocket, times = {} }) {
        super();
        this.#url = url;
        this.#hello = hello;
        this.#Socket = Socket;
        this.#times = { ...defaults, ...times };
        this.#backoff = new Backoff(this.#times.firstRetry, this.#times.lastRetry);
    }

    get isWelcomed() {
        return this.status.state === 'syncing' || this.status.state === 'live';
    }

    start() {
        if (this.status.state === 'offline') {
            this.#backoff.reset();
            this.#attempt();
        }
    }

    stop() {
        this.#letGo();
        this.#setState('offline', null);
    }

    /** The next attempt comes now. While connected, finds out at once whether that is still true. */
    tryNow() {
        if (this.status.state === 'waiting' || this.status.state === 'offline') {
            this.#backoff.reset();
            this.#attempt();
        }
    }

    /** Something happened that connections die of, such as sleep or another network. */
    doubt() {
        if (this.status.state === 'waiting') {
            this.tryNow();
        } else if (this.isWelcomed) {
            this.#ask(this.#times.quickPongDeadline);
        }
    }

    /** All that was missed is here. */
    setSynced() {
        if (this.status.state === 'syncing') {
            this.#setState('live', null);
        }
    }

    /** False where there is no connection. */
    send(frame) {
        if (!this.isWelcomed || this.#socket?.readyState !== 1) {
            return false;
        }
        this.#socket.send(JSON.stringify(frame));
        return true;
    }

    #attempt() {
        this.#letGo();
        this.#setState('connecting', this.status.problem);
        let socket;
        try {
            socket = new this.#Socket(this.#url);
        } catch {
            this.#fail('unreachable');
            return;
        }
        this.#socket = socket;
        this.#deadline = setTimeout(() => this.#fail('silent'), this.#times.handshakeDeadline);
        socket.onopen = () => {
            clearTimeout(this.#deadline);
            this.#deadline = setTimeout(() => this.#fail('silent'), this.#times.handshakeDeadline);
            this.#setState('greeting', this.status.problem);
            socket.send(JSON.stringify(this.#hello()));
        };
        socket.onmessage = ({ data }) => this.#take(data);
        socket.onclose = ({ code, reason }) => this.#takeClose(code, reason);
    }

    #take(data) {
        this.#heard = Date.now();
        let event;
        try {
            event = JSON.parse(data);
        } catch {
            return;
        }
        if (event === null || typeof event !== 'object') {
            return;
        }
        if (this.isWelcomed) {
            this.emit('event', event);
        } else if (event.type === 'welcome') {
            clearTimeout(this.#deadline);
            this.#backoff.reset();
            this.#watch = setInterval(() => this.#checkSilence(), this.#times.silence / 2);
            this.#setState('syncing', null);
            this.emit('welcome', event);
        } else if (event.type === 'error') {
            this.#takeRefusal(event);
        }
    }

    #takeRefusal({ code, content, retry_after: retryAfter }) {
        const detail = String(content ?? '');
        if (finalRefusals.has(code)) {
            this.#end(finalRefusals.get(code), detail);
        } else {
            this.#fail(passingRefusals.get(code) ?? 'other', detail, retryAfter);
        }
    }

    #takeClose(code, reason) {
        if (finalCodes.has(code)) {
            this.#end(finalCodes.get(code), reason);
        } else {
            const wasOpen = this.status.state !== 'connecting';
            this.#fail(passingCodes.get(code) ?? (wasOpen ? 'lost' : 'unreachable'), reason);
        }
    }

    #checkSilence() {
        if (Date.now() - this.#heard >= this.#times.silence) {
            this.#ask(this.#times.pongDeadline);
        }
    }

    #ask(deadline) {
        const asked = Date.now();
        this.send({ type: 'ping' });
        clearTimeout(this.#deadline);
        this.#deadline = setTimeout(() => {
            if (this.#heard < asked) {
                this.#fail('lost');
            }
        }, deadline);
    }

    /** The attempt or the connection came to nothing; another will be made. */
    #fail(problem, detail = '', retryAfter = 0) {
        this.#letGo();
        const wish = Math.min((Number(retryAfter) || 0) * 1000, longestWish);
        const wait = Math.max(this.#backoff.next(), wish);
        this.#retry = setTimeout(() => this.#attempt(), wait);
        this.#setState('waiting', problem, detail, Date.now() + wait);
    }

    /** No other will be made. */
    #end(problem, detail) {
        this.#letGo();
        this.#setState('offline', problem, detail);
    }

    #letGo() {
        clearTimeout(this.#retry);
        clearTimeout(this.#deadline);
        clearInterval(this.#watch);
        const socket = this.#socket;
        this.#socket = null;
        if (socket) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }

    #setState(state, problem, detail = '', nextAttempt = null) {
        const was = this.isWelcomed;
        const keeps = problem !== null && problem === this.status.problem;
        this.status = { state, problem, detail: keeps && detail === '' ? this.status.detail : detail, nextAttempt };
        if (was && !this.isWelcomed) {
            this.emit('lost');
        }
        this.emit('status', this.status);
    }
}
