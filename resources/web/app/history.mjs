// SPDX-License-Identifier: GPL-3.0-or-later

/** Rows kept in memory of a room that nobody looks at; older ones are on disk or with the server. */
const keptRows = 300;
/** Who comes back within this time (ms) has not left. */
const shortAbsence = 120000;

/**
 * One room's messages and notices as rows, oldest first.
 *
 * A row is { key, kind, seq, id, author, content, time, own, mentionsMe, mentions, delivery, failure, replyTo, edited,
 * deleted, reactions, guest, bot }. kind is message, topic, joined or left; seq is 0 for notices and for what is not
 * stored yet; delivery is received, pending, delivered or failed. Rows are replaced and not changed, so that who shows
 * one knows by identity whether it is the same.
 */
export class History {
    /** The events of this seq and later are all here. */
    first = 1;
    /** Rows in their order; those not stored yet come behind them in `pending`. */
    rows = [];
    pending = [];
    isLoadingOlder = false;
    #self;
    #delivered = new Set();

    constructor(self) {
        this.#self = self;
    }

    get hasOlder() {
        return this.first > 1;
    }

    get all() {
        return this.pending.length > 0 ? this.rows.concat(this.pending) : this.rows;
    }

    /** The seq of the newest row that has one; 0 where there is none. */
    get lastSeq() {
        return this.rows.findLast((row) => row.seq > 0)?.seq ?? 0;
    }

    rowOf(seq) {
        return this.rows.find((row) => row.seq === seq);
    }

    /** Starts anew: nothing from before `first` is here. */
    reset(first) {
        this.rows = [];
        this.first = first;
        this.isLoadingOlder = false;
    }

    append(events) {
        for (const event of events) {
            const row = this.#rowFrom(event);
            if (row) {
                this.#settle(row);
                this.rows.push(this.#delivered.has(row.id) ? { ...row, delivery: 'delivered' } : row);
            }
        }
    }

    /** Adds what is before `first`, which becomes `from`. */
    prepend(events, from) {
        const older = events.filter((event) => event.seq < this.first).map((event) => this.#rowFrom(event));
        this.rows = older.filter((row) => row !== null).concat(this.rows);
        this.first = from;
        this.isLoadingOlder = false;
    }

    addNotice(kind, user, time) {
        if (kind === 'joined' && this.#dropShortAbsence(user, time)) {
            return;
        }
        const key = `n:${kind}:${user}:${time}:${this.rows.length}`;
        this.rows.push({ key, kind, seq: 0, author: user, content: '', time, own: false });
    }

    addPending(message) {
        this.pending = this.pending.concat({
            key: `i:${message.id}`, kind: 'message', seq: 0, id: message.id, author: this.#self,
            content: message.content, time: message.time, own: true, mentionsMe: false, mentions: [],
            delivery: message.failure === null ? 'pending' : 'failed', failure: message.failure,
            replyTo: message.replyTo ?? 0,
        });
    }

    /** Shows how the message stands now: pending, or failed with the reason. */
    changePending(id, failure) {
        const delivery = failure === null ? 'pending' : 'failed';
        this.pending = this.pending.map((row) => (row.id === id ? { ...row, delivery, failure } : row));
    }

    removePending(id) {
        this.pending = this.pending.filter((row) => row.id !== id);
    }

    /** Lets go of rows that are long past. */
    trim() {
        if (this.rows.length <= keptRows * 2) {
            return;
        }
        this.rows = this.rows.slice(-keptRows);
        this.first = this.rows.find((row) => row.seq > 0)?.seq ?? this.first;
    }

    #dropShortAbsence(user, time) {
        for (let at = this.rows.length - 1; at >= 0 && this.rows[at].seq === 0; --at) {
            const row = this.rows[at];
            if (row.kind === 'left' && row.author === user && time - row.time < shortAbsence) {
                this.rows = this.rows.toSpliced?.(at, 1) ?? this.rows.filter((one) => one !== row);
                return true;
            }
        }
        return false;
    }

    /** One's own message that was waiting is stored now. */
    #settle(row) {
        if (row.own && row.id && this.pending.some((one) => one.id === row.id)) {
            this.removePending(row.id);
            this.#delivered.add(row.id);
        }
    }

    #rowFrom(event) {
        if (event.type !== 'text' && event.type !== 'topic') {
            return null; // a later version's, which has its place in the order and no row
        }
        const isText = event.type === 'text';
        const own = event.username === this.#self;
        const mentions = listOf(event.mentions).filter((name) => typeof name === 'string');
        return {
            key: own && event.id ? `i:${event.id}` : `s:${event.seq}`,
            kind: isText ? 'message' : 'topic',
            seq: event.seq,
            id: event.id ?? '',
            author: String(event.username ?? ''),
            content: String((isText ? event.content : event.topic) ?? ''),
            time: timeOf(event),
            own,
            mentionsMe: !own && mentions.includes(this.#self),
            mentions,
            delivery: 'received',
            failure: null,
            replyTo: Number(event.reply_to) || 0,
            edited: Boolean(event.edited),
            deleted: Boolean(event.deleted),
            reactions: reactionsOf(event.reactions),
            guest: event.guest === true,
            bot: event.bot === true,
        };
    }
}

export function timeOf(event) {
    const time = Date.parse(event.timestamp);
    return Number.isNaN(time) ? Date.now() : time;
}

function listOf(value) {
    return Array.isArray(value) ? value : [];
}

/** [{ emoji, count }] from { "👍": ["ann", "bob"] }, { "👍": 2 } or a list of { emoji, users or count }. */
function reactionsOf(value) {
    if (value === null || typeof value !== 'object') {
        return [];
    }
    const countOf = (given) => (Array.isArray(given) ? given.length : Number(given) || 0);
    const pairs = Array.isArray(value)
        ? value.map((one) => [one?.emoji, countOf(one?.users ?? one?.count)])
        : Object.entries(value).map(([emoji, given]) => [emoji, countOf(given)]);
    return pairs.filter(([emoji, count]) => typeof emoji === 'string' && emoji.length <= 64 && count > 0)
        .slice(0, 50).map(([emoji, count]) => ({ emoji, count }));
}
