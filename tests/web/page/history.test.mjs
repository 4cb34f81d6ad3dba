// SPDX-License-Identifier: GPL-3.0-or-later
//
// A long history in the page: it goes on without end, and the reader's place stays.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { LongRoom } from '../longroom.mjs';

/** A screen shows some 15 of them: enough for many pages of history, from the server and out of the document. */
const count = Number(process.env.LANDLINE_LONG_ROOM ?? 1500);

let room;
let page;
let ann;

before(async () => {
    room = await LongRoom.start(count);
    ({ page, ann } = room);
});
after(() => room?.stop());

const settled = () => page.run(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
}));
/** The message at the top of the window, and where its lower edge is. */
const place = () => page.run(() => {
    const { top } = document.querySelector('#timeline').getBoundingClientRect();
    const row = [...document.querySelectorAll('.row')].find((one) => one.getBoundingClientRect().bottom > top + 1);
    const bottom = Math.round(row.getBoundingClientRect().bottom - top);
    return { key: row.dataset.key, bottom, scrolled: document.querySelector('#timeline').scrollTop };
});
const bottomOf = (key) => page.run((wanted) => {
    const row = document.querySelector(`[data-key="${wanted}"]`);
    const { top } = document.querySelector('#timeline').getBoundingClientRect();
    return row ? Math.round(row.getBoundingClientRect().bottom - top) : null;
}, key);

describe('scrolling back', () => {
    it('goes to the first message without a jump, with few rows in the document', async () => {
        let most = 0;
        let screens = 0;
        const seen = new Set();
        for (; screens < 2500; ++screens) {
            const before = await place();
            await page.run(() => { document.querySelector('#timeline').scrollTop -= 400; });
            await settled();
            const now = await bottomOf(before.key);
            const state = await page.run(() => ({
                top: document.querySelector('#timeline').scrollTop,
                rows: document.querySelectorAll('.row').length,
                begins: document.querySelector('#timeline-head').textContent,
                numbers: [...document.querySelectorAll('.said')].map((said) => parseInt(said.innerText, 10)),
            }));
            state.numbers.forEach((number) => seen.add(number));
            most = Math.max(most, state.rows);
            if (state.top <= 0 && state.begins.startsWith('This is where')) {
                break;
            }
            if (now !== null) {
                const step = Math.min(400, before.scrolled);
                assert.ok(Math.abs(now - before.bottom - step) <= 1,
                    `row ${before.key} moved from ${before.bottom} to ${now}, not by ${step}`);
            }
        }
        assert.equal(seen.size, count);
        assert.ok(most < 250, `${most} rows were in the document`);
    });

    it('keeps the place while others write', async () => {
        await page.run(() => { document.querySelector('#timeline').scrollTop = 5000; });
        await settled();
        const before = await place();
        for (let number = 0; number < 20; ++number) {
            ann.say({ type: 'text', room: 'long', content: `new ${number}` });
        }
        await page.until('document.querySelector("#jump .badge").textContent === "20"');
        assert.equal(await bottomOf(before.key), before.bottom);
    });

    it('keeps the place when the window becomes narrower, and wider again', async () => {
        const before = await place();
        await page.resize(700, 800);
        await settled();
        assert.equal(await bottomOf(before.key), before.bottom);
        await page.resize(1280, 800);
        await settled();
        assert.equal(await bottomOf(before.key), before.bottom);
    });

    it('keeps the place in the room while one is elsewhere', async () => {
        const before = await place();
        await page.run('location.hash = "#/short"');
        await page.until('document.querySelector("#room-name").textContent === "short"');
        await page.run('location.hash = "#/long"');
        await page.until('document.querySelectorAll(".row.message").length > 10');
        await settled();
        assert.equal(await bottomOf(before.key), before.bottom);
    });

    it('jumps to the newest, where the count ends', async () => {
        await page.click('#jump');
        await page.seen('new 19', '#timeline-rows');
        assert.equal(await page.run('document.querySelector("#jump").hidden'), true);
        await page.until('![...document.querySelectorAll(".room .badge")].length');
    });
});

it('shows the rest of a long message where it is', async () => {
    ann.say({ type: 'text', room: 'long', content: Array.from({ length: 300 }, (_, i) => `line ${i}`).join('\n') });
    ann.say({ type: 'text', room: 'long', content: 'behind it' });
    await page.seen('behind it', '#timeline-rows');
    await page.run(() => { document.querySelector('.more').scrollIntoView({ block: 'center' }); });
    await settled();
    const topOf = () => page.run(() => Math.round([...document.querySelectorAll('.said')]
        .find((said) => said.innerText.startsWith('line 0')).getBoundingClientRect().top));
    const before = await topOf();
    await page.click('.more');
    await page.seen('line 299', '#timeline-rows');
    assert.equal(await topOf(), before);
    await page.click('#jump');
});
