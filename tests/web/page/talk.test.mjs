// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page in Chromium, in a room with others.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import { Chrome } from '../chrome.mjs';
import { Peer } from '../peer.mjs';
import { Server } from '../server.mjs';

let server;
let chrome;
const open = [];

before(async () => {
    server = await Server.start({ LANDLINE_NAME: 'Acme Rockets' });
    chrome = await Chrome.start();
});
afterEach(async () => {
    for (const one of open.splice(0)) {
        if (one.faults) {
            assert.deepEqual(one.faults, []);
        }
        await one.close();
    }
});
after(async () => {
    await chrome?.stop();
    await server?.stop();
});

const keep = (one) => {
    open.push(one);
    return one;
};
const isLive = 'document.querySelector("#pill").dataset.state === "live"';

async function enter(name, room = 'general', shape = {}) {
    const page = keep(await chrome.page(shape));
    await page.open(`${server.url}?username=${encodeURIComponent(name)}#/${encodeURIComponent(room)}`);
    await page.until(isLive);
    await page.until((wanted) => document.querySelector('#room-name').textContent === wanted
        && document.querySelector('#member-count').textContent !== '', room);
    return page;
}

async function guest(name, room = 'general') {
    return keep(await Peer.simple(server, name, room));
}

async function member(name, room) {
    const peer = keep(await Peer.session(server, name));
    peer.say({ type: 'join', room, limit: 0 });
    await peer.heard((event) => event.type === 'history' && event.room === room);
    return peer;
}

const messages = (page) => page.run(() =>
    [...document.querySelectorAll('.row.message')].map((row) => row.querySelector('.said').innerText));
const isTyping = (words) => document.querySelector('#typing').textContent === words;

