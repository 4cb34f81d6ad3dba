// SPDX-License-Identifier: GPL-3.0-or-later
import { CatchUp } from './catchup.mjs';
import { Emitter } from './emitter.mjs';
import { Greeting } from './greeting.mjs';
import { Incoming } from './incoming.mjs';
import { Link } from './link.mjs';
import { Membership } from './membership.mjs';
import { compareRooms } from './names.mjs';
import { Outbox } from './outbox.mjs';
import { byteLength } from './plaintext.mjs';
import { Reads } from './reads.mjs';
import { idMint, Requests } from './requests.mjs';
import { Rooms } from './rooms.mjs';
import { Wishes } from './wishes.mjs';

/** Events in each page of the past. */
const olderPage = 100;
/** One's own typing is told this often (ms). */
const typingEvery = 3000;

/**
 * One user's presence on one server: connects, stays connected, sends what is written, brings what is said into order.
 *
 * What was kept on disk is there after open(), before the network answers. What is posted is on disk before it is sent,
 * and is sent until its echo arrives, under one id, so that the server stores it once. Tells
 * - 'status': the link's;
 * - 'server': its name, limits or features;
 * - 'rooms': the list of rooms, or what it shows of one;
 * - 'history' (room, whether with what was missed), 'people' (room), 'typing' (room);
 * - 'membership' (room): begun or ended; 'created' (room): as was asked for;
 * - 'arrived' (room, event): a message of somebody else, live;
 * - 'available' (rooms), 'refused' (sentence), 'joinFailed' (name, sentence).
 */
export class Session extends Emitter {
    username;
    link;
    outbox;
    #disk;
    #rooms;
    #wishes;
    #requests;
    #reads;
    #membership;
    #catchUp;
    #greeting;
    #incoming;
    #typingTold = new Map(); // room -> when
    #mint = idMint();

