// SPDX-License-Identifier: GPL-3.0-or-later
//
// The session against a server that says what the test says.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { MemoryDisk } from '../../../resources/web/app/disk.mjs';
import { Session } from '../../../resources/web/app/session.mjs';

/** A WebSocket whose other end is the test. */
class FakeSocket {
    static made = [];
    readyState = 0;
    said = [];

    constructor(url) {
        this.url = url;
        FakeSocket.made.push(this);
    }

    static get newest() {
        return FakeSocket.made.at(-1);
    }

    send(text) {
        this.said.push(JSON.parse(text));
    }

    close() {
        this.readyState = 3;
    }

    open() {
        this.readyState = 1;
        this.onopen();
    }

    tell(event) {
        this.onmessage({ data: typeof event === 'string' ? event : JSON.stringify(event) });
    }

    end(code = 1006, reason = '') {
        this.readyState = 3;
        this.onclose?.({ code, reason });
    }

    /** The newest frame of the type. */
    frame(type) {
        return this.said.findLast((frame) => frame.type === type);
    }
}

const info = (room, more = {}) => ({
    room, topic: '', last_seq: 0, read_seq: 0, unread: 0, mentions: 0, members: 1, private: false, ...more,
});
const text = (seq, content = `m${seq}`, username = 'ann', more = {}) => ({
    type: 'text', room: 'general', seq, id: `x${seq}`, username, content, timestamp: '2026-11-20T10:00:00.000Z', ...more,
});
const run = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => text(first + i));
const turn = (time = 0) => new Promise((resolve) => { setTimeout(resolve, time); });
const times = { firstRetry: 20, lastRetry: 100, handshakeDeadline: 200, silence: 60000, pongDeadline: 50 };

let disk;
let session;

async function begin(options = {}) {
    session = new Session({ username: 'bob', disk, url: 'ws://x/ws', Socket: FakeSocket, times, ...options });
    await session.open();
    return session;
}

function welcome(rooms, more = {}) {
    const socket = FakeSocket.newest;
    socket.open();
    socket.tell({
        type: 'welcome', username: 'bob', server: { name: 'Team', version: '1', id: 'S' }, rooms,
        limits: { content: 100, rate: 1e6, burst: 1e6 }, roles: [], features: [], ...more,
    });
    return socket;
}

/** A session that is live in `general` with messages 1 to `last`. */
async function live(last = 3) {
    await begin();
    session.start();
    const socket = welcome([info('general', { last_seq: last, read_seq: last })]);
    const asked = socket.frame('history');
    socket.tell({ type: 'history', room: 'general', events: run(1, last), first: 1, last, more: false, id: asked.id });
    assert.equal(session.link.status.state, 'live');
    return socket;
}

const contents = (room = 'general') => session.room(room).history.all.map((row) => row.content || row.kind);
const deliveries = () => session.room('general').history.all.filter((row) => row.own).map((row) => row.delivery);

beforeEach(() => {
    FakeSocket.made = [];
    disk = new MemoryDisk();
});
afterEach(() => session.close());

describe('the first visit', () => {
    it('says hello, and joins general where it is in no room', async () => {
        await begin();
        session.start();
        const socket = welcome([]);
        assert.deepEqual(socket.said[0],
            { type: 'hello', protocol: 1, client: 'landline-page/1', username: 'bob', resume: {} });
        const { id, ...join } = socket.frame('join');
        assert.deepEqual(join, { type: 'join', room: 'general', limit: 100 });
        assert.equal(session.rooms[0].isJoining, true);
        socket.tell({ type: 'user_list', room: 'general', users: ['bob'], id });
        socket.tell({ type: 'history', room: 'general', events: run(1, 2), first: 1, last: 2, more: false, id });
        assert.deepEqual(contents(), ['m1', 'm2']);
        assert.equal(session.rooms[0].isJoining, false);
        assert.equal(session.link.status.state, 'live');
    });

    it('joins the room of the link instead', async () => {
        await begin();
        session.join('design');
        session.start();
        const socket = welcome([]);
        assert.deepEqual(socket.said.filter((frame) => frame.type === 'join').map((frame) => frame.room), ['design']);
    });

    it('tells why a room cannot be joined', async () => {
        await begin();
        session.start();
        const socket = welcome([info('general')]);
        const failures = [];
        session.on('joinFailed', (name, sentence) => failures.push([name, sentence]));
        session.join('secret');
        socket.tell({ type: 'error', code: 'no_such_room', content: 'No.', id: socket.frame('join').id });
        assert.deepEqual(failures, [['secret', 'There is no such room, or it is private.']]);
        assert.deepEqual(session.rooms.map((room) => room.name), ['general']);
    });
});

