// SPDX-License-Identifier: GPL-3.0-or-later
import { copyText } from './clipboard.mjs';
import { Composer } from './composer.mjs';
import { byId, setText, showPage } from './dom.mjs';
import { JoinDialog } from './joindialog.mjs';
import { parseMarkdown, wordsOf } from './markdown.mjs';
import { roomInHash } from './markup.mjs';
import { MemberPanel } from './memberpanel.mjs';
import { roomNameProblem } from './names.mjs';
import { notify, showBadge } from './notifier.mjs';
import { onOneLine } from './plaintext.mjs';
import { pref, setPref } from './prefs.mjs';
import { previewOf } from './row.mjs';
import { linkToRoom, RoomList } from './roomlist.mjs';
import { RoomHead } from './roomhead.mjs';
import { connectionWords, problemSentence } from './sentences.mjs';
import { announce, Timeline } from './timeline.mjs';
import { toast } from './toast.mjs';
import { typingSentence } from './words.mjs';

const narrow = matchMedia('(max-width: 760px)');
const membersFloat = matchMedia('(max-width: 1000px)');
/** Being without a connection for less than this (ms) is not worth a word. */
const noticeDelay = 1500;

/** The three panels of a chat: shows what the session knows, and hands on what the person does. */
export class Chat {
    #session;
    #room = null;
    #replyTo = null;
    #stop = new AbortController();
    #rooms;
    #head;
    #timeline;
    #composer;
    #members = new MemberPanel();
    #join;
    #isDirty = false;
    #tick = null;
    #downSince = performance.now();

    constructor(session) {
        const { signal } = this.#stop;
        this.#session = session;
        this.#rooms = new RoomList(signal);
        this.#head = new RoomHead(signal);
        this.#timeline = new Timeline(session);
        this.#composer = new Composer(signal);
        this.#join = new JoinDialog(signal);
        this.#connectSession();
        this.#connectViews();
        this.#connectPage(signal);
        showPage('chat');
        this.#members.setOpen(pref('members') && !membersFloat.matches);
        this.#tick = setInterval(() => this.#showStatus(), 500);
        this.#openFirst();
        this.#showStatus();
        this.#showAll();
    }

    close() {
        this.#composer.settleDraft();
        this.#stop.abort();
        this.#timeline.close();
        clearInterval(this.#tick);
        this.#session.close();
    }

    // --- What was opened ---

    #openFirst() {
        const linked = roomInHash(location.hash);
        if (linked !== null) {
            this.#openByName(linked);
            return;
        }
        const rooms = this.#session.rooms;
        this.#open(rooms.find((room) => room.name === pref('room')) ?? rooms[0] ?? null);
    }

