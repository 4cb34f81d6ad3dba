// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of the page to be looked at: pictures.mjs FOLDER, by way of `tests/web/run pictures PROGRAM FOLDER`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { Chrome } from './chrome.mjs';
import { Server } from './server.mjs';
import { stories, tell } from './team.mjs';

const folder = process.argv[2];
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
const desktop = { width: 1280, height: 800, scale: 2 };
const phone = { width: 390, height: 844, scale: 2, touch: true };
const tablet = { width: 820, height: 1180, scale: 1, touch: true };

await mkdir(folder, { recursive: true });
const server = await Server.start({ LANDLINE_NAME: 'Acme Rockets' });
const chrome = await Chrome.start();
let people;

async function enter(shape, room = 'general', name = 'bob') {
    const page = await chrome.page(shape);
    await page.open(`${server.url}?username=${name}#/${room}`);
    await page.until('document.querySelector("#pill").dataset.state === "live"');
    await page.until('document.querySelectorAll(".row").length > 0');
    await pause(400);
    return page;
}

const take = (page, name) => page.screenshot(join(folder, `${name}.png`));

try {
    await tell(server, 'design', [['Jonas', 'New palette is on the wall.'], ['Jonas', 'Looks good, the contrast is right.']]);
    await tell(server, 'ops', [['monitor', 'backup of nas-02 failed'], ['monitor', '@bob backup of nas-02 failed again']]);
    await tell(server, 'a room with quite a long name, as some people like them', [['ann', 'Long.']]);
    people = await tell(server, 'general', stories.morning);
    const first = await enter(desktop);
    for (const room of ['design', 'ops', 'a room with quite a long name, as some people like them']) {
        await first.run((name) => { location.hash = `#/${encodeURIComponent(name)}`; }, room);
        await pause(300);
    }
    await first.run('location.hash = "#/general"');
    await pause(300);
    await first.type('On it.');
    await first.press('Enter');
    await first.type('It was the quota of the new volume. Raised to 4 TB, the backup runs again.');
    await first.press('Enter');
    await tell(server, 'ops', [['monitor', 'backup of nas-02 is well again, @bob']]);
    await tell(server, 'design', [['Jonas', 'Palette is merged'], ['Jonas', 'And *tagged*']]);
    people.get('ann').say({ type: 'typing', room: 'general' });
    people.get('Mira Köhler').say({ type: 'typing', room: 'general' });
    await pause(500);
    await take(first, 'desktop-light');
    await first.resize(1180, 760);
    await take(first, 'readme');
    await first.resize(desktop.width, desktop.height, desktop.scale);
    const pocket = await enter({ width: 390, height: 760, touch: true, dark: true });
    await take(pocket, 'readme-phone');
    await pocket.close();
    await first.setDark(true);
    await take(first, 'desktop-dark');

    await first.setDark(false);
    await first.click('#open-settings');
    await take(first, 'desktop-settings');
    await first.press('Escape');
    await first.click('#open-join');
    await pause(300);
    await take(first, 'desktop-join');
    await first.type('launch');
    await pause(100);
    await take(first, 'desktop-create');
    await first.press('Escape');
    await first.click('#open-menu');
    await take(first, 'desktop-menu');
    await first.press('Escape');

    await tell(server, 'general', stories.odd);
    await pause(300);
    await take(first, 'desktop-odd');
    await first.setDark(true);
    await take(first, 'desktop-odd-dark');

    const mobile = await enter(phone);
    await take(mobile, 'phone-light');
    await mobile.setDark(true);
    await take(mobile, 'phone-dark');
    await mobile.click('#open-rooms');
    await pause(300);
    await take(mobile, 'phone-rooms-dark');
    await mobile.setDark(false);
    await take(mobile, 'phone-rooms');
    await mobile.press('Escape');
    await pause(300);
    await mobile.click('#toggle-members');
    await pause(300);
    await take(mobile, 'phone-members');
    await mobile.press('Escape');
    await mobile.click('#open-rooms');
    await pause(300);
    await mobile.click('#open-join');
    await pause(300);
    await take(mobile, 'phone-join');
    await mobile.press('Escape');
    await mobile.run('location.hash = "#/empty"');
    await pause(500);
    await take(mobile, 'phone-empty');

    const middle = await enter(tablet);
    await take(middle, 'tablet');

    await server.end();
    await pause(2500);
    await first.run('location.hash = "#/general"; document.getElementById("composer-text").focus()');
    await first.type('Said while the server is away.');
    await first.press('Enter');
    await pause(300);
    await take(first, 'desktop-away-dark');
    await take(mobile, 'phone-away');

    const start = await chrome.page(phone);
    await server.begin();
    await start.open(`${server.url}#/design`);
    await start.click('.primary');
    await take(start, 'phone-start');
    for (const page of [first, mobile, middle, start]) {
        if (page.faults.length > 0) {
            console.error(page.faults);
            process.exitCode = 1;
        }
    }
} finally {
    await chrome.stop();
    await server.stop();
}
process.exit();