describe('the order', () => {
    it('is kept, and a gap is asked for', async () => {
        const socket = await live(3);
        socket.tell(text(4));
        socket.tell(text(7));
        socket.tell(text(6));
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'm4']);
        const { id, ...asked } = socket.frame('history');
        assert.deepEqual(asked, { type: 'history', room: 'general', after: 4, limit: 200 });
        socket.tell({ type: 'history', room: 'general', events: run(5, 5), first: 5, last: 5, more: false, id });
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    });

    it('has place for events of a later version, which have no row', async () => {
        const socket = await live(3);
        socket.tell({ type: 'sparkle', room: 'general', seq: 4, timestamp: '2026-11-20T10:00:00.000Z' });
        socket.tell(text(5));
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'm5']);
    });

    it('is not upset by what is no event', async () => {
        const socket = await live(3);
        for (const odd of ['', 'null', '[]', '7', '{', '{}', '{"type":"text"}', '{"type":"users","room":"general"}',
            '{"type":"history","room":"general"}', '{"type":"error"}', '{"type":"user_list","room":"general"}',
            '{"type":"text","room":7,"seq":4}', '{"type":"rooms"}', '{"type":"read","room":"general","username":"bob"}',
            '{"type":"leave","room":{},"username":"bob"}', '{"type":"users","room":"general","users":[null,7]}']) {
            socket.tell(odd);
        }
        socket.tell(text(4));
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'm4']);
    });

    it('is kept in a room with an odd name, too', async () => {
        const first = await live(3);
        const odd = '__proto__';
        first.tell({ ...text(1), room: odd });
        first.tell({
            type: 'history', room: odd, events: [{ ...text(1), room: odd }], first: 1, last: 1, more: false,
            id: first.frame('history').id,
        });
        assert.deepEqual(contents(odd), ['m1']);
        first.end();
        session.link.tryNow();
        const socket = welcome([info('general', { last_seq: 3 }), info(odd, { last_seq: 1 })]);
        assert.deepEqual(Object.entries(socket.frame('hello').resume), [['general', 3], [odd, 1]]);
    });
});

