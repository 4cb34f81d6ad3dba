// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server, and people, that mean harm: whatever field they put it in, it is shown as text, or not at all.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { Chrome } from '../chrome.mjs';
import { Peer } from '../peer.mjs';
import { Server } from '../server.mjs';
import { WildServer } from '../wildserver.mjs';

const attacks = [
    '<script>window.harm = 1</script>',
    '<img src=x onerror="window.harm = 1">',
    '<svg onload=window.harm=1>',
    '<svg><script>window.harm=1</script></svg>',
    '"><img src=x onerror=window.harm=1>',
    '\'><img src=x onerror=window.harm=1>',
    '</title><script>window.harm=1</script>',
    '</textarea><script>window.harm=1</script>',
    '<iframe src="javascript:parent.harm=1"></iframe>',
    '<iframe srcdoc="<script>parent.harm=1</script>"></iframe>',
    '<details open ontoggle=window.harm=1>',
    '<body onload=window.harm=1>',
    '<math><mtext><table><mglyph><style><img src=x onerror=window.harm=1>',
    '<base href="//evil.example/">',
    '<meta http-equiv=refresh content="0;url=javascript:window.harm=1">',
    '<link rel=stylesheet href="//evil.example/x.css">',
    '<form action="//evil.example"><button>Join</button></form>',
    '<style>*{display:none}</style>',
    '<a href="javascript:window.harm=1">a</a>',
    '[a](javascript:window.harm=1)',
    '[a](JaVaScRiPt:window.harm=1)',
    '[a](java&#115;cript:window.harm=1)',
    '[a]( javascript:window.harm=1)',
    '[a](\u0001javascript:window.harm=1)',
    '[a](data:text/html,<script>opener.harm=1</script>)',
    '[a](blob:http://127.0.0.1/x)',
    '[a](http://x" onmouseover="window.harm=1)',
    '[a](http://x\' onmouseover=\'window.harm=1)',
    '[<img src=x onerror=window.harm=1>](http://a.example)',
    '![a](x" onerror="window.harm=1)',
    '<javascript:window.harm=1>',
    'http://a.example/"onmouseover="window.harm=1',
    'http://a.example/<img src=x onerror=window.harm=1>',
    '`<img src=x onerror=window.harm=1>`',
    '```<img src=x onerror=window.harm=1>\n<script>window.harm=1</script>\n```',
    '> <img src=x onerror=window.harm=1>',
    '- <img src=x onerror=window.harm=1>',
    '**<img src=x onerror=window.harm=1>**',
    '{{constructor.constructor("window.harm=1")()}}',
    '${window.harm=1}',
    '__proto__',
    'constructor',
    '\u202e<script>window.harm=1</script>',
    '\ud800<script>window.harm=1</script>',
    '%3Cscript%3Ewindow.harm=1%3C/script%3E',
    '&lt;script&gt;window.harm=1&lt;/script&gt;',
];

let chrome;
before(async () => { chrome = await Chrome.start(); });
after(() => chrome?.stop());

/** A page that notes what the content policy stopped: nothing should even try. */
async function watchedPage() {
    const page = await chrome.page();
    await page.call('Page.addScriptToEvaluateOnNewDocument', { source: `
        window.stopped = [];
        document.addEventListener('securitypolicyviolation',
            (event) => window.stopped.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
        window.alert = window.confirm = window.prompt = () => { window.harm = 1; };` });
    page.requests = [];
    page.on('Network.requestWillBeSent', ({ request }) => page.requests.push(request.url));
    return page;
}

/** What no attack may bring about. */
async function checkHarmless(page, url) {
    // Things that only run when they are pointed at are pointed at.
    await page.run(() => {
        for (const one of document.querySelectorAll('#chat *, dialog *')) {
            one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
        }
    });
    const found = await page.run((origin) => ({
        harm: window.harm ?? null,
        stopped: window.stopped,
        scripts: [...document.scripts].map((one) => one.src).filter((src) => !src.startsWith(origin)),
        inline: [...document.scripts].filter((one) => !one.src).length,
        handlers: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes])
            .filter(({ name }) => name.startsWith('on')).map(({ name, value }) => `${name}=${value}`),
        strangers: [...document.querySelectorAll('iframe, object, embed, style, base, form[action], img, meta[http-equiv]')]
            .filter((one) => !(one.tagName === 'IMG' && one.src.startsWith(origin))).map((one) => one.outerHTML),
        links: [...document.querySelectorAll('a[href]')].map((one) => one.protocol)
            .filter((protocol) => !['http:', 'https:', 'mailto:', 'landline:'].includes(protocol)),
        openers: [...document.querySelectorAll('a[target]')].filter((one) => !one.relList.contains('noopener')).length,
        polluted: ({}).harm ?? null,
    }), url.replace(/\/$/, ''));
    assert.deepEqual(found, { harm: null, stopped: [], scripts: [], inline: 0, handlers: [], strangers: [], links: [],
        openers: 0, polluted: null });
    assert.deepEqual(page.requests.filter((one) => !one.startsWith(url) && !one.startsWith('ws://127.0.0.1:')
        && one !== 'about:blank'), []);
    assert.deepEqual(page.faults, []);
}

