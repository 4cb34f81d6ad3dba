// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, setText } from './dom.mjs';
import { Emitter } from './emitter.mjs';

/** The head of a conversation: name, topic and menu. Tells 'topic' (text), 'link', 'leave'. */
export class RoomHead extends Emitter {
    #topic = byId('room-topic');
    #edit = byId('topic-edit');
    #menu = byId('menu');
    #more = byId('open-menu');
    #room = null;

    constructor(signal) {
        super();
        this.#topic.addEventListener('click', () => this.#beginTopic(), { signal });
        this.#edit.addEventListener('keydown', (event) => this.#takeTopicKey(event), { signal });
        this.#edit.addEventListener('blur', () => this.#endTopic(), { signal });
        this.#more.addEventListener('click', () => this.#setMenuOpen(this.#menu.hidden), { signal });
        this.#menu.addEventListener('click', (event) => this.#choose(event), { signal });
        this.#menu.addEventListener('keydown', (event) => this.#takeMenuKey(event), { signal });
        document.addEventListener('pointerdown', (event) => {
            if (!this.#menu.hidden && !event.target.closest('#menu, #open-menu')) {
                this.#setMenuOpen(false);
            }
        }, { signal });
    }

    update(room) {
        byId('room-head').hidden = room === null;
        if (room !== this.#room) {
            this.#room = room;
            this.#endTopic();
            this.#setMenuOpen(false);
        }
        setText(byId('room-name'), room?.name ?? '');
        setText(this.#topic, room?.topic || 'Add a topic');
        this.#topic.hidden = !this.#edit.hidden || !room?.isMember;
    }

    #beginTopic() {
        this.#topic.hidden = true;
        this.#edit.hidden = false;
        this.#edit.value = this.#room.topic;
        this.#edit.focus();
        this.#edit.select();
    }

    #endTopic() {
        this.#edit.hidden = true;
        this.#topic.hidden = !this.#room?.isMember;
    }

    #takeTopicKey(event) {
        if (event.key === 'Enter' && !event.isComposing) {
            event.preventDefault();
            const topic = this.#edit.value.trim();
            this.#endTopic();
            if (topic !== this.#room.topic) {
                this.emit('topic', topic);
            }
            this.emit('done');
        } else if (event.key === 'Escape') {
            event.stopPropagation();
            this.#endTopic();
            this.#topic.focus();
        }
    }

    #setMenuOpen(open) {
        this.#menu.hidden = !open;
        this.#more.setAttribute('aria-expanded', String(open));
        if (open) {
            this.#menu.querySelector('button').focus();
        }
    }

    #takeMenuKey(event) {
        const items = [...this.#menu.querySelectorAll('button')];
        const at = items.indexOf(document.activeElement);
        const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
        if (next !== undefined) {
            event.preventDefault();
            event.stopPropagation();
            items[next % items.length].focus();
        } else if (event.key === 'Escape' || event.key === 'Tab') {
            event.stopPropagation();
            this.#setMenuOpen(false);
            this.#more.focus();
        }
    }

    #choose(event) {
        const { does } = event.target.closest('[data-does]')?.dataset ?? {};
        if (!does) {
            return;
        }
        this.#setMenuOpen(false);
        if (does === 'topic') {
            this.#beginTopic();
        } else {
            this.#more.focus();
            this.emit(does);
        }
    }
}