describe('coming back', () => {
    it('resumes where it was, and takes what was missed in parts', async () => {
        const first = await live(3);
        first.end();
        assert.equal(session.link.status.state, 'waiting');
        session.link.tryNow();
        const socket = welcome([info('general', { last_seq: 6, read_seq: 3, unread: 3 })]);
        assert.deepEqual(socket.frame('hello').resume, { general: 3 });
        assert.equal(session.link.status.state, 'syncing');
        socket.tell({ type: 'history', room: 'general', events: run(4, 5), first: 4, last: 5, more: true });
        socket.tell(text(7));
        assert.equal(session.link.status.state, 'syncing');
        socket.tell({ type: 'history', room: 'general', events: run(6, 6), first: 6, last: 6, more: false });
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
        assert.equal(session.link.status.state, 'live');
        assert.equal(session.room('general').unread, 4);
    });

    it('starts a room afresh on a reset', async () => {
        const first = await live(3);
        first.end();
        session.link.tryNow();
        const socket = welcome([info('general', { last_seq: 3000, read_seq: 3 })]);
        socket.tell({
            type: 'history', room: 'general', events: run(2901, 3000), first: 2901, last: 3000, more: true, reset: true,
        });
        assert.equal(contents().length, 100);
        assert.equal(session.room('general').history.hasOlder, true);
        assert.equal(session.link.status.state, 'live');
    });

    it('forgets rooms of another server under the same address, and keeps what was not sent', async () => {
        const first = await live(3);
        first.end();
        session.post(session.room('general'), 'still here');
        session.link.tryNow();
        const socket = welcome([], { server: { name: 'Team', version: '1', id: 'other' } });
        assert.equal(socket.frame('join').room, 'general');
        assert.deepEqual(contents(), ['still here']);
        assert.equal(socket.frame('text'), undefined);
        const { id } = socket.frame('join');
        socket.tell({ type: 'user_list', room: 'general', users: ['bob'], id });
        socket.tell({ type: 'history', room: 'general', events: [], first: 0, last: 0, more: false, id });
        await turn(20);
        assert.equal(socket.frame('text').content, 'still here');
    });

    it('tries again by itself, and stays away where it was sent away', async () => {
        const first = await live(3);
        first.end(1006);
        await turn(60);
        assert.equal(FakeSocket.made.length > 1, true);
        FakeSocket.newest.open();
        FakeSocket.newest.end(4003, 'Bye');
        assert.deepEqual([session.link.status.state, session.link.status.problem], ['offline', 'kicked']);
        const count = FakeSocket.made.length;
        await turn(60);
        assert.equal(FakeSocket.made.length, count);
    });

    it('asks for another name where this one is refused', async () => {
        await begin();
        session.start();
        FakeSocket.newest.open();
        FakeSocket.newest.tell({ type: 'error', code: 'name_taken', content: 'Taken.' });
        assert.deepEqual([session.link.status.state, session.link.status.problem], ['offline', 'name']);
    });

    it('does not wait for ever for an answer', async () => {
        await begin();
        session.start();
        await turn(260);
        assert.equal(session.link.status.problem, 'silent');
    });

    it('gives up a connection that does not answer when there is reason to doubt', async () => {
        const socket = await live(3);
        session.close();
        await begin({ times: { ...times, quickPongDeadline: 30 } });
        session.start();
        const second = welcome([info('general', { last_seq: 3, read_seq: 3 })]);
        assert.notEqual(second, socket);
        await turn(5);
        session.link.doubt();
        assert.equal(second.said.at(-1).type, 'ping');
        await turn(5);
        second.tell({ type: 'pong' });
        await turn(60);
        assert.equal(session.link.isWelcomed, true);
        session.link.doubt();
        await turn(60);
        assert.equal(session.link.status.problem, 'lost');
    });
});