describe('people of a real server', () => {
    let server;
    let page;
    before(async () => {
        server = await Server.start({ LANDLINE_NAME: attacks[1] });
        page = await watchedPage();
        await page.open(`${server.url}?username=bob#/general`);
        await page.until('document.querySelector("#pill").dataset.state === "live"');
    });
    after(async () => {
        await page?.close();
        await server?.stop();
    });

    it('do no harm with what they say', async () => {
        const ann = await Peer.simple(server, 'ann');
        for (const content of attacks) {
            ann.say({ type: 'text', content });
        }
        ann.say({ type: 'text', content: 'that was all' });
        await page.seen('that was all', '#timeline-rows');
        const shown = await page.run('document.querySelector("#timeline-rows").textContent');
        assert.ok(shown.includes('%3Cscript%3E'));
        await page.run('document.querySelector("#timeline").scrollTop = 0');
        await page.seen('<script>window.harm = 1</script>', '#timeline-rows');
        await checkHarmless(page, server.url);
        ann.close();
    });

    it('do none with their names, with rooms and with topics', async () => {
        const peers = [];
        for (const attack of attacks.filter((one) => [...one].length <= 32 && !/[\n\u0000-\u001f\u202e\ud800]/.test(one))) {
            const peer = await Peer.session(server, attack).catch(() => null);
            if (peer) {
                peer.say({ type: 'join', room: 'general', limit: 0 });
                peer.say({ type: 'text', room: 'general', content: `@${attack} @bob` });
                peer.say({ type: 'topic', room: 'general', topic: attack });
                peer.say({ type: 'create', room: attack, topic: attack });
                peer.say({ type: 'typing', room: 'general' });
                peers.push(peer);
            }
        }
        assert.ok(peers.length > 5);
        await page.until((count) => document.querySelectorAll('.member').length > count, peers.length);
        await page.click('#open-join');
        await page.until('document.querySelectorAll("#join-list li").length > 5');
        await checkHarmless(page, server.url);
        for (const name of ['<svg onload=window.harm=1>', '__proto__', 'constructor']) {
            await page.run((room) => { location.hash = `#/${encodeURIComponent(room)}`; }, name);
            await page.until((room) => document.querySelector('#room-name').textContent === room, name);
        }
        await checkHarmless(page, server.url);
        peers.forEach((peer) => peer.close());
    });

    it('do none by links into the page', async () => {
        for (const attack of attacks) {
            await page.run((hash) => { location.hash = `#/${hash}`; }, encodeURIComponent(attack.toWellFormed()));
            await page.run((hash) => { location.hash = `#/${hash}`; }, attack.toWellFormed());
        }
        await page.open(`${server.url}?username=${encodeURIComponent(attacks[1])}#/%E0%A4%A`);
        await page.open(`${server.url}?username=${encodeURIComponent(attacks[2])}`);
        await page.until('document.querySelector("#pill").dataset.state === "live"');
        await checkHarmless(page, server.url);
    });
});

