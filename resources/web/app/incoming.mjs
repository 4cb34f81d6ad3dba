// SPDX-License-Identifier: GPL-3.0-or-later
import { listOf } from './greeting.mjs';
import { timeOf } from './history.mjs';

const passing = new Set(['rate_limited', 'storage', 'draining']);
const roomless = new Set(['rooms', 'error', 'pong']);

/** What the server says after `welcome`, and what is done with it. */
export class Incoming {
    #self;
    #parts;

    /** Parts are { disk, rooms, requests, wishes, outbox, membership, catchUp, emit }. */
    constructor(self, parts) {
        this.#self = self;
        this.#parts = parts;
    }

    take(event) {
        if (typeof event.room !== 'string' && !roomless.has(event.type)) {
            return;
        }
        const answered = this.#parts.requests.find(event.id);
        const room = typeof event.room === 'string' ? this.#parts.rooms.get(event.room) : null;
        switch (event.type) {
        case 'join': return this.#takeJoin(room, event);
        case 'leave': return this.#takeLeave(room, event);
        case 'typing': return this.#takeTyping(room, event);
        case 'user_list': return this.#takeUserList(room, event, answered);
        case 'users': return this.#takePeople(room, event);
        case 'history': return this.#takeHistory(room, event, answered);
        case 'rooms': return this.#takeAvailable(event);
        case 'room': return this.#takeCreated(room, event);
        case 'read': return this.#takeRead(room, event);
        case 'error': return this.#takeError(event, answered);
        case 'pong': return undefined;
        default:
            return Number.isInteger(event.seq) ? this.#takeLive(room, event) : undefined;
        }
    }

    // --- Events that stay ---

