// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, element, setText } from './dom.mjs';
import { Emitter } from './emitter.mjs';
import { roomSign } from './faces.mjs';
import { forAddress } from './plaintext.mjs';
import { badgeCount, counted, shortMoment } from './words.mjs';

export function linkToRoom(name) {
    return `#/${forAddress(name)}`;
}

/**
 * The rooms at the left, and the field that finds one of them. Rooms are links, so that what opens them is the browser.
 * Tells 'left' when one leaves the field with Escape.
 */
export class RoomList extends Emitter {
    #list = byId('room-list');
    #find = byId('find');
    #none = byId('room-none');
    #items = new Map(); // key of a room -> { item, shown }
    #rooms = [];
    #current = null;

    constructor(signal) {
        super();
        this.#find.addEventListener('input', () => this.#show(), { signal });
        this.#find.addEventListener('keydown', (event) => this.#takeKey(event), { signal });
        this.#list.addEventListener('keydown', (event) => this.#takeListKey(event), { signal });
        this.#list.addEventListener('click', () => this.#clearFind(), { signal });
    }

    update(rooms, current) {
        this.#rooms = rooms;
        this.#current = current;
        this.#show();
    }

    /** The room so many places further down, around the ends. */
    neighbour(step) {
        const at = this.#rooms.indexOf(this.#current);
        const count = this.#rooms.length;
        return count === 0 ? null : this.#rooms[((at < 0 ? (step > 0 ? -1 : 0) : at) + step + count) % count];
    }

    focusFind() {
        this.#find.focus();
        this.#find.select();
    }

    #clearFind() {
        this.#find.value = '';
        this.#show();
    }

    get #matching() {
        const part = this.#find.value.trim().toLowerCase();
        return this.#rooms.filter((room) => room.name.toLowerCase().includes(part));
    }

    #show() {
        const rooms = this.#matching;
        const now = Date.now();
        const isFinding = this.#find.value.trim() !== '';
        const items = rooms.map((room, at) => this.#itemOf(room, now, isFinding && at === 0));
        const isSame = items.length === this.#list.children.length
            && items.every((item, at) => this.#list.children[at] === item);
        if (!isSame) {
            const focused = this.#list.contains(document.activeElement) ? document.activeElement : null;
            this.#list.replaceChildren(...items);
            focused?.focus({ preventScroll: true });
        }
        this.#none.hidden = rooms.length > 0 || !isFinding;
        setText(this.#none, 'No room of yours has that in its name.');
        const known = new Set(this.#rooms.map((room) => room.key));
        [...this.#items.keys()].filter((key) => !known.has(key)).forEach((key) => this.#items.delete(key));
    }

    #itemOf(room, now, isFirstMatch) {
        const isCurrent = room === this.#current;
        const shown = JSON.stringify([
            room.name, room.topic, room.unread, room.mentions, room.isPrivate, room.isJoining, room.lastAuthor,
            room.lastWords, room.lastTime && shortMoment(room.lastTime, now), !isCurrent && room.draft !== '',
            isCurrent, isFirstMatch,
        ]);
        const known = this.#items.get(room.key);
        if (known?.shown === shown) {
            return known.item;
        }
        const item = known?.item ?? element('li');
        const hadFocus = item.contains(document.activeElement);
        item.replaceChildren(this.#linkOf(room, now, isCurrent, isFirstMatch));
        if (hadFocus) {
            item.firstElementChild.focus({ preventScroll: true });
        }
        this.#items.set(room.key, { item, shown });
        return item;
    }

    #linkOf(room, now, isCurrent, isFirstMatch) {
        const preview = room.isJoining ? 'Joining…'
            : room.lastWords ? `${room.lastAuthor}: ${room.lastWords}` : room.topic;
        const hasDraft = !isCurrent && room.draft !== '';
        const badge = room.unread > 0
            ? element('span.badge', {
                'aria-label': counted(room.unread, 'unread message', 'unread messages')
                    + (room.mentions > 0 ? `, ${counted(room.mentions, 'mention', 'mentions')}` : ''),
            }, (room.mentions > 0 ? '@' : '') + badgeCount(room.unread)) : null;
        return element(`a.room${isFirstMatch ? '.first-match' : ''}`,
            { href: linkToRoom(room.name), 'aria-current': isCurrent ? 'page' : null, draggable: 'false' },
            roomSign(room.name, room.isPrivate),
            element('div.room-words', {},
                element('div.room-line', {},
                    element('bdi.name.one-line', {}, room.name),
                    room.lastTime ? element('time', {}, shortMoment(room.lastTime, now)) : null),
                preview || hasDraft || badge ? element('div.room-line', {},
                    element('span.preview.one-line', { dir: 'auto' },
                        hasDraft ? element('span.draft-word', {}, 'Draft: ') : null,
                        hasDraft ? room.draft.slice(0, 120) : preview),
                    badge) : null));
    }

    #takeKey(event) {
        if (event.key === 'Enter') {
            event.preventDefault();
            this.#list.querySelector('a')?.click();
        } else if (event.key === 'ArrowDown') {
            event.preventDefault();
            this.#list.querySelector('a')?.focus();
        } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            this.#clearFind();
            this.emit('left');
        }
    }

    #takeListKey(event) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step || event.altKey) {
            return;
        }
        event.preventDefault();
        const links = [...this.#list.querySelectorAll('a')];
        const next = links[links.indexOf(document.activeElement) + step];
        (next ?? (step < 0 ? this.#find : null))?.focus();
    }
}
