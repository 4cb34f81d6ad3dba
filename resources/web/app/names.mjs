// SPDX-License-Identifier: GPL-3.0-or-later
import { segments } from './plaintext.mjs';

const longest = { user: 32, room: 64 };
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/u;
const otherSpace = /(?! )\p{Zs}/u;
const piledMarks = /^\p{M}|\p{M}{5}/u;

function problemOf(text, kind, sentences) {
    const name = text.trim().normalize('NFC');
    if (name === '') {
        return sentences.empty;
    }
    if ([...name].length > longest[kind]) {
        return sentences.long;
    }
    if (/^[@#]/.test(name)) {
        return sentences.sign;
    }
    return unseen.test(name) || otherSpace.test(name) || piledMarks.test(name) ? sentences.unseen : '';
}

/** Why a text cannot be a person's name; empty where it can. */
export function nameProblem(text) {
    return problemOf(text, 'user', {
        empty: 'Choose the name that others will see.',
        long: `A name has at most ${longest.user} characters.`,
        sign: 'A name does not begin with @ or #.',
        unseen: 'A name has letters, digits, signs and single spaces, but no invisible characters.',
    });
}

/** Why a text cannot be a room's name; empty where it can. */
export function roomNameProblem(text) {
    return problemOf(text, 'room', {
        empty: 'Write the name of a room.',
        long: `A room’s name has at most ${longest.room} characters.`,
        sign: 'A room’s name does not begin with @ or #.',
        unseen: 'A room’s name has letters, digits, signs and single spaces, but no invisible characters.',
    });
}

/** The name as the server will have it. */
export function normalName(text) {
    return text.trim().normalize('NFC');
}

/** What tells rooms apart: their names without regard to case. */
export function roomKey(name) {
    return name.normalize('NFC').toLowerCase();
}

/** `general` first, then by name. */
export function compareRooms(a, b) {
    const general = (name) => (roomKey(name) === 'general' ? 0 : 1);
    return general(a) - general(b) || a.localeCompare(b, undefined, { sensitivity: 'base' }) || (a < b ? -1 : 1);
}

/** One of the eight colours of the theme: the same for a name everywhere (FNV-1a, as in the desktop client). */
export function colourOf(name) {
    let hash = 2166136261;
    for (let i = 0; i < name.length; ++i) {
        hash = Math.imul(hash ^ name.charCodeAt(i), 16777619) >>> 0;
    }
    return ((hash ^ (hash >>> 16)) >>> 0) % 8;
}

/** One or two letters that stand for a name: "ann" A, "Bob Ross" BR, "bob.ross" BR. */
export function initialsOf(name) {
    const parts = name.split(/[ ._-]+/).filter((part) => part !== '');
    return (parts.length > 0 ? parts.slice(0, 2) : [name])
        .map((part) => (segments(part)[0] ?? '').toUpperCase()).join('');
}