    #takeLive(room, event) {
        const { requests, membership, catchUp, emit } = this.#parts;
        requests.done(event.id);
        room.setTyping(event.username, false);
        membership.begin(room);
        const isHeldAlready = room.sequence.last !== null && event.seq <= room.sequence.last;
        this.#apply(room, room.sequence.takeLive(event));
        if (isHeldAlready) {
            this.#settleOwn(room, event); // the answer to a message that was sent twice
            emit('history', room);
        }
        emit('typing', room);
        catchUp.askForMissing();
    }

    #apply(room, ready, historyLast = 0) {
        const { disk, membership, emit } = this.#parts;
        if (ready.reset) {
            disk.dropEvents(room.key);
        }
        const events = room.apply(ready, historyLast);
        if (events.length > 0) {
            disk.putEvents(room.key, events);
        }
        events.forEach((event) => this.#settleOwn(room, event));
        membership.show(room);
        emit('history', room, ready.caughtUp.length > 0);
        for (const event of ready.live) {
            if (event.type === 'text' && event.username !== this.#self) {
                emit('arrived', room, event);
            }
        }
    }

    #settleOwn(room, event) {
        if (event.type === 'text' && event.id && event.username === this.#self) {
            this.#parts.outbox.takeEcho(event.id);
            room.history.removePending(event.id);
        }
    }

    #takeHistory(room, event, answered) {
        const { requests, membership, catchUp } = this.#parts;
        const events = listOf(event.events).filter((one) => Number.isInteger(one?.seq));
        const history = { ...event, events, first: Number(event.first) || 0, last: Number(event.last) || 0 };
        if (answered?.what === 'older') {
            requests.done(event.id);
            this.#takeOlder(room, history, answered.before);
            return;
        }
        if (answered?.what === 'join') {
            membership.begin(room);
        }
        const isResync = !answered || (answered.what === 'join' && room.sequence.last !== null);
        if (!isResync || history.reset || !history.more) {
            requests.done(event.id);
        }
        if (!room.isMember) {
            return;
        }
        const { sequence } = room;
        this.#apply(room, isResync ? sequence.takeResync(history) : sequence.takePage(history), history.last);
        catchUp.askForMissing();
        catchUp.check();
    }

    #takeOlder(room, { events, first, more }, before) {
        const { history } = room;
        if (history.first !== before) {
            return;
        }
        const from = more && events.length > 0 ? first : 1;
        if (room.diskFirst === before) {
            this.#parts.disk.putEvents(room.key, events);
            room.diskFirst = from;
            this.#parts.disk.putRoom(room.state);
        }
        history.prepend(events, from);
        this.#parts.emit('history', room);
    }

    // --- People ---

    #takeJoin(room, event) {
        const { membership, catchUp, emit } = this.#parts;
        const name = String(event.username);
        if (name === this.#self) {
            membership.begin(room); // perhaps on another device
        } else {
            room.history.addNotice('joined', name, timeOf(event));
            emit('history', room);
        }
        room.setPerson(name, true);
        emit('people', room);
        catchUp.askForMissing();
    }

    #takeLeave(room, event) {
        const { requests, wishes, membership, emit } = this.#parts;
        const name = String(event.username);
        const staysMember = event.member === true;
        requests.done(event.id);
        room.setTyping(name, false);
        if (name === this.#self) {
            if (!staysMember) {
                wishes.set(room, null);
                membership.end(room);
            }
            return;
        }
        if (staysMember) {
            room.setPerson(name, false);
        } else {
            room.dropPerson(name);
        }
        room.history.addNotice('left', name, timeOf(event));
        emit('history', room);
        emit('people', room);
        emit('typing', room);
    }

    #takeTyping(room, event) {
        if (event.username !== this.#self) {
            const lasts = room.setTyping(String(event.username), event.active !== false);
            setTimeout(() => this.#parts.emit('typing', room), lasts + 50);
            this.#parts.emit('typing', room);
        }
    }

    #takeUserList(room, event, answered) {
        if (answered) {
            this.#parts.membership.begin(room);
        }
        room.setOnline(listOf(event.users).map(String));
        this.#parts.emit('people', room);
    }

    #takePeople(room, event) {
        this.#parts.requests.done(event.id);
        room.setPeople(listOf(event.users));
        this.#parts.membership.show(room);
        this.#parts.emit('people', room);
    }

    // --- Rooms ---

    #takeAvailable(event) {
        this.#parts.requests.done(event.id);
        this.#parts.emit('available', listOf(event.rooms));
    }

    #takeCreated(room, event) {
        const { requests, membership, catchUp, emit } = this.#parts;
        requests.done(event.id);
        room.takeInfo(event);
        membership.begin(room);
        membership.show(room);
        emit('created', room);
        catchUp.askForMissing();
    }

    #takeRead(room, event) {
        this.#parts.requests.done(event.id);
        if (event.username === this.#self && room.isMember && room.markRead(event.seq)) {
            this.#parts.membership.show(room);
        }
    }

    // --- Refusals ---

    #takeError(event, answered) {
        const { requests, outbox, emit } = this.#parts;
        if (outbox.takeFailure(event)) {
            return;
        }
        requests.done(event.id);
        if (answered) {
            this.#takeRefusal(answered, event.code, sentenceOf(event));
        } else {
            emit('refused', sentenceOf(event));
        }
    }

    #takeRefusal({ what, room }, code, sentence) {
        const { wishes, outbox, membership, catchUp, emit } = this.#parts;
        switch (what) {
        case 'join':
        case 'newest':
        case 'after':
            room.sequence.stopFilling();
            if (passing.has(code)) {
                catchUp.tryLater();
            } else if (what === 'join') {
                wishes.set(room, null);
                emit('rooms');
                emit('joinFailed', room.name, sentence);
                outbox.pump();
            } else {
                room.sequence.giveUp();
                catchUp.check();
            }
            break;
        case 'older':
            room.history.isLoadingOlder = false;
            break;
        case 'leave':
            wishes.set(room, null);
            if (code === 'not_joined' || code === 'no_such_room') {
                membership.end(room);
            } else {
                emit('rooms');
                emit('refused', sentence);
            }
            break;
        case 'create':
            emit('joinFailed', room.name, sentence);
            break;
        case 'people':
        case 'read':
            break;
        default:
            emit('refused', sentence);
        }
    }
}

/** What is said to a person about a refusal that people can cause. */
export function sentenceOf({ code, content }) {
    switch (code) {
    case 'forbidden': return 'You may not do that here.';
    case 'no_such_room': return 'There is no such room, or it is private.';
    case 'rate_limited': return 'That was too quick. Wait a moment and try again.';
    case 'muted': return 'You are muted in this room for now.';
    case 'storage': return 'The server cannot write to its disk at the moment. Nothing is lost; try again later.';
    case 'draining': return 'The server is stopping or restarting. Try again in a moment.';
    default: return String(content ?? 'The server refused that.').slice(0, 400);
    }
}
