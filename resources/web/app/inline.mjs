// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bold, italic, strike, code, links and mentions in a run of lines: CommonMark's way with delimiters (section 6.2 and
// its appendix), in time that grows with the length of the text alone.
//
// The outcome is a flat list of tokens, so that no text can make a tree too deep to walk:
//   { kind: 'text', text } { kind: 'code', text } { kind: 'mention', text, name } { kind: 'break' }
//   { kind: 'open', mark } { kind: 'close', mark }       mark is 'strong', 'em', 'del' or 'link'
//   an opened link has its address in `href`
import { addressEnd, safeAddress } from './links.mjs';

const special = /[\\`*_~[\]<@\n]|https?:\/\/|landline:\/\//giu;
const escapable = /[!-/:-@[-`{-~]/;
const wordBefore = /[\p{L}\p{N}_\p{M}]$/u;
const wordAfter = /^[\p{L}\p{N}_\p{M}]/u;
const space = /^\s?$/;
const punctuation = /[\p{P}\p{S}]/u;
const angled = /<((?:https?|mailto|landline):[^\s<>]{1,2000})>/iy;
const mostMentions = 50;
/** Backticks around code. */
const longestCodeMark = 20;

export function parseInline(text, names = []) {
    const reader = new Reader(text, names);
    reader.read();
    pairRuns(reader.nodes, 0);
    return tokensOf(reader.nodes);
}

/** Cuts a text into nodes: tokens, and runs of delimiters that may yet become marks. */
class Reader {
    nodes = [];
    #text;
    #names;
    #at = 0;
    #plainFrom = 0;
    #brackets = [];
    #unclosedCode = new Map(); // by length of the run of backticks, from where on there is none to close it
    #mentions = 0;

    constructor(text, names) {
        this.#text = text;
        this.#names = [...names].sort((a, b) => b.length - a.length);
    }

    read() {
        for (;;) {
            special.lastIndex = this.#at;
            const found = special.exec(this.#text);
            if (!found) {
                break;
            }
            this.#at = found.index;
            this.#readSpecial(found[0]);
        }
        this.#at = this.#text.length;
        this.#endPlain(this.#at);
    }

    #readSpecial(what) {
        switch (what) {
        case '\\': return this.#readEscape();
        case '`': return this.#readCode();
        case '*': case '_': case '~': return this.#readRun(what);
        case '[': return this.#openBracket();
        case ']': return this.#closeBracket();
        case '<': return this.#readAngled();
        case '@': return this.#readMention();
        case '\n': return this.#take({ kind: 'break' }, 1);
        default: return this.#readAddress(what);
        }
    }

    #endPlain(end) {
        if (end > this.#plainFrom) {
            this.nodes.push({ kind: 'text', text: this.#text.slice(this.#plainFrom, end) });
        }
        this.#plainFrom = end;
    }

    /** The node stands for the next `length` characters. */
    #take(node, length) {
        this.#endPlain(this.#at);
        this.nodes.push(node);
        this.#at += length;
        this.#plainFrom = this.#at;
    }

    #pass(length) {
        this.#at += length; // it is plain text
    }

    #readEscape() {
        const next = this.#text[this.#at + 1] ?? '';
        if (escapable.test(next)) {
            this.#take({ kind: 'text', text: next }, 2);
        } else {
            this.#pass(1);
        }
    }

    #readCode() {
        let from = this.#at;
        while (this.#text[from] === '`') {
            ++from;
        }
        const length = from - this.#at;
        if (length <= longestCodeMark && !(this.#unclosedCode.get(length) <= from)) {
            const closing = new RegExp(`(?:^|[^\`])(\`{${length}})(?!\`)`, 'g');
            closing.lastIndex = from;
            const found = closing.exec(this.#text);
            if (found) {
                const end = found.index + found[0].length;
                const inner = this.#text.slice(from, end - length).replace(/\n/g, ' ');
                const padded = /^ .* $/.test(inner) && inner.trim() !== '';
                this.#take({ kind: 'code', text: padded ? inner.slice(1, -1) : inner }, end - this.#at);
                return;
            }
            this.#unclosedCode.set(length, from);
        }
        this.#pass(length);
    }

    #readRun(sign) {
        let end = this.#at;
        while (this.#text[end] === sign) {
            ++end;
        }
        const count = end - this.#at;
        const before = characterBefore(this.#text, this.#at);
        const after = characterAt(this.#text, end);
        const leftFlanking = !space.test(after)
            && (!punctuation.test(after) || space.test(before) || punctuation.test(before));
        const rightFlanking = !space.test(before)
            && (!punctuation.test(before) || space.test(after) || punctuation.test(after));
        const inWord = sign === '_';
        this.#take({
            kind: 'run',
            sign,
            count,
            length: count,
            canOpen: leftFlanking && (!inWord || !rightFlanking || punctuation.test(before)),
            canClose: rightFlanking && (!inWord || !leftFlanking || punctuation.test(after)),
            opens: [],
            closes: [],
        }, count);
    }

    #openBracket() {
        this.#take({ kind: 'text', text: '[' }, 1);
        this.#brackets.push(this.nodes.length - 1);
    }

    #closeBracket() {
        const opening = this.#brackets.pop();
        const target = opening === undefined ? null : targetAt(this.#text, this.#at + 1);
        const href = target ? safeAddress(target.address) : null;
        const isEmpty = opening === this.nodes.length - 1 && this.#plainFrom === this.#at;
        if (!href || isEmpty) {
            this.#pass(1);
            return;
        }
        this.#endPlain(this.#at);
        for (let at = opening + 1; at < this.nodes.length; ++at) {
            if (this.nodes[at].mark === 'link') {
                this.nodes[at] = { kind: 'text', text: '' }; // an address in the words of a link
            }
        }
        pairRuns(this.nodes, opening + 1);
        this.nodes[opening] = { kind: 'open', mark: 'link', href };
        this.#take({ kind: 'close', mark: 'link' }, target.end - this.#at);
        this.#brackets = []; // no link holds another
    }

    #readAngled() {
        angled.lastIndex = this.#at;
        const found = angled.exec(this.#text);
        const href = found ? safeAddress(found[1]) : null;
        if (href) {
            this.#takeAddress(href, found[1].replace(/^mailto:/i, ''), found[0].length);
        } else {
            this.#pass(1);
        }
    }

    #readAddress(scheme) {
        const end = addressEnd(this.#text, this.#at);
        const written = this.#text.slice(this.#at, end);
        const startsWord = !wordBefore.test(characterBefore(this.#text, this.#at));
        const href = startsWord && written.length > scheme.length ? safeAddress(written) : null;
        if (href) {
            this.#takeAddress(href, written, written.length);
        } else {
            this.#pass(scheme.length);
        }
    }

    #takeAddress(href, written, length) {
        this.#take({ kind: 'open', mark: 'link', href }, 0);
        this.nodes.push({ kind: 'text', text: written });
        this.nodes.push({ kind: 'close', mark: 'link' });
        this.#at += length;
        this.#plainFrom = this.#at;
    }

    #readMention() {
        const isWord = wordBefore.test(characterBefore(this.#text, this.#at));
        if (!isWord && this.#names.length > 0 && this.#mentions < mostMentions) {
            ++this.#mentions;
            const from = this.#at + 1;
            const name = this.#names.find((one) => this.#text.startsWith(one, from)
                && !(wordAfter.test(characterAt(this.#text, from + one.length)) && wordBefore.test(one)));
            if (name !== undefined) {
                this.#take({ kind: 'mention', text: `@${name}`, name }, name.length + 1);
                return;
            }
        }
        this.#pass(1);
    }
}

/** `(address)` or `(<address>)`, a title in quotes passed over. */
function targetAt(text, at) {
    const form = /\(\s*(?:<([^<>\n]{1,2000})>|((?:[^\s()<>]|\([^\s()<>]{0,500}\)){1,2000}))(?:\s+"[^"\n]{0,500}")?\s*\)/y;
    form.lastIndex = at;
    const found = form.exec(text);
    return found ? { address: found[1] ?? found[2], end: form.lastIndex } : null;
}

function characterAt(text, at) {
    return at < text.length ? String.fromCodePoint(text.codePointAt(at)) : '';
}

function characterBefore(text, at) {
    const unit = text.charCodeAt(at - 1);
    const isPair = unit >= 0xdc00 && unit < 0xe000 && at > 1;
    return at > 0 ? text.slice(isPair ? at - 2 : at - 1, at) : '';
}

/** Which runs of delimiters open and close what, from node `start` on. */
function pairRuns(nodes, start) {
    const openers = [];
    const bottoms = new Map(); // up to where there is nothing that a run of this sort could close
    for (let at = start; at < nodes.length; ++at) {
        const closer = nodes[at];
        if (closer.kind !== 'run' || closer.done) {
            continue;
        }
        closer.done = true;
        while (closer.canClose && closer.count > 0) {
            const sort = `${closer.sign}${closer.canOpen}${closer.length % 3}${closer.count === 2}`;
            const bottom = bottoms.get(sort) ?? -1;
            let found = openers.length - 1;
            while (found > bottom && !fit(openers[found], closer)) {
                --found;
            }
            if (found <= bottom) {
                bottoms.set(sort, openers.length - 1);
                break;
            }
            const opener = openers[found];
            const used = closer.sign === '~' || (opener.count > 1 && closer.count > 1) ? 2 : 1;
            const mark = closer.sign === '~' ? 'del' : used === 2 ? 'strong' : 'em';
            opener.opens.unshift(mark);
            closer.closes.push(mark);
            opener.count -= used;
            closer.count -= used;
            openers.length = opener.count > 0 ? found + 1 : found;
            for (const [key, value] of bottoms) {
                bottoms.set(key, Math.min(value, openers.length - 1));
            }
        }
        if (closer.canOpen && closer.count > 0) {
            openers.push(closer);
        }
    }
}

function fit(opener, closer) {
    if (opener.sign !== closer.sign) {
        return false;
    }
    if (closer.sign === '~') {
        return opener.count === 2 && closer.count === 2;
    }
    const isBoth = opener.canClose || closer.canOpen;
    return !isBoth || (opener.length + closer.length) % 3 !== 0
        || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

function tokensOf(nodes) {
    const tokens = [];
    const addText = (text) => {
        const last = tokens.at(-1);
        if (last?.kind === 'text') {
            last.text += text;
        } else if (text !== '') {
            tokens.push({ kind: 'text', text });
        }
    };
    for (const node of nodes) {
        if (node.kind === 'text') {
            addText(node.text);
        } else if (node.kind === 'run') {
            tokens.push(...node.closes.map((mark) => ({ kind: 'close', mark })));
            addText(node.sign.repeat(node.count));
            tokens.push(...node.opens.map((mark) => ({ kind: 'open', mark })));
        } else {
            tokens.push(node);
        }
    }
    return tokens;
}
