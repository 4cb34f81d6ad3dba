// SPDX-License-Identifier: GPL-3.0-or-later
import { copyText } from './clipboard.mjs';
import { byId, element, setText } from './dom.mjs';
import { Emitter } from './emitter.mjs';
import { buildRow, contextOf } from './row.mjs';
import { RowWindow } from './rowwindow.mjs';
import { badgeCount, counted } from './words.mjs';

/** Screens from the beginning at which an older page is asked for. */
const pagesAhead = 2;
/** Where the "new messages" line stands when a room is opened (px from the top). */
const newLineAt = 72;
/** Rows that a room is opened with although older ones are on their way. */
const enoughRows = 50;
/** How long (ms) a row that was gone to stands out. */
const flashes = 1500;

/**
 * The messages of a room: where reading goes on, what is new, and what can be done with a message.
 *
 * Tells 'seen' (seq), 'older' (more is wanted), 'retry' (id), 'discard' (id), 'reply' (row), 'said' (sentence).
 */
export class Timeline extends Emitter {
    #box = byId('timeline');
    #head = byId('timeline-head');
    #jump = byId('jump');
    #window;
    #session;
    #room = null;
    #places = new Map(); // room -> where its reader was
    #rows = [];
    #expanded = new Set();
    #isOpened = false;
    #newAfter = Infinity; // the line stands above the first message of others behind this seq
    #newIndex = -1;
    #unseen = 0;
    #lastSeq = 0;
    #hasCaughtUp = false; // all above the line was seen

