// SPDX-License-Identifier: GPL-3.0-or-later
import { History, timeOf } from './history.mjs';
import { parseMarkdown, wordsOf } from './markdown.mjs';
import { roomKey } from './names.mjs';
import { onOneLine } from './plaintext.mjs';
import { Sequence } from './sequence.mjs';

/** Characters of a message that the list of rooms may show. */
const previewLength = 120;
/** As the server counts. */
const mostCounted = 1000;
/** How long (ms) one is taken to type after the last word of it. */
const typingExpiry = 6000;

/** All that is known of one room: what the server says of it, its events in order, its people. */
export class Room {
    key;
    name;
    isMember = false;
    /** A wish to become a member is under way. */
    isJoining = false;
    topic = '';
    unread = 0;
    mentions = 0;
    memberCount = 0;
    isPrivate = false;
    /** All up to here was read. */
    readSeq = 0;
    lastAuthor = '';
    lastWords = '';
    lastTime = 0;
    draft = '';
    /** Where the run of events on disk begins; it ends at sequence.last. */
    diskFirst = 1;
    sequence = new Sequence();
    history;
    /** Name -> whether connected; null until the server has said. */
    people = null;
    #self;
    #typing = new Map();
    #countedTo = 0;

    constructor(name, self) {
        this.key = roomKey(name);
        this.name = name;
        this.#self = self;
        this.history = new History(self);
    }

    /** What is kept on disk. */
    get state() {
        const { key, name, topic, unread, mentions, memberCount, isPrivate, readSeq } = this;
        const { lastAuthor, lastWords, lastTime, diskFirst } = this;
        return {
            key, name, topic, unread, mentions, memberCount, isPrivate, readSeq, lastAuthor, lastWords, lastTime,
            diskFirst, last: this.sequence.last, countedTo: this.#countedTo,
        };
    }

    restore({ last, countedTo, ...state }) {
        Object.assign(this, state);
        this.isMember = true;
        this.#countedTo = countedTo;
        if (last !== null) {
            this.sequence.anchor(last);
            this.history.reset(last + 1);
        }
    }

    /** Forgets all but what was written here. */
    endMembership() {
        const { draft } = this;
        const { pending } = this.history;
        Object.assign(this, new Room(this.name, this.#self));
        this.#countedTo = 0;
        this.#typing.clear();
        this.draft = draft;
        this.history.pending = pending;
    }

    takeInfo(info) {
        const { readSeq, unread, mentions } = this;
        this.name = info.room;
        this.topic = String(info.topic ?? '');
        this.memberCount = Number(info.members) || 0;
        this.isPrivate = info.private === true;
        this.readSeq = Number(info.read_seq) || 0;
        this.unread = Number(info.unread) || 0;
        this.mentions = Number(info.mentions) || 0;
        this.isMember = true;
        const lastSeq = Number(info.last_seq) || 0;
        if (this.sequence.last !== null && this.sequence.last > lastSeq) {
            this.sequence.forget();
        }
        this.sequence.noteLast(lastSeq);
        if (readSeq > this.readSeq && readSeq <= lastSeq) {
            // Read here and not told yet. What is missing is counted as it comes.
            Object.assign(this, { readSeq, unread, mentions });
        } else {
            this.#countedTo = lastSeq;
        }
    }

    /** What the sequence gave. Returns the events that are to go to disk, and whether the others there are void. */
    apply(ready, historyLast = 0) {
        if (ready.reset) {
            const first = ready.caughtUp[0]?.seq ?? historyLast + 1;
            this.history.reset(first);
            this.diskFirst = first;
        }
        const events = [...ready.caughtUp, ...ready.live];
        this.history.append(events);
        for (const event of events) {
            this.#count(event);
            this.#describe(event);
        }
        return events;
    }

    #count(event) {
        if (event.seq <= this.#countedTo) {
            return;
        }
        this.#countedTo = event.seq;
        if (event.type === 'text' && event.username !== this.#self && event.seq > this.readSeq) {
            this.unread = Math.min(this.unread + 1, mostCounted);
            this.mentions += event.mentions?.includes?.(this.#self) ? 1 : 0;
        }
    }

    #describe(event) {
        if (event.type === 'topic') {
            this.topic = String(event.topic ?? '');
        } else if (event.type === 'text') {
            this.lastAuthor = String(event.username ?? '');
            const start = String(event.content ?? '').slice(0, 4 * previewLength);
            this.lastWords = event.deleted ? '' : onOneLine(wordsOf(parseMarkdown(start)), previewLength);
            this.lastTime = timeOf(event);
        }
    }

    /** Whether that is news. */
    markRead(seq) {
        if (!(seq > this.readSeq)) {
            return false;
        }
        this.readSeq = seq;
        const last = this.sequence.last ?? 0;
        if (seq >= last && seq >= this.#countedTo) {
            this.unread = 0;
            this.mentions = 0;
            return true;
        }
        const held = this.history.rows.filter((row) => row.kind === 'message' && !row.own && row.seq > seq);
        const mentions = held.filter((row) => row.mentionsMe).length;
        if (this.history.first <= seq + 1) {
            this.unread = held.length;
            this.mentions = mentions;
        } else {
            // Where not all is held here, what the server counted is nearer to the truth.
            this.unread = Math.min(this.unread, Math.max(held.length, 1));
            this.mentions = Math.min(this.mentions, mentions);
        }
        return true;
    }

    // --- Its people ---

    setPeople(users) {
        this.people = new Map(users.filter((user) => typeof user?.username === 'string')
            .map(({ username, presence }) => [username, presence !== 'offline']));
        this.memberCount = this.people.size;
    }

    setOnline(names) {
        for (const name of this.people ? names : []) {
            this.people.set(name, true);
        }
    }

    setPerson(name, isOnline) {
        this.people?.set(name, isOnline);
        this.memberCount = this.people?.size ?? this.memberCount;
    }

    dropPerson(name) {
        this.people?.delete(name);
        this.memberCount = this.people?.size ?? this.memberCount;
    }

    /** The names of those who type now, sorted. */
    typing(now = Date.now()) {
        for (const [name, until] of this.#typing) {
            if (until <= now) {
                this.#typing.delete(name);
            }
        }
        return [...this.#typing.keys()].sort((a, b) => a.localeCompare(b));
    }

    /** Returns how long (ms) it may last. */
    setTyping(name, isActive, now = Date.now()) {
        if (isActive) {
            this.#typing.set(name, now + typingExpiry);
        } else {
            this.#typing.delete(name);
        }
        return typingExpiry;
    }

    clearTyping() {
        this.#typing.clear();
    }
}
