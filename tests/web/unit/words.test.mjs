// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Backoff } from '../../../resources/web/app/backoff.mjs';
import { colourOf, compareRooms, initialsOf, nameProblem, roomKey, roomNameProblem }
    from '../../../resources/web/app/names.mjs';
import { isWorthNotifying } from '../../../resources/web/app/notifypolicy.mjs';
import { forDisplay, isEmojiOnly, onOneLine, shownLength } from '../../../resources/web/app/plaintext.mjs';
import { connectionWords } from '../../../resources/web/app/sentences.mjs';
import { badgeCount, dayName, typingSentence } from '../../../resources/web/app/words.mjs';

describe('names', () => {
    for (const good of ['ann', 'Mira Köhler', '田中', 'a', 'x'.repeat(32), 'O’Brien', 'a.b-c_d', ' spaced ']) {
        it(`"${good}" can be a name`, () => assert.equal(nameProblem(good), ''));
    }
    for (const bad of ['', '  ', '@ann', '#ann', 'x'.repeat(33), 'a\u202eb', 'a\u200bb', 'a\u00adb', 'a\tb', 'a\u00a0b',
        `a${'\u0301'.repeat(6)}`, '\u0301a', 'a\ufe0fb', '\u3164']) {
        it(`${JSON.stringify(bad)} cannot`, () => assert.notEqual(nameProblem(bad), ''));
    }
    it('rooms may have longer ones', () => {
        assert.equal(roomNameProblem('x'.repeat(64)), '');
        assert.notEqual(roomNameProblem('x'.repeat(65)), '');
    });
    it('rooms are the same without regard to case, and general comes first', () => {
        assert.equal(roomKey('General'), roomKey('gEnErAl'));
        assert.deepEqual(['zoo', 'General', 'abc', 'Ärger'].sort(compareRooms), ['General', 'abc', 'Ärger', 'zoo']);
    });
    it('have initials of whole characters', () => {
        assert.deepEqual(['ann', 'Bob Ross', 'bob.ross', 'a b c', '田中', '👩‍🚀 Ada', ' ', '_x']
            .map(initialsOf), ['A', 'BR', 'BR', 'AB', '田', '👩‍🚀A', ' ', 'X']);
    });
    it('have the colours of the desktop client', () => {
        // As resources/screenshots show them: ann rust, Dana green, Mira Köhler blue, bob ochre.
        assert.deepEqual(['ann', 'Dana', 'Mira Köhler', 'bob'].map(colourOf), [1, 3, 5, 2]);
    });
});

describe('texts of strangers', () => {
    it('lose what cannot be shown', () => {
        assert.equal(forDisplay('a\u0000b\r\nc\u2029d\te'), 'ab\nc\nd\te');
        assert.equal(forDisplay('\udc00x😀\ud83d'), '\ufffdx😀\ufffd');
        assert.equal(forDisplay(`e${'\u0301'.repeat(100)}`), `e${'\u0301'.repeat(8)}`);
    });
    it('go on one line', () => {
        assert.equal(onOneLine(' a\n\n b\tc '), 'a b c');
        assert.equal(onOneLine('x'.repeat(500)).length, 200);
        assert.equal(onOneLine('xx😀', 3), 'xx');
    });
    it('are cut where they are long, and not for a few words', () => {
        assert.equal(shownLength('short'), 5);
        assert.equal(shownLength('x'.repeat(4500)), 4500);
        assert.equal(shownLength('x'.repeat(9000)), 4000);
        assert.equal(shownLength('x\n'.repeat(100)), 79);
    });
    for (const [text, expected] of [['👍', true], ['👍👍🏽 ❤️', true], ['👨‍👩‍👧‍👦🇩🇪1️⃣', true], ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', true], ['☺', true],
        ['👍 ok', false], ['1', false], ['*', false], ['', false], ['©', false], ['👍'.repeat(13), false], ['#', false]]) {
        it(`"${text}" is ${expected ? '' : 'not '}emoji alone`, () => assert.equal(isEmojiOnly(text), expected));
    }
});

describe('words', () => {
    it('name days', () => {
        const now = new Date(2026, 10, 20, 12).getTime();
        assert.equal(dayName(new Date(2026, 10, 20, 0, 1).getTime(), now), 'Today');
        assert.equal(dayName(new Date(2026, 10, 19, 23, 59).getTime(), now), 'Yesterday');
        assert.match(dayName(new Date(2026, 10, 1).getTime(), now), /November/);
        assert.match(dayName(new Date(2024, 10, 1).getTime(), now), /2024/);
    });
    it('tell who types', () => {
        assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map(typingSentence), ['',
            'a is typing', 'a and b are typing', 'a, b and c are typing', 'a, b and 2 others are typing']);
    });
    it('count to a thousand', () => assert.deepEqual([1, 999, 1000].map(badgeCount), ['1', '999', '999+']));
    it('tell when the next attempt is', () => {
        assert.equal(connectionWords({ state: 'waiting', nextAttempt: 5500 }, 2000), 'Trying again in 4 s');
        assert.equal(connectionWords({ state: 'waiting', nextAttempt: 1000 }, 2000), 'Trying again…');
    });
});

it('attempts are further and further apart', () => {
    const backoff = new Backoff(1000, 60000);
    assert.deepEqual(Array.from({ length: 8 }, () => backoff.next(0.5)),
        [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]);
    assert.equal(backoff.next(1), 60000);
    assert.equal(backoff.next(0), 48000);
    backoff.reset();
    assert.equal(backoff.next(0), 800);
    assert.equal(new Backoff(1000, 60000).next(1), 1200);
});

describe('notifications', () => {
    for (const [choice, isMention, isWatched, expected] of [
        ['all', false, false, true], ['all', true, true, false], ['mentions', false, false, false],
        ['mentions', true, false, true], ['mentions', true, true, false], ['none', true, false, false]]) {
        it(`${choice}, ${isMention ? 'a mention' : 'no mention'}, ${isWatched ? 'watched' : 'elsewhere'}`, () => {
            assert.equal(isWorthNotifying({ choice, isMention, isWatched }), expected);
        });
    }
});
