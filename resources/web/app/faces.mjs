// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands for a person and for a room.
import { element, icon } from './dom.mjs';
import { colourOf, initialsOf } from './names.mjs';

/** A disc in the colour of the name with its initials. `size` is '' or '.small'. */
export function avatar(name, size = '') {
    const initials = initialsOf(name);
    const many = initials.length > 1 ? '.two' : '';
    return element(`span.avatar${size}${many}.colour-${colourOf(name)}`, { 'aria-hidden': 'true' }, initials);
}

export function roomSign(name, isPrivate) {
    return element(`span.sign.colour-${colourOf(name)}`, { 'aria-hidden': 'true' }, isPrivate ? icon('lock') : '#');
}
