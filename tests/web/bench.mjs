// SPDX-License-Identifier: GPL-3.0-or-later
//
// How quick the page is: first paint, and the longest task while 10,000 messages pass by. Figures, no verdict.
import { LongRoom } from './longroom.mjs';

/** Of the same steps, over and over, only what is long each time is the page's and not the machine's. */
async function longestTask(page, attempts = 6) {
    let longest = null;
    for (let attempt = 0; attempt < attempts; ++attempt) {
        const durations = await page.run(async () => {
            const box = document.querySelector('#timeline');
            const tasks = [];
            const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
            observer.observe({ type: 'longtask' });
            const begins = [];
            for (const step of [-700, 700, -3000, 3000, -20000, 20000]) {
                for (let turn = 0; turn < 40; ++turn) {
                    begins.push(performance.now());
                    box.scrollTop += step;
                    await new Promise((resolve) => { requestAnimationFrame(resolve); });
                }
            }
            await new Promise((resolve) => { setTimeout(resolve, 200); });
            observer.disconnect();
            return begins.map((begin, at) => Math.max(0, ...tasks
                .filter(({ startTime }) => startTime >= begin && !(startTime >= begins[at + 1]))
                .map(({ duration }) => duration)));
        });
        longest = durations.map((one, at) => Math.min(one, longest?.[at] ?? Infinity));
    }
    return Math.max(...longest);
}

/** Scrolls back until the first message has come. */
async function loadAll(page) {
    await page.until(() => {
        document.querySelector('#timeline').scrollTop = 0;
        return document.querySelector('#timeline-head').textContent.startsWith('This is where');
    });
}

async function firstPaint({ chrome, server }, path) {
    const page = await chrome.page();
    await page.open(server.url + path);
    const time = await page.until(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    await page.close();
    return time;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const show = (what, value) => console.log(`${what.padEnd(52)}${value}`);

const room = await LongRoom.start(10000);
try {
    const page = [];
    const line = [];
    for (let attempt = 0; attempt < 15; ++attempt) {
        page.push(await firstPaint(room, `?username=fresh${attempt}#/long`));
        line.push(await firstPaint(room, 'healthz'));
    }
    show('first paint, median of 15', `${median(page).toFixed(0)} ms`);
    show('first paint of a line of JSON, median of 15', `${median(line).toFixed(0)} ms`);
    show('ratio', (median(page) / median(line)).toFixed(2));
    await loadAll(room.page);
    const longest = await longestTask(room.page);
    show('longest task while 10,000 messages pass by', longest === 0 ? 'under 50 ms' : `${longest} ms`);
} finally {
    await room.stop();
}
