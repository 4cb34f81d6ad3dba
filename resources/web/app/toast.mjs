// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, element } from './dom.mjs';

const shownFor = 4000; // ms, and more for long sentences

/** A sentence that comes and goes by itself. */
export function toast(sentence) {
    const made = element('p.toast', {}, sentence);
    byId('toasts').append(made);
    setTimeout(() => made.remove(), shownFor + sentence.length * 30);
}