    constructor({ username, disk, url, Socket, times }) {
        super();
        const emit = (...what) => this.emit(...what);
        this.username = username;
        this.#disk = disk;
        this.#rooms = new Rooms(username);
        this.#wishes = new Wishes(disk);
        this.link = new Link({ url, hello: () => this.#greeting.hello(username), Socket, times });
        this.outbox = new Outbox(disk, (frame) => this.link.send(frame),
            (name) => this.#wishes.of(this.room(name)) !== 'join');
        this.#requests = new Requests((frame) => this.link.send(frame), this.#mint);
        this.#reads = new Reads((room, seq) =>
            this.#requests.ask('read', room, { type: 'read', room: room.name, seq }));
        const parts = {
            emit, disk, rooms: this.#rooms, wishes: this.#wishes, requests: this.#requests, reads: this.#reads,
            link: this.link, outbox: this.outbox,
        };
        this.#membership = parts.membership = new Membership(parts);
        this.#catchUp = parts.catchUp = new CatchUp(parts);
        this.#greeting = new Greeting(parts);
        this.#incoming = new Incoming(username, parts);
        this.link.on('status', (status) => emit('status', status));
        this.link.on('welcome', (welcome) => this.#takeWelcome(welcome));
        this.link.on('event', (event) => this.#incoming.take(event));
        this.link.on('lost', () => this.#takeLoss());
        this.outbox.on('refused', ({ id, room, failure }) => {
            this.room(room).history.changePending(id, failure);
            emit('history', this.room(room));
        });
    }

    /** Reads what was kept. */
    async open() {
        const { state, rooms, outbox, drafts } = await this.#disk.load();
        this.#greeting.load(state.get('server'));
        this.#wishes.load(state.get('wishes'));
        for (const kept of rooms) {
            this.room(kept.name).restore(kept);
        }
        for (const { room, wish } of this.#wishes.all) {
            this.room(room).isJoining = wish === 'join' && !this.room(room).isMember;
        }
        this.outbox.load(outbox);
        for (const message of outbox) {
            this.room(message.room).history.addPending(message);
        }
        for (const [key, text] of drafts) {
            const room = this.#rooms.byKey(key);
            if (room) {
                room.draft = text;
            }
        }
        this.emit('server');
        this.emit('rooms');
    }

    start() {
        this.link.start();
    }

    /** Ends the connection. What is not sent stays on disk. */
    close() {
        this.#reads.flush();
        this.#catchUp.stop();
        this.outbox.stop();
        this.link.stop();
        this.#disk.close();
    }

    /** Tells and writes what waits for its time. To be called before the page may go away. */
    flush() {
        this.#reads.flush();
        this.#disk.flush();
    }

    get server() {
        return this.#greeting.server;
    }

    get limits() {
        return this.#greeting.limits;
    }

    /** What the server can do beyond the least: a set of words. */
    get features() {
        return this.#greeting.features;
    }

    /** The rooms to list, in their order. */
    get rooms() {
        return [...this.#rooms]
            .filter((room) => (room.isMember && this.#wishes.of(room) !== 'leave') || room.isJoining)
            .sort((a, b) => compareRooms(a.name, b.name));
    }

    /** The room of this name, known or not. */
    room(name) {
        return this.#rooms.get(name);
    }

    // --- Saying ---

    /** Returns why the text cannot be a message, or nothing. */
    post(room, content, replyTo = 0) {
        const over = byteLength(content) - this.limits.content;
        if (over > 0) {
            return `Too long to send: ${over} bytes over the limit. Shorten it or send it in parts.`;
        }
        const message = { id: this.#mint(), room: room.name, content, replyTo, time: Date.now(), failure: null };
        room.history.addPending(message);
        this.outbox.add(message);
        this.reportTyping(room, false);
        this.emit('history', room);
        return '';
    }

    retry(room, id) {
        room.history.changePending(id, null);
        this.outbox.retry(id);
        this.emit('history', room);
    }

    discard(room, id) {
        room.history.removePending(id);
        this.outbox.discard(id);
        this.emit('history', room);
    }

    setTopic(room, topic) {
        if (!this.#requests.ask('topic', room, { type: 'topic', room: room.name, topic })) {
            this.emit('refused', 'The topic was not changed: there is no connection to the server now.');
        }
    }

    /** May be called on each key press. */
    reportTyping(room, isActive) {
        const told = this.#typingTold.get(room) ?? -Infinity;
        const isNews = isActive ? performance.now() - told >= typingEvery : told > -Infinity;
        if (!isNews || !room.isMember || !this.link.send({ type: 'typing', room: room.name, active: isActive })) {
            return;
        }
        if (isActive) {
            this.#typingTold.set(room, performance.now());
        } else {
            this.#typingTold.delete(room);
        }
    }

    setDraft(room, text) {
        if (room.draft !== text) {
            room.draft = text;
            this.#disk.putDraft(room.key, text);
            this.emit('rooms');
        }
    }

    // --- Coming and going ---

    /** Becomes a member, making the room where there is none. Remembered while offline. */
    join(name) {
        const room = this.room(name);
        this.#wishes.set(room, room.isMember ? null : 'join'); // for a member, none of leaving
        if (!room.isMember && this.link.isWelcomed) {
            this.#catchUp.enter(room);
        }
        this.emit('rooms');
        return room;
    }

    create(name, topic, isPrivate) {
        const frame = { type: 'create', room: name, topic, private: isPrivate };
        if (!this.#requests.ask('create', this.room(name), frame)) {
            this.emit('joinFailed', name, 'There is no connection to the server now.');
        }
    }

    leave(room) {
        this.#wishes.set(room, room.isMember ? 'leave' : null); // for others, none of joining
        if (room.isMember) {
            this.#requests.ask('leave', room, { type: 'leave', room: room.name });
        }
        this.emit('rooms');
    }

    // --- Reading ---

    /** All in the room up to seq has been seen. Never moves back. */
    markRead(room, seq) {
        const upTo = Math.min(seq, room.sequence.last ?? 0);
        if (room.isMember && room.markRead(upTo)) {
            this.#reads.add(room, upTo);
            this.#membership.show(room);
        }
    }

    /** Fetches an older page from disk or from the server; 'history' tells that it is there. */
    async loadOlder(room) {
        const { history } = room;
        if (!room.isMember || !history.hasOlder || history.isLoadingOlder) {
            return;
        }
        history.isLoadingOlder = true;
        const before = history.first;
        if (room.diskFirst < before) {
            const events = await this.#disk.readEvents(room.key, room.diskFirst, before - 1, olderPage)
                .catch(() => []);
            if (room.history === history && history.first === before && events.length > 0) {
                history.prepend(events, events.length < olderPage ? room.diskFirst : events[0].seq);
                this.emit('history', room);
                return;
            }
            room.diskFirst = Math.max(room.diskFirst, before); // the disk has forgotten
        }
        history.isLoadingOlder = room.history === history && this.#requests.ask('older', room,
            { type: 'history', room: room.name, before, limit: olderPage }, before);
    }

    /** Nobody looks at the room any more. */
    setAside(room) {
        room.history.trim();
    }

    requestAvailable() {
        return this.#requests.ask('rooms', null, { type: 'rooms' });
    }

    /** Unless they are known, or under way. */
    requestPeople(room) {
        if (room.people === null && room.isMember && !this.#requests.isAsked('people', room)) {
            this.#askForPeople(room);
        }
    }

    #askForPeople(room) {
        this.#requests.ask('people', room, { type: 'users', room: room.name });
    }

    // --- The connection ---

    #takeWelcome(welcome) {
        this.username = String(welcome.username ?? this.username);
        this.#greeting.take(welcome);
        this.#catchUp.fulfilWishes();
        this.#rooms.members.filter((room) => room.people !== null).forEach((room) => this.#askForPeople(room));
        this.#reads.flush();
        this.outbox.start(this.limits);
        this.#catchUp.askForMissing();
        this.#catchUp.check();
        this.emit('server');
        this.emit('rooms');
    }

    #takeLoss() {
        this.outbox.stop();
        this.#requests.clear();
        this.#typingTold.clear();
        this.#catchUp.stop();
        for (const room of this.#rooms) {
            room.sequence.loseConnection();
            room.history.isLoadingOlder = false;
            room.clearTyping();
            this.emit('typing', room);
        }
    }
}
