// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, setText } from './dom.mjs';
import { Emitter } from './emitter.mjs';

/** A draft is kept once the writer pauses (ms), not with each key. */
const draftPause = 500;

/**
 * Where messages are written. Knows nothing of rooms and network. Tells 'submitted' (text), 'typing' (whether there is
 * anything), 'draft' (text), 'replyDropped'.
 */
export class Composer extends Emitter {
    #form = byId('composer');
    #text = byId('composer-text');
    #send = byId('send');
    #problem = byId('composer-problem');
    #reply = byId('reply-to');
    #draftTimer = null;

    constructor(signal) {
        super();
        this.#form.addEventListener('submit', (event) => {
            event.preventDefault();
            this.#submit();
        }, { signal });
        this.#text.addEventListener('input', () => this.#takeInput(), { signal });
        this.#text.addEventListener('keydown', (event) => this.#takeKey(event), { signal });
        this.#reply.querySelector('button').addEventListener('click', () => this.emit('replyDropped'), { signal });
        addEventListener('resize', () => this.#fit(), { signal });
    }

    get text() {
        return this.#text.value;
    }

    get hasFocus() {
        return document.activeElement === this.#text;
    }

    /** Shows what was written in a room before. */
    setText(text, placeholder) {
        this.#text.value = text;
        this.#text.placeholder = placeholder;
        this.showProblem('');
        this.#afterChange();
    }

    focus() {
        this.#text.focus();
    }

    showProblem(sentence) {
        setText(this.#problem, sentence);
        this.#problem.hidden = sentence === '';
    }

    /** Above the text stands what it answers; empty for nothing. */
    showReply(words) {
        setText(this.#reply.querySelector('span'), words);
        this.#reply.hidden = words === '';
    }

    /** What is not told yet of the draft is told now. */
    settleDraft() {
        if (this.#draftTimer !== null) {
            clearTimeout(this.#draftTimer);
            this.#draftTimer = null;
            this.emit('draft', this.text);
        }
    }

    /** It was sent. */
    clear() {
        clearTimeout(this.#draftTimer);
        this.#draftTimer = null;
        this.setText('', this.#text.placeholder);
        this.emit('draft', '');
    }

    #submit() {
        if (this.text.trim() !== '') {
            this.emit('submitted', this.text);
        }
    }

    #takeKey(event) {
        // While an input method composes, Enter is its own; 229 is how some browsers say so behind the end of it.
        const isComposing = event.isComposing || event.keyCode === 229;
        if (event.key === 'Enter' && !event.shiftKey && !isComposing) {
            event.preventDefault();
            this.#submit();
        }
    }

    #takeInput() {
        clearTimeout(this.#draftTimer);
        this.#draftTimer = setTimeout(() => this.settleDraft(), draftPause);
        this.showProblem('');
        this.#afterChange();
        this.emit('typing', this.text !== '');
    }

    #afterChange() {
        this.#send.disabled = this.text.trim() === '';
        this.#fit();
    }

    #fit() {
        this.#text.style.height = 'auto';
        this.#text.style.height = `${this.#text.scrollHeight}px`;
    }
}