describe('what is written', () => {
    it('is pending, sent, and delivered by its echo', async () => {
        const socket = await live(3);
        session.post(session.room('general'), 'hello');
        assert.deepEqual(deliveries(), ['pending']);
        await turn();
        const frame = socket.frame('text');
        assert.equal(frame.content, 'hello');
        socket.tell(text(4, 'hello', 'bob', { id: frame.id }));
        assert.deepEqual(deliveries(), ['delivered']);
        assert.deepEqual((await disk.load()).outbox, []);
    });

    it('goes one at a time, in the order of writing', async () => {
        const socket = await live(3);
        session.post(session.room('general'), 'one');
        session.post(session.room('general'), 'two');
        await turn(20);
        assert.deepEqual(socket.said.filter((frame) => frame.type === 'text').map((frame) => frame.content), ['one']);
        socket.tell(text(4, 'one', 'bob', { id: socket.frame('text').id }));
        assert.equal(socket.frame('text').content, 'two');
    });

    it('is sent again under its id after the connection broke', async () => {
        const first = await live(3);
        session.post(session.room('general'), 'hello');
        await turn();
        const { id } = first.frame('text');
        first.end();
        session.link.tryNow();
        const second = welcome([info('general', { last_seq: 3, read_seq: 3 })]);
        assert.deepEqual(second.frame('text'), { type: 'text', room: 'general', content: 'hello', id });
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'hello']);
    });

    it('is shown once where its echo came with what was missed', async () => {
        const first = await live(3);
        session.post(session.room('general'), 'hello');
        await turn();
        const { id } = first.frame('text');
        first.end();
        session.link.tryNow();
        const second = welcome([info('general', { last_seq: 4, read_seq: 3 })]);
        second.tell({
            type: 'history', room: 'general', events: [text(4, 'hello', 'bob', { id })], first: 4, last: 4, more: false,
        });
        second.tell(text(4, 'hello', 'bob', { id })); // it had been sent again by then
        assert.deepEqual(contents(), ['m1', 'm2', 'm3', 'hello']);
        assert.deepEqual(session.outbox.messages, []);
    });

    it('outlives the page', async () => {
        const first = await live(3);
        first.end();
        session.post(session.room('general'), 'before the end');
        await turn();
        const [{ id }] = session.outbox.messages;
        session.close();
        await begin();
        assert.deepEqual(deliveries(), ['pending']);
        session.start();
        const socket = welcome([info('general', { last_seq: 3, read_seq: 3 })]);
        assert.equal(socket.frame('text').id, id);
    });

    it('waits where the server is in no mood', async () => {
        const socket = await live(3);
        session.post(session.room('general'), 'hello');
        await turn();
        const { id } = socket.frame('text');
        socket.tell({ type: 'error', code: 'rate_limited', content: 'Slow.', id, retry_after: 0.03 });
        assert.deepEqual(deliveries(), ['pending']);
        await turn(80);
        assert.deepEqual(socket.said.filter((frame) => frame.type === 'text').map((frame) => frame.id), [id, id]);
    });

    it('fails with the reason, and is tried again or discarded', async () => {
        const socket = await live(3);
        const room = session.room('general');
        session.post(room, 'hello');
        await turn();
        const { id } = socket.frame('text');
        socket.tell({ type: 'error', code: 'muted', content: 'Hush.', id });
        assert.deepEqual(deliveries(), ['failed']);
        assert.equal(room.history.all.at(-1).failure, 'Hush.');
        session.retry(room, id);
        assert.deepEqual(deliveries(), ['pending']);
        assert.equal(socket.said.filter((frame) => frame.type === 'text').length, 2);
        socket.tell({ type: 'error', code: 'muted', content: 'Hush.', id });
        session.discard(room, id);
        assert.deepEqual(deliveries(), []);
        assert.deepEqual((await disk.load()).outbox, []);
    });

    it('is not taken where it is too long', async () => {
        await live(3);
        assert.match(session.post(session.room('general'), 'ü'.repeat(60)), /20 bytes over/);
        assert.deepEqual(deliveries(), []);
    });
});

describe('what is kept', () => {
    it('is there before the network answers', async () => {
        await live(150);
        session.close();
        await begin();
        const room = session.room('general');
        assert.deepEqual(session.rooms.map((one) => one.name), ['general']);
        await session.loadOlder(room);
        assert.deepEqual([room.history.rows.length, room.history.rows[0].seq, room.history.hasOlder], [100, 51, true]);
        await session.loadOlder(room);
        assert.deepEqual([room.history.rows.length, room.history.hasOlder], [150, false]);
    });

    it('is added to by older pages of the server', async () => {
        await begin();
        session.start();
        const socket = welcome([info('general', { last_seq: 300, read_seq: 300 })]);
        socket.tell({
            type: 'history', room: 'general', events: run(201, 300), first: 201, last: 300, more: true,
            id: socket.frame('history').id,
        });
        const room = session.room('general');
        await session.loadOlder(room);
        const { id, ...asked } = socket.frame('history');
        assert.deepEqual(asked, { type: 'history', room: 'general', before: 201, limit: 100 });
        assert.equal(room.history.isLoadingOlder, true);
        socket.tell({ type: 'history', room: 'general', events: run(101, 200), first: 101, last: 200, more: true, id });
        assert.equal(room.history.rows.length, 200);
        session.close();
        await begin();
        await session.loadOlder(session.room('general'));
        await session.loadOlder(session.room('general'));
        assert.equal(session.room('general').history.rows[0].seq, 101);
        assert.equal(session.room('general').history.hasOlder, true);
    });

    it('goes with the membership', async () => {
        const socket = await live(3);
        session.leave(session.room('general'));
        assert.deepEqual(session.rooms, []);
        socket.tell({ type: 'leave', room: 'general', username: 'bob', member: false, id: socket.frame('leave').id });
        assert.deepEqual(contents(), []);
        session.close();
        await begin();
        assert.deepEqual(session.rooms, []);
    });

    it('has drafts', async () => {
        await live(3);
        session.setDraft(session.room('general'), 'half a sen');
        session.close();
        await begin();
        assert.equal(session.room('general').draft, 'half a sen');
    });
});

