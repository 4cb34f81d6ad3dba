// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, element, setText } from './dom.mjs';
import { Emitter } from './emitter.mjs';
import { roomSign } from './faces.mjs';
import { compareRooms, normalName, roomKey, roomNameProblem } from './names.mjs';
import { counted } from './words.mjs';

const mostShown = 200;

/**
 * Joining a room of the server, or making one: the name decides. Tells 'wanted' when it wants the list of rooms,
 * 'join' (name) and 'create' (name, topic, whether private).
 */
export class JoinDialog extends Emitter {
    #dialog = byId('join-dialog');
    #name = byId('join-name');
    #topic = byId('join-topic');
    #isPrivate = byId('join-private');
    #rooms = null;

    constructor(signal) {
        super();
        byId('join-form').addEventListener('submit', (event) => {
            event.preventDefault();
            this.#submit();
        }, { signal });
        this.#name.addEventListener('input', () => this.#show(), { signal });
        closeOnDemand(this.#dialog, signal);
    }

    get isOpen() {
        return this.#dialog.open;
    }

    open() {
        this.#rooms = null;
        this.#name.value = '';
        this.#topic.value = '';
        this.#isPrivate.checked = false;
        this.#show();
        this.#dialog.showModal();
        this.#name.focus();
        this.emit('wanted');
    }

    close() {
        this.#dialog.close();
    }

    setAvailable(infos) {
        this.#rooms = infos.filter((info) => typeof info?.room === 'string')
            .sort((a, b) => compareRooms(a.room, b.room));
        this.#show(true);
    }

    showProblem(sentence) {
        const where = byId('join-problem');
        setText(where, sentence);
        where.hidden = sentence === '';
    }

    #submit() {
        const problem = roomNameProblem(this.#name.value);
        this.showProblem(problem);
        if (problem !== '') {
            this.#name.focus();
            return;
        }
        const name = normalName(this.#name.value);
        if (this.#isNew(name)) {
            this.emit('create', name, this.#topic.value.trim(), this.#isPrivate.checked);
        } else {
            this.emit('join', name);
        }
    }

    #isNew(name) {
        return this.#rooms !== null && name !== ''
            && !this.#rooms.some((info) => roomKey(info.room) === roomKey(name));
    }

    #show(keepsProblem = false) {
        const name = normalName(this.#name.value);
        const isNew = this.#isNew(name) && roomNameProblem(name) === '';
        const others = (this.#rooms ?? []).filter((info) => info.joined !== true);
        const matching = others.filter((info) => roomKey(info.room).includes(roomKey(name)));
        byId('join-new').hidden = !isNew;
        setText(byId('join-new').firstElementChild, `There is no room “${name}” yet. It will be made.`);
        setText(byId('join-submit'), isNew ? 'Create' : 'Join');
        setText(byId('join-list-title'), this.#titleOf(isNew, others.length, matching.length));
        byId('join-list').replaceChildren(...matching.slice(0, mostShown).map((info) => this.#item(info)));
        if (!keepsProblem) {
            this.showProblem('');
        }
    }

    #titleOf(isNew, others, matching) {
        if (this.#rooms === null) {
            return 'Asking the server for its rooms…';
        }
        if (matching > 0) {
            return 'Rooms on this server';
        }
        return isNew || others > 0 ? '' : 'You are in every room that there is. Name a new one and it is made.';
    }

    #item(info) {
        const people = counted(Number(info.members) || 0, 'member', 'members');
        return element('li', {}, element('button', { type: 'button', on: { click: () => this.emit('join', info.room) } },
            roomSign(info.room, info.private === true),
            element('bdi.name.one-line', {}, info.room),
            element('span.small.muted.one-line', { dir: 'auto' },
                info.topic ? `${people} · ${String(info.topic)}` : people)));
    }
}

/** The dialog goes with its cross, and with a click beside it. */
export function closeOnDemand(dialog, signal) {
    dialog.addEventListener('click', (event) => {
        if (event.target === dialog || event.target.closest('[data-closes]')) {
            dialog.close();
        }
    }, { signal });
}