describe('talking', () => {
    it('goes both ways', async () => {
        const page = await enter('bob');
        const ann = await guest('ann');
        await page.type('Hello from the page');
        await page.press('Enter');
        const heard = await ann.heard((event) => event.content === 'Hello from the page');
        assert.equal(heard.username, 'bob');
        ann.say({ type: 'text', content: 'Hello from *elsewhere*' });
        await page.seen('Hello from elsewhere', '#timeline-rows');
        assert.equal(await page.run('document.querySelector(".said em").textContent'), 'elsewhere');
        await page.until('document.querySelector(".mark.delivered") !== null');
        assert.equal(await page.run('document.querySelector("#composer-text").value'), '');
    });

    it('keeps lines, and Enter to an input method', async () => {
        const page = await enter('bob', 'lines');
        await page.type('one');
        await page.press('Shift+Enter');
        await page.type('two');
        await page.call('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
        await page.run(() => {
            const text = document.querySelector('#composer-text');
            text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
            text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
        });
        assert.deepEqual(await messages(page), []);
        await page.type('日本');
        await page.press('Enter');
        await page.until('document.querySelectorAll(".row.message").length === 1');
        assert.deepEqual(await messages(page), ['one\ntwo日本']);
    });

    it('shows who types, who comes and who goes', async () => {
        const page = await enter('bob', 'comings');
        const ann = await member('ann', 'comings');
        await page.seen('ann joined', '#timeline-rows');
        await page.seen('Online – 2', '#members');
        ann.say({ type: 'typing', room: 'comings' });
        await page.until(isTyping, 'ann is typing');
        ann.say({ type: 'typing', room: 'comings', active: false });
        await page.until(isTyping, '');
        await page.type('x');
        await ann.heard((event) => event.type === 'typing' && event.username === 'bob');
        ann.close();
        await page.seen('ann left', '#timeline-rows');
        await page.seen('Offline – 1', '#members');
    });

    it('groups by author, and marks mentions', async () => {
        const page = await enter('bob', 'groups');
        const ann = await guest('ann', 'groups');
        for (const content of ['first', 'second', 'to @bob', '👍']) {
            ann.say({ type: 'text', content });
        }
        await page.seen('👍', '#timeline-rows');
        assert.equal(await page.run('document.querySelectorAll(".by").length'), 1);
        assert.equal(await page.run('document.querySelector(".mentions-me .mention.me").textContent'), '@bob');
        assert.equal(await page.run('document.querySelector(".jumbo").textContent'), '👍');
    });

    it('draws the day over the first message', async () => {
        const page = await enter('bob', 'days');
        await page.type('x');
        await page.press('Enter');
        await page.seen('Today', '.day');
    });
});

describe('rooms', () => {
    it('are joined by a link, and made', async () => {
        const page = await enter('linked', 'by link');
        assert.equal(await page.run('document.title'), 'by link – Acme Rockets – Landline');
        await page.run('location.hash = "#/another%20one"');
        await page.until('document.querySelector("#room-name").textContent === "another one"');
        await page.until('document.querySelectorAll("#room-list .room").length >= 2');
    });

    it('are created with a topic, in private', async () => {
        const page = await enter('eve');
        await page.click('#open-join');
        await page.seen('Rooms on this server', '#join-dialog');
        await page.type('launch');
        await page.until('!document.querySelector("#join-new").hidden');
        await page.click('#join-topic');
        await page.type('To the moon');
        await page.click('#join-private');
        await page.click('#join-submit');
        await page.until('document.querySelector("#room-name").textContent === "launch"');
        await page.seen('To the moon', '#room-topic');
        assert.equal(await page.run('document.querySelector("#join-dialog").open'), false);
        assert.equal(await page.run('document.querySelector("[aria-current] .sign use").getAttribute("href")'), '#icon-lock');
        const stranger = await enter('mallory');
        await stranger.run('location.hash = "#/launch"');
        await stranger.seen('There is no such room, or it is private.', '#toasts');
    });

    it('have a topic that can be changed', async () => {
        const page = await enter('bob', 'topics');
        const ann = await member('ann', 'topics');
        await page.click('#room-topic');
        await page.type('Tea at four');
        await page.press('Enter');
        await ann.heard((event) => event.type === 'topic' && event.topic === 'Tea at four');
        await page.seen('bob set the topic to “Tea at four”', '#timeline-rows');
        await page.seen('Tea at four', '#room-topic');
    });

    it('can be left', async () => {
        const page = await enter('leaver', 'to leave');
        await page.run('location.hash = "#/to stay"');
        await page.until('document.querySelector("#room-name").textContent === "to stay"');
        await page.until(isLive);
        await page.run('location.hash = "#/to leave"');
        await page.click('#open-menu');
        await page.click('[data-does="leave"]');
        await page.until('document.querySelector("#room-name").textContent === "to stay"');
        await page.until('document.querySelectorAll("#room-list .room").length === 1');
    });

    it('count what is unread, also in the title', async () => {
        const page = await enter('bob', 'here');
        await page.run('location.hash = "#/there"');
        await page.until('document.querySelector("#room-name").textContent === "there"');
        await page.until(isLive);
        const ann = await guest('ann', 'here');
        ann.say({ type: 'text', content: 'one' });
        ann.say({ type: 'text', content: 'two for @bob' });
        await page.until(() => [...document.querySelectorAll('.room')]
            .some((room) => room.innerText.includes('here') && room.querySelector('.badge')?.textContent === '@2'));
        await page.until(() => /^\(\d+\) /.test(document.title));
        await page.run('location.hash = "#/here"');
        await page.until(() => ![...document.querySelectorAll('.room')]
            .some((room) => room.innerText.includes('two for') && room.querySelector('.badge')));
    });

    it('keep drafts apart', async () => {
        const page = await enter('bob', 'draft one');
        await page.type('half a sentence');
        await page.run('location.hash = "#/draft two"');
        await page.until('document.querySelector("#composer-text").value === ""');
        await page.seen('Draft:', '#room-list');
        await page.run('location.hash = "#/draft one"');
        await page.until('document.querySelector("#composer-text").value === "half a sentence"');
    });
});

describe('keys', () => {
    it('go from room to room, and find one', async () => {
        const page = await enter('keyer', 'aaa');
        await page.run('location.hash = "#/bbb"');
        await page.until('document.querySelectorAll("#room-list .room").length === 2');
        await page.press('Alt+ArrowUp');
        await page.until('document.querySelector("#room-name").textContent === "aaa"');
        await page.press('Alt+ArrowUp');
        await page.until('document.querySelector("#room-name").textContent === "bbb"');
        await page.press('Alt+ArrowDown');
        await page.until('document.querySelector("#room-name").textContent === "aaa"');
        await page.press('Control+k');
        assert.equal(await page.run('document.activeElement.id'), 'find');
        await page.type('BB');
        await page.until('document.querySelectorAll("#room-list .room").length === 1');
        await page.press('Enter');
        await page.until('document.querySelector("#room-name").textContent === "bbb"');
        assert.equal(await page.run('document.activeElement.id'), 'composer-text');
        await page.press('Control+k');
        await page.press('Escape');
        assert.equal(await page.run('document.activeElement.id'), 'composer-text');
    });

    it('reach everything by Tab, with a name for each thing', async () => {
        const page = await enter('bob', 'tabs');
        await page.type('x');
        await page.press('Enter');
        await page.until('document.querySelector(".mark.delivered") !== null');
        await page.run('document.activeElement.blur()');
        const reached = new Set();
        for (let count = 0; count < 40; ++count) {
            await page.press('Tab');
            reached.add(await page.run('document.activeElement.id || document.activeElement.className'));
        }
        for (const id of ['open-settings', 'find', 'room', 'open-join', 'room-topic', 'toggle-members', 'open-menu',
            'timeline', 'composer-text', 'close-members']) {
            assert.ok(reached.has(id), `${id} is not reached, but ${[...reached].join(', ')}`);
        }
        const { nodes } = await page.call('Accessibility.getFullAXTree');
        const nameless = nodes.filter((node) => !node.ignored && !node.name?.value
            && ['button', 'link', 'textbox', 'searchbox', 'radio', 'checkbox', 'dialog', 'navigation', 'log', 'menu']
                .includes(node.role?.value));
        // The one that says what arrives, and is empty until then.
        assert.deepEqual(nameless.map((node) => node.role.value), ['log']);
    });
});

describe('the first page', () => {
    it('asks for a name, and does not take one that cannot be', async () => {
        const page = keep(await chrome.page());
        await page.open(server.url);
        await page.press('Enter');
        await page.seen('Choose the name that others will see.', '#start');
        await page.type('@ann');
        await page.press('Enter');
        await page.seen('does not begin with @', '#start');
        await page.run('document.querySelector("#start-name").select()');
        await page.type('  newcomer ');
        await page.press('Enter');
        await page.until(isLive);
        await page.seen('general', '#room-name');
        await page.open(server.url);
        await page.until(isLive);
        await page.click('#open-settings');
        await page.seen('newcomer', '#settings-name');
        await page.click('#settings-rename');
        await page.until('document.querySelector("#start-name").value === "newcomer"');
        await page.run('document.querySelector("#start-name").select()');
        await page.type('renamed');
        await page.press('Enter');
        await page.until(isLive);
        await page.seen('renamed', '#members');
    });

    it('says where one is invited to', async () => {
        const page = keep(await chrome.page());
        await page.open(`${server.url}#/garden?code=x`);
        await page.seen('You are invited to the room garden.', '#start');
        await page.type('gardener');
        await page.press('Enter');
        await page.until('document.querySelector("#room-name").textContent === "garden"');
    });
});

describe('a phone', () => {
    const phone = { width: 390, height: 844, scale: 2, touch: true };

    it('has the rooms in a drawer', async () => {
        const page = await enter('bob', 'pocket', phone);
        assert.equal(await page.run('document.querySelector("#rooms").checkVisibility({ visibilityProperty: true })'), false);
        await page.click('#open-rooms');
        await page.until('document.querySelector("#rooms").checkVisibility({ visibilityProperty: true })');
        assert.equal(await page.run('document.querySelector("#conversation").inert'), true);
        await page.click('#scrim');
        await page.until('!document.querySelector("#rooms").checkVisibility({ visibilityProperty: true })');
        assert.equal(await page.run('document.querySelector("#conversation").inert'), false);
        await page.click('#toggle-members');
        await page.until('document.querySelector("#members").checkVisibility()');
        await page.press('Escape');
        await page.until('!document.querySelector("#members").checkVisibility()');
    });

    for (const width of [320, 390, 768, 1000]) {
        it(`is never wider than its ${width} pixels`, async () => {
            const page = await enter('bob', 'wide', { ...phone, width });
            await page.run('document.querySelector("#composer-text").focus()');
            await page.type(`${'W'.repeat(300)} https://example.org/${'x'.repeat(300)}\n\`\`\`\n${'y'.repeat(300)}\n\`\`\``);
            await page.press('Enter');
            await page.until('document.querySelector(".code") !== null');
            const overflowing = await page.run(() => [...document.querySelectorAll('body, #timeline, .room-head, .compose')]
                .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.id || one.className));
            assert.deepEqual(overflowing, []);
        });
    }
});
