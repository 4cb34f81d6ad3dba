// SPDX-License-Identifier: GPL-3.0-or-later
import { element } from './dom.mjs';

/** Whether it worked. On a page without TLS browsers have only the old way. */
export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyTheOldWay(text);
    }
}

function copyTheOldWay(text) {
    const before = document.activeElement;
    const field = element('textarea.unseen', { readonly: true, 'aria-hidden': 'true' });
    field.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    before?.focus();
    return copied;
}
