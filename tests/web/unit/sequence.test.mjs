// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { Sequence } from '../../../resources/web/app/sequence.mjs';

const event = (seq) => ({ type: 'text', room: 'r', seq });
const events = (...seqs) => seqs.map(event);
const history = (first, last, more = {}) => ({
    events: last < first ? [] : Array.from({ length: last - first + 1 }, (_, i) => event(first + i)),
    first: last < first ? 0 : first, last: last < first ? 0 : last, more: false, ...more,
});
const seqsOf = ({ reset, caughtUp, live }) =>
    [reset ? 'reset' : 'on', caughtUp.map((one) => one.seq), live.map((one) => one.seq)];

describe('a sequence', () => {
    let sequence;
    beforeEach(() => { sequence = new Sequence(); });

    it('shows what comes in order', () => {
        sequence.anchor(5);
        assert.deepEqual(seqsOf(sequence.takeLive(event(6))), ['on', [], [6]]);
        assert.deepEqual(seqsOf(sequence.takeLive(event(7))), ['on', [], [7]]);
        assert.equal(sequence.last, 7);
        assert.equal(sequence.needsHistory, false);
    });

    it('passes over what it has', () => {
        sequence.anchor(5);
        assert.deepEqual(seqsOf(sequence.takeLive(event(5))), ['on', [], []]);
        assert.deepEqual(seqsOf(sequence.takeLive(event(3))), ['on', [], []]);
        assert.equal(sequence.last, 5);
    });

    it('asks for a gap and holds back what comes behind it', () => {
        sequence.anchor(5);
        assert.deepEqual(seqsOf(sequence.takeLive(event(8))), ['on', [], []]);
        assert.equal(sequence.needsHistory, true);
        sequence.beginFilling();
        assert.equal(sequence.needsHistory, false);
        assert.deepEqual(seqsOf(sequence.takeLive(event(9))), ['on', [], []]);
        assert.deepEqual(seqsOf(sequence.takePage(history(6, 7))), ['on', [6, 7], [8, 9]]);
        assert.equal(sequence.last, 9);
        assert.equal(sequence.needsHistory, false);
    });

    it('shows nothing twice where history and what was held overlap', () => {
        sequence.anchor(5);
        sequence.takeLive(event(8));
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takePage(history(6, 8))), ['on', [6, 7, 8], []]);
    });

    it('asks again where a page was not all', () => {
        sequence.anchor(5);
        sequence.noteLast(300);
        sequence.beginFilling();
        sequence.takePage(history(6, 205, { more: true }));
        assert.equal(sequence.last, 205);
        assert.equal(sequence.needsHistory, true);
    });

    it('takes a resync in several frames', () => {
        sequence.anchor(5);
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takeResync(history(6, 7, { more: true }))), ['on', [6, 7], []]);
        assert.equal(sequence.isFilling, true);
        assert.deepEqual(seqsOf(sequence.takeLive(event(10))), ['on', [], []]);
        assert.deepEqual(seqsOf(sequence.takeResync(history(8, 9))), ['on', [8, 9], [10]]);
        assert.equal(sequence.isFilling, false);
    });

    it('starts afresh on a reset', () => {
        sequence.anchor(5);
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takeResync(history(2000, 2002, { reset: true, more: true }))),
            ['reset', [2000, 2001, 2002], []]);
        assert.equal(sequence.last, 2002);
        assert.equal(sequence.needsHistory, false);
    });

    it('starts afresh where a run does not join up with what is shown', () => {
        sequence.anchor(5);
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takePage(history(9, 10))), ['reset', [9, 10], []]);
    });

    it('starts with the newest page of a room that it knows nothing of', () => {
        sequence.noteLast(500);
        assert.equal(sequence.needsHistory, true);
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takePage(history(401, 500, { more: true }))).slice(0, 1), ['reset']);
        assert.equal(sequence.last, 500);
        assert.equal(sequence.needsHistory, false);
    });

    it('starts with an empty room', () => {
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takePage(history(1, 0))), ['reset', [], []]);
        assert.equal(sequence.last, 0);
        assert.equal(sequence.needsHistory, false);
        assert.deepEqual(seqsOf(sequence.takeLive(event(1))), ['on', [], [1]]);
    });

    it('goes on where the server does not have what is missing', () => {
        sequence.anchor(5);
        sequence.takeLive(event(9));
        sequence.beginFilling();
        assert.deepEqual(seqsOf(sequence.takePage(history(1, 0))), ['on', [], [9]]);
        assert.equal(sequence.last, 9);
    });

    it('shows what it may where the server will not give history', () => {
        sequence.anchor(5);
        sequence.takeLive(event(9));
        sequence.beginFilling();
        sequence.giveUp();
        assert.equal(sequence.needsHistory, false);
        assert.deepEqual(seqsOf(sequence.takeLive(event(10))), ['on', [], [10]]);
    });

    it('forgets with the connection what was held back, and not what is shown', () => {
        sequence.anchor(5);
        sequence.takeLive(event(9));
        sequence.beginFilling();
        sequence.loseConnection();
        assert.equal(sequence.last, 5);
        assert.equal(sequence.isFilling, false);
        assert.equal(sequence.needsHistory, false);
    });

    it('keeps its order whatever the order of arrival', () => {
        for (let round = 0; round < 200; ++round) {
            const fresh = new Sequence();
            fresh.anchor(0);
            const shown = [];
            const take = ({ caughtUp, live }) => shown.push(...[...caughtUp, ...live].map((one) => one.seq));
            const arriving = events(...Array.from({ length: 30 }, (_, i) => i + 1))
                .filter(() => Math.random() > 0.2)
                .sort(() => Math.random() - 0.5);
            for (const one of arriving) {
                take(fresh.takeLive(one));
                if (fresh.needsHistory && Math.random() > 0.5) {
                    fresh.beginFilling();
                    take(fresh.takePage(history(fresh.last + 1, Math.min(fresh.last + 3, 30),
                        { more: fresh.last + 3 < 30 })));
                }
            }
            while (fresh.needsHistory) {
                fresh.beginFilling();
                take(fresh.takePage(history(fresh.last + 1, Math.min(fresh.last + 3, 30), { more: fresh.last + 3 < 30 })));
            }
            assert.deepEqual(shown, Array.from({ length: fresh.last }, (_, i) => i + 1));
        }
    });
});
