// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { pathOf, span, wordsOf } from '../../../resources/web/dashboard/chart.mjs';

describe('the line of a chart', () => {
    it('is nothing without figures', () => assert.equal(pathOf([], 0), ''));
    it('ends at the right, and its top is the most', () => {
        assert.match(pathOf([0, 5, 10], 10), /^M\S+ 60\.00L\S+ 30\.00L180\.00 0\.00$/);
    });
    it('is flat where all is 0', () => assert.match(pathOf([0, 0], 0), /^M\S+ 60\.00L180\.00 60\.00$/));
    it('fills the box with three minutes', () => {
        assert.match(pathOf(new Array(span).fill(1), 1), /^M0\.00 0\.00L/);
    });
});

it('figures have the digits that mean something', () => {
    assert.deepEqual([0, 0.123, 1.5, 12.34, 123.4, 12345].map(wordsOf), ['0', '0.12', '1.5', '12.3', '123', '12,345']);
});
