// SPDX-License-Identifier: GPL-3.0-or-later
//
// Making elements. Text becomes text nodes and nothing else: nowhere in the page is a string read as HTML.

/** `element('button.primary', { type: 'button', on: { click } }, 'Join')`; children that are null are left out. */
export function element(what, properties = {}, ...children) {
    const [name, ...classes] = what.split('.');
    const made = document.createElement(name || 'div');
    if (classes.length > 0) {
        made.className = classes.join(' ');
    }
    for (const [key, value] of Object.entries(properties)) {
        if (key === 'on') {
            for (const [event, listener] of Object.entries(value)) {
                made.addEventListener(event, listener);
            }
        } else if (value === true) {
            made.setAttribute(key, '');
        } else if (value !== null && value !== undefined && value !== false) {
            made.setAttribute(key, value);
        }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
}

const svg = 'http://www.w3.org/2000/svg';

/** One of the drawings of index.html. */
export function icon(name, className = 'icon') {
    const drawing = document.createElementNS(svg, 'svg');
    drawing.setAttribute('class', className);
    drawing.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(svg, 'use');
    use.setAttribute('href', `#icon-${name}`);
    drawing.append(use);
    return drawing;
}

/** A button that is a drawing; `label` is what it says to those who cannot see it, and its tooltip. */
export function iconButton(name, label, click, className = '') {
    return element(`button.icon-button${className}`,
        { type: 'button', 'aria-label': label, title: label, on: { click } }, icon(name));
}

/** Sets an element's children, and leaves it alone where they are the same. */
export function setText(where, text) {
    if (where.textContent !== text) {
        where.textContent = text;
    }
}

/** Which of the two is shown, 'start' or 'chat'. early.js has decided what is shown first. */
export function showPage(name) {
    document.documentElement.dataset.page = name;
}

/** The element of index.html with this id. */
export function byId(id) {
    return document.getElementById(id);
}
