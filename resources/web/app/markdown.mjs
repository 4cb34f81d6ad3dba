// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Markdown of messages: the blocks of a text. Knows no document: what is made of the blocks is markup.mjs's affair.
//
// A block is one of
//   { kind: 'text', tokens }               lines, with their breaks; the tokens are those of inline.mjs
//   { kind: 'code', language, text }
//   { kind: 'quote', blocks }
//   { kind: 'list', start, items }         start is null for bullets; an item is an array of blocks
//
// Time and depth are bounded whatever the text: each line is looked at once for each level it is in.
import { parseInline } from './inline.mjs';
import { forDisplay } from './plaintext.mjs';

const fence = /^ {0,3}(`{3,}|~{3,}) *([^\s`]*)[^`]*$/;
const quote = /^ {0,3}> ?/;
const item = /^( {0,3})([-*+]|\d{1,3}[.)])( {1,4})(?=\S)/;
const blank = /^\s*$/;
/** Quotes and lists within each other. */
const deepest = 5;

/** `names` are those that an @ may stand before. */
export function parseMarkdown(text, names = []) {
    return blocksOf(forDisplay(text).split('\n'), names, 0);
}

function blocksOf(lines, names, depth) {
    const blocks = [];
    let at = 0;
    while (at < lines.length) {
        const reader = depth < deepest ? [readCode, readQuote, readList] : [readCode];
        const found = blank.test(lines[at]) ? { next: at + 1 }
            : reader.reduce((done, read) => done ?? read(lines, at, names, depth), null)
                ?? readText(lines, at, names, depth);
        if (found.block) {
            blocks.push(found.block);
        }
        at = found.next;
    }
    return blocks;
}

function readCode(lines, at) {
    const opening = fence.exec(lines[at]);
    if (!opening) {
        return null;
    }
    const mark = opening[1];
    const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}\\s*$`);
    let end = at + 1;
    while (end < lines.length && !closing.test(lines[end])) {
        ++end;
    }
    const text = lines.slice(at + 1, end).join('\n');
    return { block: { kind: 'code', language: opening[2], text }, next: end + 1 };
}

function readQuote(lines, at, names, depth) {
    let end = at;
    while (end < lines.length && quote.test(lines[end])) {
        ++end;
    }
    if (end === at) {
        return null;
    }
    const inner = lines.slice(at, end).map((line) => line.replace(quote, ''));
    return { block: { kind: 'quote', blocks: blocksOf(inner, names, depth + 1) }, next: end };
}

function readList(lines, at, names, depth) {
    const first = item.exec(lines[at]);
    if (!first) {
        return null;
    }
    const sign = signOf(first);
    const items = [];
    while (at < lines.length) {
        const begin = item.exec(lines[at]);
        if (!begin || signOf(begin) !== sign) {
            break;
        }
        const { inner, next } = itemLines(lines, at, begin[0].length);
        items.push(blocksOf(inner, names, depth + 1));
        at = next;
    }
    const start = sign === '.' || sign === ')' ? Number.parseInt(first[2], 10) : null;
    return { block: { kind: 'list', start, items }, next: at };
}

/** What tells one list from the next: another sign begins another list. */
function signOf(match) {
    return match[2].at(-1);
}

/** The lines of the item at `at`, without their indentation: its own, and those further in. */
function itemLines(lines, at, width) {
    const inner = [lines[at].slice(width)];
    let end = at + 1;
    for (let next = end; next < lines.length; ++next) {
        if (blank.test(lines[next])) {
            continue; // belongs to the item only if something further in comes behind it
        }
        const indent = /^ */.exec(lines[next])[0].length;
        if (indent < Math.min(width, 2)) {
            break;
        }
        inner.push(...lines.slice(end, next).map(() => ''), lines[next].slice(Math.min(indent, width)));
        end = next + 1;
    }
    while (end < lines.length && blank.test(lines[end]) && item.test(lines[end + 1] ?? '')) {
        ++end;
    }
    return { inner, next: end };
}

function readText(lines, at, names, depth) {
    let end = at + 1;
    while (end < lines.length && !blank.test(lines[end]) && !interruptsText(lines[end], depth)) {
        ++end;
    }
    const text = lines.slice(at, end).map((line) => line.trim()).join('\n');
    return { block: { kind: 'text', tokens: parseInline(text, names) }, next: end };
}

function interruptsText(line, depth) {
    if (fence.test(line)) {
        return true;
    }
    if (depth >= deepest) {
        return false;
    }
    const begin = item.exec(line);
    return quote.test(line) || (begin !== null && /^([-*+]|1[.)])$/.test(begin[2]));
}

/** The words alone, for previews and notifications. */
export function wordsOf(blocks) {
    return blocks.map((block) => {
        switch (block.kind) {
        case 'text':
            return block.tokens.map((token) => (token.kind === 'break' ? ' ' : token.text ?? '')).join('');
        case 'code':
            return block.text;
        case 'quote':
            return `“${wordsOf(block.blocks)}”`;
        default:
            return block.items.map(wordsOf).join(', ');
        }
    }).join(' ');
}