describe('a server', () => {
    const room = (name, more = {}) => ({
        room: name, topic: '', last_seq: 0, read_seq: 0, unread: 0, mentions: 0, members: 1, private: false, ...more,
    });
    const timestamp = '2026-11-20T10:00:00.000Z';
    let wild;
    let page;

    async function enter(welcome, answer = () => []) {
        wild = await WildServer.start((frame) => (frame.type === 'hello' ? [{
            type: 'welcome', username: 'bob', server: { name: 'Wild', version: '1', id: 'w' }, roles: [], features: [],
            limits: { content: 1000, rate: 1e6, burst: 1e6 }, rooms: [room('general')], ...welcome,
        }] : answer(frame)));
        page = await watchedPage();
        await page.open(`${wild.url}?username=bob#/general`);
        await page.until('["live", "syncing"].includes(document.querySelector("#pill").dataset.state)');
    }

    async function leave() {
        await page.close();
        wild.stop();
    }

    it('does no harm with any field that is shown', async () => {
        const all = attacks.join(' ');
        const events = (name) => attacks.flatMap((attack, at) => [
            { type: 'text', room: name, seq: 2 * at + 1, id: attack, username: attack, content: attack, timestamp,
                mentions: [attack, 'bob'], bot: true, edited: attack, reactions: { [attack]: [attack] } },
            { type: 'topic', room: name, seq: 2 * at + 2, id: attack, username: attack, topic: attack, timestamp: attack },
        ]);
        const last = 2 * attacks.length;
        await enter({
            server: { name: all, version: all, id: all }, features: [...attacks, 'reply'],
            rooms: [room('general', { topic: all, last_seq: last }),
                ...attacks.map((attack) => room(attack, { topic: attack, unread: 3, members: attack }))],
        }, (frame) => ({
            users: [{ type: 'users', room: frame.room, id: frame.id,
                users: [...attacks.map((attack) => ({ username: attack, presence: attack })), { username: 'bob' }] }],
            rooms: [{ type: 'rooms', id: frame.id,
                rooms: attacks.map((attack) => room(`${attack}!`, { topic: attack, members: attack })) }],
            history: [{ type: 'history', room: frame.room, id: frame.id, first: 1, last, more: false,
                events: events(frame.room) }],
        })[frame.type] ?? []);
        await page.until('document.querySelectorAll(".row").length >= 10');
        for (const [at, attack] of attacks.entries()) {
            wild.tell({ type: 'join', room: 'general', username: attack, content: attack, timestamp });
            wild.tell({ type: 'typing', room: 'general', username: attack });
            wild.tell({ type: 'leave', room: 'general', username: `${attack}2`, content: attack, timestamp: attack });
            wild.tell({ type: 'error', code: attack, content: attack });
            wild.tell({ type: attack, room: attack, seq: attack });
            wild.tell({ type: 'text', room: 'general', seq: last + 1 + at, username: attack, content: attack, timestamp,
                reply_to: 2 * at + 1, mentions: attack, reactions: [{ emoji: attack, users: [attack] }] });
        }
        await page.until('document.querySelector(".answered") !== null');
        await page.until('document.querySelectorAll(".toast").length > 0');
        await page.click('#open-join');
        await page.until('document.querySelectorAll("#join-list li").length > 10');
        await checkHarmless(page, wild.url);
        await page.press('Escape');
        await page.click('#open-settings');
        await page.press('Escape');
        await page.run('document.querySelector("#timeline").scrollTop = 0');
        await page.seen('This is where general begins', '#timeline');
        await checkHarmless(page, wild.url);
        for (const attack of attacks) {
            await page.run((name) => {
                [...document.querySelectorAll('.room')].find((one) => one.innerText.includes(name))?.click();
            }, attack.slice(0, 12));
        }
        wild.close(4003, attacks[1]);
        await page.until('document.querySelector("#pill").dataset.state === "offline"');
        await page.until('!document.querySelector("#notice").hidden');
        await checkHarmless(page, wild.url);
        await leave();
    });

    it('of a later version is understood as far as it goes', async () => {
        await enter({ rooms: [room('general', { last_seq: 4 })], features: ['reply'] }, (frame) => ({
            history: [{ type: 'history', room: 'general', id: frame.id, first: 1, last: 4, more: false, events: [
                { type: 'text', room: 'general', seq: 1, username: 'ann', content: 'original', timestamp,
                    reactions: { '👍': ['bob', 'cy'] }, edited: true },
                { type: 'text', room: 'general', seq: 2, username: 'cy', content: 'secret', timestamp, deleted: true },
                { type: 'text', room: 'general', seq: 3, username: 'cy', content: 'answer', timestamp, reply_to: 1 },
                { type: 'pin', room: 'general', seq: 4, username: 'cy', timestamp },
            ] }],
            text: [{ type: 'text', room: 'general', seq: 5, id: frame.id, username: 'bob', content: frame.content, timestamp,
                reply_to: frame.reply_to }],
        })[frame.type] ?? []);
        await page.seen('answer', '#timeline-rows');
        const words = await page.run('document.querySelector("#timeline-rows").innerText');
        assert.match(words, /original\s*\(edited\)/);
        assert.match(words, /👍 2/);
        assert.match(words, /This message was deleted\./);
        assert.doesNotMatch(words, /secret/);
        assert.equal(await page.run('document.querySelector(".answered").innerText.replace(/\\s+/g, " ")'), 'ann original');
        await page.run('document.querySelector("[data-does=reply]").click()');
        await page.seen('Answer to ann: original', '#composer');
        await page.type('my answer');
        await page.press('Enter');
        await page.until('document.querySelectorAll(".answered").length === 2');
        await page.until('document.querySelector(".mark.delivered") !== null');
        assert.equal(wild.heard.find((frame) => frame.type === 'text').reply_to, 1);
        await leave();
    });

    it('that lists no features is offered none', async () => {
        await enter({ rooms: [room('general', { last_seq: 1 })] }, (frame) => ({
            history: [{ type: 'history', room: 'general', id: frame.id, first: 1, last: 1, more: false, events: [
                { type: 'text', room: 'general', seq: 1, username: 'ann', content: 'original', timestamp }] }],
        })[frame.type] ?? []);
        await page.seen('original', '#timeline-rows');
        assert.deepEqual(await page.run('[...document.querySelectorAll("[data-does]")].map((one) => one.dataset.does)'),
            ['topic', 'link', 'leave', 'copy']);
        await leave();
    });
});