    constructor(session) {
        super();
        this.#session = session;
        const host = byId('timeline-rows');
        this.#window = new RowWindow(this.#box,
            { head: this.#head, before: byId('timeline-before'), host, after: byId('timeline-after') },
            (row, at) => this.#shapeOf(row, at),
            ({ row, isExpanded, ...context }) => buildRow(row, context, this.#view(), isExpanded));
        const stop = new AbortController();
        const { signal } = stop;
        const resized = new ResizeObserver(() => this.#takeResize());
        resized.observe(this.#box);
        this.close = () => {
            stop.abort();
            resized.disconnect();
            this.#window.reset([], null);
        };
        this.#box.addEventListener('scroll', () => this.#takeScroll(), { signal, passive: true });
        host.addEventListener('click', (event) => this.#takeClick(event), { signal });
        this.#jump.addEventListener('click', () => this.jumpToEnd(), { signal });
        addEventListener('focus', () => this.#reportSeen(), { signal });
        document.addEventListener('visibilitychange', () => this.#reportSeen(), { signal });
    }

    /** The newest message is in view, and the next one will be. */
    get isAtEnd() {
        return this.#window.isFollowing;
    }

    /** Somebody looks at the end of the room now. */
    get isWatched() {
        return this.isAtEnd && this.#isLookedAt;
    }

    get #isLookedAt() {
        return document.visibilityState === 'visible' && document.hasFocus();
    }

    /** Null for no room. The place in the one that is left is remembered. */
    setRoom(room) {
        if (this.#room) {
            this.#places.set(this.#room, this.#window.place);
        }
        this.#room = room;
        this.#window.reset([], this.#places.get(room) ?? null);
        this.#isOpened = false;
        this.#expanded.clear();
        this.#unseen = room?.unread ?? 0;
        this.#newAfter = room && room.readSeq > 0 ? room.readSeq : Infinity;
        this.#lastSeq = room?.history.lastSeq ?? 0;
        this.#hasCaughtUp = false;
        this.update();
    }

    /** The room's history has changed. `isCatchingUp` says that it was with what was missed. */
    update(isCatchingUp = false) {
        const before = this.#rows;
        this.#rows = this.#room?.history.all ?? [];
        this.#window.setRows(this.#rows);
        const isOpening = !this.#isOpened && this.#isEnoughToOpen;
        if (isOpening) {
            this.#isOpened = true;
            this.#lastSeq = this.#room.history.lastSeq;
        } else if (this.#isOpened) {
            this.#takeArrivals(before, isCatchingUp);
        }
        this.#newIndex = this.#findNew();
        const mayMove = this.isAtEnd && (isOpening || (isCatchingUp && !this.#hasCaughtUp));
        if (mayMove && this.#newIndex >= 0) {
            this.#window.scrollToRow(this.#newIndex, newLineAt);
        }
        this.#render();
    }

    jumpToEnd() {
        this.#window.follow();
        this.#render();
    }

    // --- What is new ---

    /** The row where reading goes on is here, or enough to begin with. */
    get #isEnoughToOpen() {
        return this.#rows.length > 0
            && (!this.#room.history.hasOlder || this.#findNew() >= 0 || this.#rows.length >= enoughRows);
    }

    #takeArrivals(before, isCatchingUp) {
        const newest = this.#room.history.lastSeq;
        const arrived = this.#rows.filter((row) => row.seq > this.#lastSeq && row.kind === 'message' && !row.own);
        const wasWatched = this.isWatched && !isCatchingUp; // what was missed is new to whoever watches
        const last = this.#rows.at(-1);
        const hasPosted = last?.delivery === 'pending' && !before.some((row) => row.key === last.key);
        if (hasPosted) {
            this.#newAfter = Infinity; // who answers has read
            this.#window.follow();
        } else if (arrived.length > 0 && !wasWatched) {
            // The line stands where the reader stopped, and moves only once all above it was seen.
            if (this.#newIndex < 0 || this.#hasCaughtUp) {
                this.#newAfter = this.#lastSeq;
            }
            this.#hasCaughtUp = false;
            this.#unseen += arrived.length;
        } else if (this.#newIndex < 0 && newest > this.#lastSeq) {
            this.#newAfter = newest;
        }
        this.#lastSeq = Math.max(this.#lastSeq, newest);
    }

    /** The row that the "new messages" line is above, or -1. */
    #findNew() {
        let found = -1;
        for (let at = this.#rows.length - 1; at >= 0; --at) {
            const row = this.#rows[at];
            if (row.seq > 0 && row.seq <= this.#newAfter) {
                return found;
            }
            if (row.kind === 'message' && !row.own) {
                found = at;
            }
        }
        return this.#room?.history.hasOlder ? -1 : found;
    }

    #reportSeen() {
        if (!this.#isLookedAt || this.#rows.length === 0) {
            return;
        }
        if (this.isAtEnd) {
            this.#unseen = 0;
            this.#hasCaughtUp = true;
            this.#showJump();
            this.emit('seen', this.#room.history.lastSeq);
            return;
        }
        const last = this.#rows.slice(0, this.#window.lastWhole() + 1).findLast((row) => row.seq > 0);
        if (last) {
            this.emit('seen', last.seq);
        }
    }

    #wantOlder() {
        const { history } = this.#room ?? {};
        const isNear = this.#box.scrollTop < pagesAhead * this.#window.height;
        if (history?.hasOlder && !history.isLoadingOlder && isNear) {
            this.emit('older');
        }
    }

    // --- Showing ---

    #shapeOf(row, at) {
        const context = contextOf(row, this.#rows[at - 1], at === this.#newIndex);
        return { row, isExpanded: this.#expanded.has(row.key), ...context };
    }

    /** What is the same for all rows; see row.mjs. */
    #view() {
        return {
            self: this.#session.username,
            now: Date.now(),
            names: () => [...(this.#room.people?.keys() ?? [])],
            canReply: this.#session.features.has('reply'),
            find: (seq) => this.#room.history.rowOf(seq),
        };
    }

    #render() {
        this.#showAround();
        this.#window.render();
        this.#showJump();
        this.#reportSeen();
        this.#wantOlder();
    }

    #showAround() {
        const room = this.#room;
        const isEmpty = this.#rows.length === 0;
        const isWaiting = room !== null
            && (room.isJoining || room.history.isLoadingOlder || (room.history.hasOlder && isEmpty));
        const empty = byId('timeline-empty');
        empty.hidden = !isEmpty || isWaiting;
        setText(empty.querySelector('h3'), room ? `Nothing said in ${room.name} yet` : 'You are in no room yet');
        setText(empty.querySelector('p'), room ? 'Write the first message below.'
            : 'Join one that exists, or name a new one and it is made.');
        empty.querySelector('button').hidden = room !== null;
        setText(this.#head, this.#headWords(room, isEmpty, isWaiting));
    }

    #headWords(room, isEmpty, isWaiting) {
        if (isWaiting) {
            return 'Loading messages…';
        }
        return isEmpty || room.history.hasOlder ? '' : `This is where ${room.name} begins.`;
    }

    #showJump() {
        this.#jump.hidden = this.isAtEnd || this.#rows.length === 0;
        const badge = this.#jump.querySelector('.badge');
        badge.hidden = this.#unseen === 0;
        setText(badge, badgeCount(this.#unseen));
        const label = this.#unseen > 0
            ? `Jump to the newest messages, ${counted(this.#unseen, 'new one', 'new ones')}`
            : 'Jump to the newest messages';
        this.#jump.setAttribute('aria-label', label);
        this.#jump.title = label;
    }

    #takeScroll() {
        if (this.#window.takeScroll()) {
            this.#render();
        }
    }

    #takeResize() {
        if (this.#window.takeResize()) {
            this.#places.forEach((place) => place.heights.clear());
        }
        this.#render();
    }

    // --- What is done with a row ---

    #takeClick(event) {
        const button = event.target.closest('[data-does]');
        const key = event.target.closest('[data-key]')?.dataset.key;
        const row = this.#rows[this.#window.indexOf(key)];
        if (!button || !row) {
            return;
        }
        switch (button.dataset.does) {
        case 'expand': return this.#expand(row);
        case 'retry': return this.emit('retry', row.id);
        case 'discard': return this.emit('discard', row.id);
        case 'reply': return this.emit('reply', row);
        case 'goto': return this.#goTo(Number(button.dataset.seq));
        case 'copy': copyText(row.content).then((copied) => {
            this.emit('said', copied ? 'The text was copied.' : 'The browser did not allow copying.');
        });
        }
    }

    #expand(row) {
        const { top } = this.#window.elementOf(row.key).getBoundingClientRect();
        this.#expanded.add(row.key);
        this.#window.scrollToRow(this.#window.indexOf(row.key), top - this.#box.getBoundingClientRect().top);
        this.#render();
        this.#window.elementOf(row.key)?.querySelector('.body')?.focus({ preventScroll: true });
    }

    #goTo(seq) {
        const at = this.#rows.findIndex((row) => row.seq === seq);
        if (at < 0) {
            this.emit('said', 'That message is further back. Scroll up to load it.');
            return;
        }
        this.#window.scrollToRow(at, newLineAt);
        this.#render();
        const shown = this.#window.elementOf(this.#rows[at].key);
        shown?.classList.add('flash');
        setTimeout(() => shown?.classList.remove('flash'), flashes);
    }
}

/** Tells those who cannot see it what was said, a few sentences at a time. */
export function announce(sentence) {
    const where = byId('announcer');
    where.append(element('p', {}, sentence));
    while (where.childElementCount > 5) {
        where.firstElementChild.remove();
    }
}