describe('what is unread', () => {
    it('is counted, with mentions, and told to the server when it is read', async () => {
        const socket = await live(3);
        const room = session.room('general');
        socket.tell(text(4));
        socket.tell(text(5, 'hi @bob', 'ann', { mentions: ['bob'] }));
        socket.tell(text(6, 'mine', 'bob', { id: 'other-device' }));
        assert.deepEqual([room.unread, room.mentions], [2, 1]);
        session.markRead(room, 4);
        assert.deepEqual([room.unread, room.mentions], [1, 1]);
        session.markRead(room, 99);
        assert.deepEqual([room.unread, room.mentions, room.readSeq], [0, 0, 6]);
        await turn(350);
        assert.equal(socket.frame('read').seq, 6);
        session.markRead(room, 2);
        assert.equal(room.readSeq, 6);
    });

    it('follows what is read on another device', async () => {
        const socket = await live(3);
        socket.tell(text(4));
        socket.tell({ type: 'read', room: 'general', username: 'bob', seq: 4 });
        assert.equal(session.room('general').unread, 0);
        socket.tell(text(5));
        socket.tell({ type: 'read', room: 'general', username: 'ann', seq: 5 });
        assert.equal(session.room('general').unread, 1);
    });

    it('is not forgotten where it was read without a connection', async () => {
        const first = await live(3);
        first.tell(text(4));
        first.end();
        session.markRead(session.room('general'), 4);
        session.link.tryNow();
        const socket = welcome([info('general', { last_seq: 4, read_seq: 3, unread: 1 })]);
        assert.equal(session.room('general').unread, 0);
        assert.deepEqual([socket.frame('read').room, socket.frame('read').seq], ['general', 4]);
    });
});

describe('people', () => {
    it('come and go, and short absences are passed over', async () => {
        const socket = await live(1);
        const room = session.room('general');
        session.requestPeople(room);
        const { id } = socket.frame('users');
        socket.tell({
            type: 'users', room: 'general', id,
            users: [{ username: 'ann', presence: 'online' }, { username: 'cy', presence: 'offline' }],
        });
        const when = (second) => `2026-11-20T10:00:${second}.000Z`;
        socket.tell({ type: 'join', room: 'general', username: 'cy', timestamp: when('01') });
        socket.tell({ type: 'leave', room: 'general', username: 'ann', member: true, timestamp: when('02') });
        assert.deepEqual([...room.people], [['ann', false], ['cy', true]]);
        assert.deepEqual(contents(), ['m1', 'joined', 'left']);
        socket.tell({ type: 'join', room: 'general', username: 'ann', timestamp: when('30') });
        assert.deepEqual(contents(), ['m1', 'joined']);
        socket.tell({ type: 'leave', room: 'general', username: 'cy', member: false, timestamp: when('40') });
        assert.deepEqual([...room.people], [['ann', true]]);
    });

    it('type for a while', async () => {
        const socket = await live(1);
        const room = session.room('general');
        socket.tell({ type: 'typing', room: 'general', username: 'ann', active: true });
        assert.deepEqual(room.typing(), ['ann']);
        assert.deepEqual(room.typing(Date.now() + 7000), []);
        socket.tell({ type: 'typing', room: 'general', username: 'cy', active: true });
        socket.tell(text(2, 'done', 'cy'));
        assert.deepEqual(room.typing(), []);
    });

    it('are told of typing now and then, and of its end', async () => {
        const socket = await live(1);
        const room = session.room('general');
        const told = () => socket.said.filter((frame) => frame.type === 'typing').map((frame) => frame.active);
        session.reportTyping(room, true);
        session.reportTyping(room, true);
        assert.deepEqual(told(), [true]);
        session.reportTyping(room, false);
        session.reportTyping(room, false);
        assert.deepEqual(told(), [true, false]);
    });
});
