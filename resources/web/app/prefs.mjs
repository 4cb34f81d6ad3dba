// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person chose in this browser. One table: name, default, and what else it may be.

const table = {
    name: { fallback: '', allows: (value) => typeof value === 'string' },
    theme: { fallback: 'system', allows: (value) => ['system', 'light', 'dark'].includes(value) },
    notify: { fallback: 'mentions', allows: (value) => ['all', 'mentions', 'none'].includes(value) },
    members: { fallback: true, allows: (value) => typeof value === 'boolean' },
    room: { fallback: '', allows: (value) => typeof value === 'string' },
};

export function pref(name) {
    const { fallback, allows } = table[name];
    try {
        const value = JSON.parse(localStorage.getItem(`landline.${name}`));
        return value !== null && allows(value) ? value : fallback;
    } catch {
        return fallback;
    }
}

export function setPref(name, value) {
    try {
        localStorage.setItem(`landline.${name}`, JSON.stringify(value));
    } catch {
        // A browser that keeps nothing: it holds for as long as the page does.
    }
}

export function forgetPrefs() {
    Object.keys(table).forEach((name) => localStorage.removeItem(`landline.${name}`));
}
