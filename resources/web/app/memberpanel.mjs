// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, element, setText } from './dom.mjs';
import { avatar } from './faces.mjs';
import { counted } from './words.mjs';

/** More names than this are not all put into the document. */
const mostShown = 500;

/** Who is in the room, at the right. */
export class MemberPanel {
    #panel = byId('members');
    #list = byId('member-list');
    #shown = '';

    get isOpen() {
        return !this.#panel.hidden;
    }

    setOpen(open) {
        this.#panel.hidden = !open;
        const toggle = byId('toggle-members');
        toggle.setAttribute('aria-expanded', String(open));
    }

    update(room, self) {
        const count = room?.people?.size ?? room?.memberCount ?? 0;
        setText(byId('member-count'), count > 0 ? String(count) : '');
        byId('toggle-members').setAttribute('aria-label',
            `Members: ${count}. ${this.isOpen ? 'Hide' : 'Show'} them`);
        if (!this.isOpen || !room) {
            return;
        }
        const typing = new Set(room.typing());
        const people = [...(room.people ?? [])].map(([name, online]) => ({ name, online, types: typing.has(name) }))
            .sort((a, b) => b.online - a.online || a.name.localeCompare(b.name, undefined, { sensitivity: 'base' }));
        const shown = JSON.stringify([room.key, people]);
        if (shown === this.#shown) {
            return;
        }
        this.#shown = shown;
        const online = people.filter((one) => one.online);
        const offline = people.filter((one) => !one.online);
        const scrolled = this.#list.scrollTop;
        this.#list.replaceChildren(...this.#group('Online', online, self), ...this.#group('Offline', offline, self));
        this.#list.scrollTop = scrolled;
    }

    #group(title, people, self) {
        if (people.length === 0) {
            return [];
        }
        const rest = people.length - mostShown;
        return [
            element('h3', {}, `${title} – ${people.length}`),
            element('ul', { 'aria-label': title },
                ...people.slice(0, mostShown).map((person) => this.#item(person, self)),
                rest > 0 ? element('li.member', {},
                    element('span.muted', {}, `and ${counted(rest, 'other', 'others')}`)) : null),
        ];
    }

    #item({ name, online, types }, self) {
        const note = types ? 'typing…' : name === self ? 'you' : '';
        return element(`li.member${online ? '.online' : ''}`, { title: name },
            element('span.face', {}, avatar(name, '.small')),
            element('bdi.name.one-line', {}, name),
            note ? element('span.note', {}, note) : null);
    }
}