    /** By a link or the address bar: who is not in the room joins it. */
    #openByName(name) {
        if (roomNameProblem(name) !== '') {
            toast(roomNameProblem(name));
            return;
        }
        const known = this.#session.room(name);
        const isListed = this.#session.rooms.includes(known);
        this.#open(isListed ? known : this.#session.join(name));
        if (!isListed && this.#session.link.status.state === 'offline') {
            this.#session.start();
        }
    }

    #open(room) {
        this.#setDrawer(false);
        if (room !== this.#room) {
            this.#composer.settleDraft();
            if (this.#room) {
                this.#session.reportTyping(this.#room, false);
            }
            const left = this.#timeline.isAtEnd ? this.#room : null;
            this.#room = room;
            this.#setReply(null);
            this.#timeline.setRoom(room);
            if (left) {
                this.#session.setAside(left);
            }
            this.#composer.setText(room?.draft ?? '', room ? `Message ${room.name}` : '');
            byId('compose').hidden = room === null;
        }
        if (room) {
            setPref('room', room.name);
            history.replaceState(null, '', linkToRoom(room.name));
            if (!narrow.matches && !this.#join.isOpen) {
                this.#composer.focus();
            }
        } else {
            history.replaceState(null, '', '/');
        }
        this.#showAll();
    }

    // --- From the session ---

    #connectSession() {
        const session = this.#session;
        session.on('status', () => this.#showStatus());
        session.on('server', () => this.#showAll());
        session.on('rooms', () => this.#showSoon());
        session.on('membership', (room) => this.#takeMembership(room));
        session.on('history', (room, hasCaughtUp) => {
            if (room === this.#room) {
                this.#timeline.update(hasCaughtUp);
            }
        });
        session.on('people', (room) => this.#showPeople(room));
        session.on('typing', (room) => this.#showPeople(room));
        session.on('arrived', (room, event) => this.#takeArrival(room, event));
        session.on('available', (rooms) => this.#join.setAvailable(rooms));
        session.on('created', (room) => {
            this.#join.close();
            this.#open(room);
        });
        session.on('refused', toast);
        session.on('joinFailed', (name, sentence) => this.#takeJoinFailure(name, sentence));
    }

    #takeMembership(room) {
        if (room === this.#room && !room.isMember && !room.isJoining) {
            this.#open(this.#session.rooms[0] ?? null);
        } else if (this.#room === null && room.isMember) {
            this.#open(room);
        }
        this.#showAll();
    }

    #takeJoinFailure(name, sentence) {
        if (this.#join.isOpen) {
            this.#join.showProblem(sentence);
        } else {
            toast(`${name}: ${sentence}`);
        }
        if (this.#room && !this.#room.isMember && !this.#room.isJoining) {
            this.#open(this.#session.rooms[0] ?? null);
        }
    }

    #takeArrival(room, event) {
        const isWatched = room === this.#room && this.#timeline.isWatched;
        notify(room, event, isWatched, this.#session.username, (name) => this.#openByName(name));
        if (room === this.#room || event.mentions?.includes?.(this.#session.username)) {
            const where = room === this.#room ? '' : ` in ${room.name}`;
            const words = wordsOf(parseMarkdown(String(event.content).slice(0, 1000)));
            announce(`${event.username}${where}: ${onOneLine(words, 250)}`);
        }
    }

    // --- From the views ---

    #connectViews() {
        const session = this.#session;
        this.#rooms.on('left', () => {
            this.#setDrawer(false);
            this.#composer.focus();
        });
        this.#head.on('topic', (topic) => session.setTopic(this.#room, topic));
        this.#head.on('done', () => this.#composer.focus());
        this.#head.on('leave', () => session.leave(this.#room));
        this.#head.on('link', async () => {
            const copied = await copyText(new URL(linkToRoom(this.#room.name), location.origin).href);
            toast(copied ? 'The link was copied.' : 'The browser did not allow copying.');
        });
        this.#timeline.on('seen', (seq) => session.markRead(this.#room, seq));
        this.#timeline.on('older', () => session.loadOlder(this.#room));
        this.#timeline.on('retry', (id) => session.retry(this.#room, id));
        this.#timeline.on('discard', (id) => session.discard(this.#room, id));
        this.#timeline.on('reply', (row) => this.#setReply(row));
        this.#timeline.on('said', toast);
        this.#composer.on('submitted', (text) => this.#post(text));
        this.#composer.on('typing', (isActive) => session.reportTyping(this.#room, isActive));
        this.#composer.on('draft', (text) => this.#room && session.setDraft(this.#room, text));
        this.#composer.on('replyDropped', () => this.#setReply(null));
        this.#join.on('wanted', () => session.requestAvailable());
        this.#join.on('join', (name) => {
            this.#join.close();
            this.#openByName(name);
        });
        this.#join.on('create', (name, topic, isPrivate) => session.create(name, topic, isPrivate));
    }

    #post(text) {
        const problem = this.#session.post(this.#room, text, this.#replyTo?.seq);
        if (problem === '') {
            this.#composer.clear();
            this.#setReply(null);
        } else {
            this.#composer.showProblem(problem);
        }
    }

    #setReply(row) {
        this.#replyTo = row;
        this.#composer.showReply(row ? `Answer to ${row.author}: ${previewOf(row)}` : '');
        if (row) {
            this.#composer.focus();
        }
    }

    // --- From the page ---

    #connectPage(signal) {
        const on = (id, does) => byId(id).addEventListener('click', does, { signal });
        on('open-join', () => this.#join.open());
        byId('timeline-empty').querySelector('button')
            .addEventListener('click', () => this.#join.open(), { signal });
        on('open-rooms', () => this.#setDrawer(true));
        on('scrim', () => this.#closeDrawers());
        on('toggle-members', () => this.#setMembersOpen(!this.#members.isOpen));
        on('close-members', () => this.#setMembersOpen(false));
        on('pill-try', () => this.#session.link.tryNow());
        on('notice-try', () => this.#session.link.tryNow());
        addEventListener('hashchange', () => {
            const name = roomInHash(location.hash);
            if (name !== null) {
                this.#openByName(name);
            }
        }, { signal });
        document.addEventListener('keydown', (event) => this.#takeKey(event), { signal });
        byId('room-list').addEventListener('click', (event) => {
            if (event.target.closest('a')?.getAttribute('href') === location.hash) {
                this.#setDrawer(false); // no change of the address tells of it
            }
        }, { signal });
        addEventListener('online', () => this.#session.link.doubt(), { signal });
        addEventListener('pagehide', () => this.#settle(), { signal });
        document.addEventListener('visibilitychange', () => {
            if (document.visibilityState === 'visible') {
                this.#session.link.doubt();
            } else {
                this.#settle();
            }
        }, { signal });
        byId('find').placeholder = matchMedia('(pointer: coarse)').matches ? 'Find a room' : 'Find a room (Ctrl+K)';
        membersFloat.addEventListener('change',
            () => this.#members.setOpen(pref('members') && !membersFloat.matches), { signal });
    }

    #settle() {
        this.#composer.settleDraft();
        this.#session.flush();
    }

    #takeKey(event) {
        if (document.querySelector('dialog[open]')) {
            return;
        }
        const isCommand = event.ctrlKey || event.metaKey;
        if (isCommand && !event.altKey && event.key.toLowerCase() === 'k') {
            event.preventDefault();
            this.#setDrawer(true);
            this.#rooms.focusFind();
        } else if (event.altKey && !isCommand && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
            event.preventDefault();
            const next = this.#rooms.neighbour(event.key === 'ArrowUp' ? -1 : 1);
            if (next) {
                this.#open(next);
            }
        } else if (event.key === 'Escape' && !event.isComposing) {
            this.#takeEscape();
        } else if (event.key.length === 1 && !isCommand && !event.altKey && event.key !== ' ') {
            this.#takeLetter(event.target);
        }
    }

    #takeEscape() {
        if (this.#closeDrawers() || !this.#room) {
            return;
        }
        if (this.#replyTo) {
            this.#setReply(null);
        } else if (this.#composer.hasFocus) {
            this.#timeline.jumpToEnd();
        } else {
            this.#composer.focus();
        }
    }

    /** What is typed while nothing that takes text has the focus is meant for the composer. */
    #takeLetter(target) {
        if (this.#room && !target.closest?.('input, textarea, select, [contenteditable], [role=menu]')) {
            this.#composer.focus();
        }
    }

    #setDrawer(open) {
        const isDrawer = narrow.matches;
        byId('chat').classList.toggle('rooms-open', open && isDrawer);
        byId('conversation').inert = open && isDrawer;
        if (open && isDrawer) {
            byId('find').focus({ preventScroll: true });
        }
    }

    #setMembersOpen(open) {
        this.#members.setOpen(open);
        if (!membersFloat.matches) {
            setPref('members', open);
        } else {
            byId('conversation').inert = open;
            byId(open ? 'close-members' : 'toggle-members').focus();
        }
        this.#members.update(this.#room, this.#session.username);
    }

    /** Whether there was one. */
    #closeDrawers() {
        const isRooms = byId('chat').classList.contains('rooms-open');
        const isMembers = membersFloat.matches && this.#members.isOpen;
        if (isMembers) {
            this.#setMembersOpen(false);
        }
        if (isRooms) {
            this.#setDrawer(false);
            byId('open-rooms').focus();
        }
        return isRooms || isMembers;
    }

    // --- Showing ---

    #showSoon() {
        if (!this.#isDirty) {
            this.#isDirty = true;
            queueMicrotask(() => {
                this.#isDirty = false;
                this.#showAll();
            });
        }
    }

    #showAll() {
        const { rooms } = this.#session;
        if (this.#room === null && rooms.length > 0 && !this.#stop.signal.aborted) {
            this.#open(rooms[0]);
            return;
        }
        if (this.#room) {
            this.#session.requestPeople(this.#room);
        }
        this.#rooms.update(rooms, this.#room);
        this.#head.update(this.#room);
        this.#showPeople(this.#room);
        const name = this.#session.server.name || location.host;
        setText(byId('server-name'), name);
        const unread = rooms.reduce((sum, room) => sum + room.unread, 0);
        const elsewhere = rooms.some((room) => room !== this.#room && room.unread > 0);
        const dot = byId('open-rooms').querySelector('.badge');
        dot.hidden = !elsewhere;
        setText(dot, String(Math.min(unread - (this.#room?.unread ?? 0), 99)));
        const title = [...new Set([this.#room?.name, name, 'Landline'])].filter(Boolean).join(' – ');
        document.title = unread > 0 ? `(${unread}) ${title}` : title;
        showBadge(unread);
    }

    #showPeople(room) {
        if (room === this.#room) {
            setText(byId('typing'), typingSentence(room?.typing() ?? []));
            this.#members.update(room, this.#session.username);
        }
    }

    #showStatus() {
        const { status } = this.#session.link;
        const isUp = status.state === 'live' || status.state === 'syncing';
        const mayTry = status.state === 'waiting' || status.state === 'offline';
        byId('pill').dataset.state = status.state;
        setText(byId('pill-words'), connectionWords(status));
        byId('pill-try').hidden = !mayTry;
        this.#downSince = isUp ? null : this.#downSince ?? performance.now();
        const sentence = problemSentence(status, location.host);
        const isLong = this.#downSince !== null && performance.now() - this.#downSince >= noticeDelay;
        byId('notice').hidden = isUp || !isLong || sentence === '';
        setText(byId('notice-words'), sentence);
        byId('notice-try').hidden = !mayTry;
    }
}
