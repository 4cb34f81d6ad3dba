// SPDX-License-Identifier: GPL-3.0-or-later

/** Pixels above and below the window in which rows are there already. */
const ahead = 600;
/** How near to the end (px) is at the end. */
const nearEnd = 4;
/** Rows that a selection may keep in the document. */
const mostSelected = 500;
/** A row's first guess of height: around its text, a line of it, and how wide a character is (px). */
const guess = { around: 30, line: 20, character: 7 };
/** Measuring may bring further rows into the window, which are to be measured. */
const mostRounds = 6;

/**
 * A window on a long list of rows, of which only those near it are in the document. Room for the others is held by two
 * empty boxes, of the height that the rows had or are guessed to have.
 *
 * The place of the reader is kept to the pixel whatever changes above, below or between: by the lower edge of the first
 * row in view, because a row may lose or gain what stands at its upper one. Or the window follows the end.
 *
 * A row has a `key` and `content`. `shape(row, at)` says how it is drawn, as an object of plain values; where that is
 * another than before, `build(shape)` makes a new element.
 */
export class RowWindow {
    /** The newest row is in view, and the next one will be. */
    isFollowing = true;
    #box;
    #parts; // { head, before, host, after }
    #shape;
    #build;
    #rows = [];
    #offsets = new Float64Array(1); // of rows from the first one's upper edge
    #heights = new Map(); // by key
    #shown = new Map(); // key -> { element, shape, index }
    #anchor = null; // { key, below }: how far (px) the lower edge of that row is below the window's upper edge
    #pinned = null; // { key, top }: until it is measured, a row that is scrolled to is held by its upper edge
    #width = 0;
    #height = 0; // of the window
    #base = 0; // of what is above the first row
    #setTo = -1; // where the window was put last by us

    constructor(box, parts, shape, build) {
        this.#box = box;
        this.#parts = parts;
        this.#shape = shape;
        this.#build = build;
    }

    get height() {
        return this.#height;
    }

    /** Other rows, and where in them the reader was (as `place` was); null for the end. */
    reset(rows, place) {
        this.#shown.forEach(({ element }) => element.remove());
        this.#shown.clear();
        this.#rows = rows;
        this.#heights = place?.heights ?? new Map();
        this.#anchor = place?.anchor ?? null;
        this.isFollowing = this.#anchor === null;
    }

    get place() {
        return { anchor: this.isFollowing ? null : this.#anchor, heights: this.#heights };
    }

    /** The same rows as they are now, with others among them. render() shows them. */
    setRows(rows) {
        this.#rows = rows;
    }

    follow() {
        this.isFollowing = true;
        this.#anchor = null;
    }

    /** The row's upper edge comes to stand `top` pixels below the window's. */
    scrollToRow(at, top) {
        this.#measureOffsets();
        this.isFollowing = false;
        this.#pinned = { key: this.#rows[at].key, top };
        this.#holdPinned();
    }

    /** Whether it was the reader who scrolled. To be called for each scroll event, and render() after it. */
    takeScroll() {
        const top = this.#box.scrollTop;
        if (Math.abs(top - this.#setTo) < 1) {
            return false;
        }
        this.#setTo = -1;
        this.isFollowing = false;
        this.#anchor = null;
        this.#noteEnd();
        if (!this.isFollowing && this.#rows.length > 0) {
            const y = top - this.#base;
            const at = this.#rowAt(y);
            this.#anchor = { key: this.#rows[at].key, below: this.#offsets[at + 1] - y };
        }
        return true;
    }

    /** Whether lines break elsewhere now. render() is to follow. */
    takeResize() {
        const isOther = this.#box.clientWidth !== this.#width;
        if (isOther) {
            this.#width = this.#box.clientWidth;
            this.#heights.clear();
        }
        return isOther;
    }

    /** The last row that is wholly above the window's lower edge, or -1. */
    lastWhole() {
        const bottom = this.#box.scrollTop - this.#base + this.#height;
        for (let at = this.#rows.length > 0 ? this.#rowAt(bottom) : -1; at >= 0; --at) {
            if (this.#offsets[at + 1] <= bottom) {
                return at;
            }
        }
        return -1;
    }

    indexOf(key) {
        // What is looked for is mostly among the rows that are shown.
        const near = this.#shown.get(key)?.index;
        return near !== undefined && this.#rows[near]?.key === key ? near
            : this.#rows.findIndex((row) => row.key === key);
    }

    /** Nothing where it is not in the document. */
    elementOf(key) {
        return this.#shown.get(key)?.element;
    }

    // --- Where rows stand ---

    #measureOffsets() {
        const count = this.#rows.length;
        if (this.#offsets.length !== count + 1) {
            this.#offsets = new Float64Array(count + 1);
        }
        const perLine = Math.max(20, (this.#width - 90) / guess.character);
        for (let at = 0; at < count; ++at) {
            const { key, content } = this.#rows[at];
            const lines = Math.min(40, Math.ceil((content.length + 1) / perLine));
            const height = this.#heights.get(key) ?? guess.around + guess.line * (lines - 1);
            this.#offsets[at + 1] = this.#offsets[at] + height;
        }
    }

    get #total() {
        return this.#offsets[this.#rows.length];
    }

    #heightOf(at) {
        return this.#offsets[at + 1] - this.#offsets[at];
    }

    /** The row at so many pixels below the first one's upper edge. */
    #rowAt(y) {
        let low = 0;
        let high = this.#rows.length - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.#offsets[middle + 1] > y) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Where the window's upper edge is to be, from the first row's. */
    #target() {
        const at = this.isFollowing || this.#anchor === null ? -1 : this.indexOf(this.#anchor.key);
        return at < 0 ? this.#total - this.#height : this.#offsets[at + 1] - this.#anchor.below;
    }

