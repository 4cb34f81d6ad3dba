// SPDX-License-Identifier: GPL-3.0-or-later

/** Tells those who asked, in the order in which they asked. */
export class Emitter {
    #listeners = new Map();

    /** Returns a function that ends it. */
    on(name, listener) {
        const all = this.#listeners.get(name) ?? new Set();
        all.add(listener);
        this.#listeners.set(name, all);
        return () => all.delete(listener);
    }

    emit(name, ...details) {
        for (const listener of [...(this.#listeners.get(name) ?? [])]) {
            listener(...details);
        }
    }
}
