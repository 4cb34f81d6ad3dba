// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the protocol promises, kept by the page whatever happens to the server and to itself.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import { Chrome } from '../chrome.mjs';
import { Peer } from '../peer.mjs';
import { Server } from '../server.mjs';

let server;
let chrome;
let page;

before(async () => { chrome = await Chrome.start(); });
afterEach(async () => {
    assert.deepEqual(page.faults, []);
    await page.close();
    await server.stop();
});
after(() => chrome?.stop());

const state = (wanted) => page.until((name) => document.querySelector('#pill').dataset.state === name, wanted);
const contents = () => page.run(() =>
    [...document.querySelectorAll('.row.message .said')].map((said) => said.innerText.trim()));
const write = async (text) => {
    await page.type(text);
    await page.press('Enter');
};

async function enter(room = 'general') {
    server = await Server.start();
    page = await chrome.page();
    await page.open(`${server.url}?username=bob#/${room}`);
    await state('live');
    await page.until('document.querySelector("#member-count").textContent !== ""'); // the room is joined
}

describe('the connection breaks', () => {
    it('and what was written meanwhile is sent once, in order, also by a page that was opened anew', async () => {
        await enter();
        await write('before');
        await page.until('document.querySelector(".mark.delivered") !== null');
        await server.end('SIGKILL');
        await state('waiting');
        await write('while away, one');
        await write('while away, two');
        await page.until('document.querySelectorAll(".mark.pending").length === 2');
        await page.seen('Nothing answers at', '#notice');
        await server.begin();
        await page.click('#notice-try');
        await state('live');
        await page.until('document.querySelectorAll(".mark.pending").length === 0');
        assert.deepEqual(await contents(), ['before', 'while away, one', 'while away, two']);

        await server.end('SIGKILL');
        await write('written and left');
        await page.until('document.querySelectorAll(".mark.pending").length === 1');
        await new Promise((resolve) => { setTimeout(resolve, 200); });
        await server.begin();
        await page.open(`${server.url}?username=bob#/general`);
        await state('live');
        await page.until('document.querySelectorAll(".row.message").length === 4');
        await page.until('document.querySelectorAll(".mark.pending").length === 0');
        assert.deepEqual(await contents(), ['before', 'while away, one', 'while away, two', 'written and left']);
        const ann = await Peer.session(server, 'ann');
        ann.say({ type: 'join', room: 'general', limit: 200 });
        const { events } = await ann.heard((event) => event.type === 'history');
        assert.deepEqual(events.map((event) => event.content),
            ['before', 'while away, one', 'while away, two', 'written and left']);
        ann.close();
    });

    it('and what others said meanwhile comes in order, below a line', async () => {
        await enter();
        const ann = await Peer.session(server, 'ann');
        ann.say({ type: 'join', room: 'general', limit: 0 });
        for (let count = 1; count <= 5; ++count) {
            ann.say({ type: 'text', room: 'general', content: `early ${count}` });
        }
        await page.seen('early 5', '#timeline-rows');
        await new Promise((resolve) => { setTimeout(resolve, 600); });
        await page.setOffline(true);
        await page.run('dispatchEvent(new Event("online"))'); // the browser has reason to doubt
        await page.until('document.querySelector("#pill").dataset.state !== "live"');
        for (let count = 1; count <= 40; ++count) {
            ann.say({ type: 'text', room: 'general', content: `late ${count}` });
        }
        await ann.heard((event) => event.content === 'late 40');
        await page.setOffline(false);
        await page.run('dispatchEvent(new Event("online"))');
        await state('live');
        await page.until('document.querySelector(".new-line") !== null');
        assert.match(await page.run('document.querySelector(".new-line").parentElement.innerText'), /late 1\b/);
        await page.until('!document.querySelector("#jump").hidden');
        await page.click('#jump');
        await page.seen('late 40', '#timeline-rows');
        assert.equal(await page.run('document.querySelector("#jump").hidden'), true);
        await page.run('document.querySelector("#timeline").scrollTop = 0');
        await page.until('document.querySelector(".row .said") !== null');
        await page.until(() => document.querySelector('#timeline-rows').innerText.includes('early 1'));
        const shown = await contents();
        assert.deepEqual(shown, [...Array.from({ length: 5 }, (_, i) => `early ${i + 1}`),
            ...Array.from({ length: 40 }, (_, i) => `late ${i + 1}`)].slice(0, shown.length));
        ann.close();
    });

    it('and the server has other data when it is back', async () => {
        await enter();
        await write('of the old server');
        await page.until('document.querySelector(".mark.delivered") !== null');
        const { port } = server;
        await server.stop();
        server = await Server.start({}, port);
        await page.run('dispatchEvent(new Event("online"))');
        await state('live');
        await page.until('document.querySelectorAll(".row.message").length === 0');
        await write('of the new one');
        await page.until('document.querySelector(".mark.delivered") !== null');
        assert.deepEqual(await contents(), ['of the new one']);
    });
});

describe('without a server', () => {
    it('the page opens, and shows what was said', async () => {
        await enter();
        await write('kept in the browser');
        await page.until('document.querySelector(".mark.delivered") !== null');
        await page.run('navigator.serviceWorker.ready.then(() => true)');
        await page.until('caches.match("/app/main.mjs").then((kept) => kept !== undefined)');
        await server.end('SIGKILL');
        await page.open('about:blank');
        await page.open(`${server.url}#/general`);
        await page.seen('kept in the browser', '#timeline-rows');
        await page.seen('general', '#room-list');
        await write('and written without it');
        await page.until('document.querySelector(".mark.pending") !== null');
        page.faults = page.faults.filter((fault) => !fault.includes('WebSocket'));
        await server.begin();
        await page.run('document.querySelector("#pill-try").click()');
        await state('live');
        await page.until('document.querySelectorAll(".mark.pending").length === 0');
        assert.deepEqual(await contents(), ['kept in the browser', 'and written without it']);
    });
});

describe('notifications', () => {
    it('come for mentions in rooms that nobody looks at', async () => {
        await enter('here');
        await page.allow(server.url, ['notifications']);
        await page.run('navigator.serviceWorker.ready.then(() => true)');
        await page.run('location.hash = "#/there"');
        await page.until('document.querySelector("#room-name").textContent === "there"');
        await state('live');
        const ann = await Peer.simple(server, 'ann', 'here');
        ann.say({ type: 'text', content: 'not for you' });
        ann.say({ type: 'text', content: 'but this, @bob, **is**' });
        const [shown] = await page.until(async () => {
            const registration = await navigator.serviceWorker.ready;
            const all = await registration.getNotifications();
            return all.length > 0 ? all.map(({ title, body }) => ({ title, body })) : null;
        });
        assert.deepEqual(shown, { title: 'ann in here', body: 'but this, @bob, is' });
        ann.close();
    });
});
