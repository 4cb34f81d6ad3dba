// SPDX-License-Identifier: GPL-3.0-or-later
//
// What strangers wrote, made safe to lay out. Nothing here is markup.

/** Combining marks on one character: more is no language, and piles of them paint over the neighbours. */
const marksOnOneCharacter = 8;
/** Characters and lines of a message that are shown until the reader asks for the rest. */
export const shownCharacters = 4000;
export const shownLines = 40;

const plain = /^[\n\t\x20-\x7e\xa0-\u02ff]*$/;
/** Whole pairs too, so that only what is left over is replaced. */
const halves = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;
const piledMarks = new RegExp(`(\\p{M}{${marksOnOneCharacter}})\\p{M}+`, 'gu');

/** The text with line breaks as \n, without control characters and halves of characters, and with piles of marks cut. */
export function forDisplay(text) {
    if (plain.test(text)) {
        return text;
    }
    return text
        .replace(/\r\n?|[\u2028\u2029]/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
        .replace(halves, (c) => (c.length === 2 ? c : '\ufffd'))
        .replace(piledMarks, '$1');
}

/** The text as it may stand in an address: halves of characters have no place there. */
export function forAddress(text) {
    return encodeURIComponent(text.replace(halves, (c) => (c.length === 2 ? c : '\ufffd')));
}

/** The text on one line: at most `longest` characters of it, blanks and breaks as single spaces. */
export function onOneLine(text, longest = 200) {
    const line = forDisplay(text.slice(0, longest * 2)).replace(/\s+/g, ' ').trim();
    return line.length > longest ? wholeCharacters(line, longest) : line;
}

/** How many characters of a text (as forDisplay gave it) to show before "Show all"; its length where all. */
export function shownLength(text) {
    let end = -1;
    for (let line = 0; line < shownLines; ++line) {
        end = text.indexOf('\n', end + 1);
        if (end < 0) {
            break;
        }
    }
    const most = end < 0 ? text.length : end;
    // Hiding the last few words would cost more room than showing them.
    if (most <= shownCharacters * 1.25) {
        return most;
    }
    return wholeCharacters(text, shownCharacters).length;
}

function wholeCharacters(text, length) {
    const last = text.charCodeAt(length - 1);
    return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

const emoji = new RegExp(
    '^(?:\\s*(?:' +
        '[0-9#*]\\ufe0f?\\u20e3' + // keycaps
        '|\\p{RI}\\p{RI}' + // flags
        '|(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f?)\\p{EMod}?[\\u{e0020}-\\u{e007f}]*' +
        '(?:\\u200d\\p{Extended_Pictographic}\\ufe0f?\\p{EMod}?)*' +
        '\\ufe0f?))+\\s*$',
    'u');
/** Emoji beyond this many are a picture of their own, and not shown large. */
const mostLarge = 12;

/** Whether a message is a few emoji and nothing else. */
export function isEmojiOnly(text) {
    if (text.length > mostLarge * 12 || !/[^\x00-\xff]/.test(text) || !emoji.test(text)) {
        return false;
    }
    return [...segments(text)].filter((one) => one.trim() !== '').length <= mostLarge;
}

/** The characters as people count them. */
export function segments(text) {
    return Intl.Segmenter ? Array.from(new Intl.Segmenter().segment(text), (part) => part.segment) : [...text];
}

/** Bytes of UTF-8. */
export function byteLength(text) {
    return new TextEncoder().encode(text).length;
}