    #holdPinned() {
        if (this.#pinned) {
            const { key, top } = this.#pinned;
            this.#anchor = { key, below: this.#heightOf(this.indexOf(key)) + top };
        }
    }

    #noteEnd() {
        if (this.#box.scrollTop + this.#height >= this.#box.scrollHeight - nearEnd) {
            this.follow();
        }
    }

    // --- Bringing rows into the document ---

    render() {
        this.#height = this.#box.clientHeight;
        this.#base = this.#parts.head.offsetHeight;
        let from = 0;
        let to = 0;
        for (let round = 0, isNews = true; isNews && round < mostRounds; ++round) {
            this.#measureOffsets();
            [from, to] = this.#range();
            this.#reconcile(from, to);
            isNews = this.#measure(from, to);
        }
        this.#settle(from, to);
        if (!this.isFollowing) {
            this.#noteEnd();
        }
    }

    #range() {
        if (this.#rows.length === 0) {
            return [0, 0];
        }
        const target = this.#target();
        const from = this.#rowAt(target - ahead);
        const to = this.#rowAt(target + this.#height + ahead) + 1;
        const selected = this.#selectedRange();
        if (!selected || Math.max(to, selected[1]) - Math.min(from, selected[0]) > mostSelected) {
            return [from, to];
        }
        return [Math.min(from, selected[0]), Math.max(to, selected[1])];
    }

    /** Rows with selected text stay, so that what is selected can be copied. */
    #selectedRange() {
        const selection = getSelection();
        if (!selection || selection.isCollapsed || !this.#parts.host.contains(selection.anchorNode)) {
            return null;
        }
        const indexes = [selection.anchorNode, selection.focusNode].map((node) => {
            const row = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest('[data-key]');
            return row && this.#parts.host.contains(row) ? this.indexOf(row.dataset.key) : -1;
        }).filter((at) => at >= 0);
        return indexes.length > 0 ? [Math.min(...indexes), Math.max(...indexes) + 1] : null;
    }

    #reconcile(from, to) {
        const wanted = new Set();
        let next = this.#parts.host.firstElementChild;
        for (let at = from; at < to; ++at) {
            const row = this.#rows[at];
            wanted.add(row.key);
            const known = this.#shown.get(row.key)?.element;
            const element = this.#show(row, at);
            if (known !== element && known === next) {
                next = next?.nextElementSibling ?? null;
            }
            if (known !== element) {
                known?.remove();
            }
            if (element === next) {
                next = next.nextElementSibling;
            } else {
                this.#parts.host.insertBefore(element, next);
            }
        }
        for (const [key, { element }] of this.#shown) {
            if (!wanted.has(key)) {
                if (element.contains(document.activeElement)) {
                    this.#box.focus({ preventScroll: true });
                }
                element.remove();
                this.#shown.delete(key);
            }
        }
    }

    /** The element that shows the row as it is and stands now: the one that does already, or a new one. */
    #show(row, at) {
        const shape = this.#shape(row, at);
        const known = this.#shown.get(row.key);
        if (known && Object.keys(shape).every((name) => shape[name] === known.shape[name])) {
            known.index = at;
            return known.element;
        }
        const element = this.#build(shape);
        element.dataset.key = row.key;
        this.#shown.set(row.key, { element, shape, index: at });
        return element;
    }

    /** Whether a height is news. */
    #measure(from, to) {
        let isNews = false;
        for (let at = from; at < to; ++at) {
            const { key } = this.#rows[at];
            const { height } = this.#shown.get(key).element.getBoundingClientRect();
            if (this.#heights.get(key) !== height) {
                this.#heights.set(key, height);
                isNews = true;
            }
        }
        if (isNews) {
            this.#measureOffsets();
            this.#holdPinned();
        }
        return isNews;
    }

    #settle(from, to) {
        this.#parts.before.style.height = `${this.#offsets[from]}px`;
        this.#parts.after.style.height = `${this.#total - this.#offsets[to]}px`;
        const top = this.isFollowing ? this.#box.scrollHeight : this.#target() + this.#base;
        if (Math.abs(this.#box.scrollTop - top) > 0.5) {
            this.#box.scrollTop = top;
        }
        this.#setTo = this.#box.scrollTop;
        this.#pinned = null;
    }
}
