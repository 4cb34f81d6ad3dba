// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a browser keeps for one user: rooms and their events (a cache), what is not sent yet (the outbox), drafts.

const version = 1;

/** Opens the user's database; where the browser has none, as in some private windows, all is kept in memory. */
export async function openDisk(name) {
    try {
        return new Disk(await openDatabase(`landline:${name}`));
    } catch {
        return new MemoryDisk();
    }
}

/** Forgets all that was kept for the user. */
export function deleteDisk(name) {
    return new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(`landline:${name}`);
        request.onsuccess = request.onerror = request.onblocked = () => resolve();
    });
}

function openDatabase(name) {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => {
            const database = request.result;
            database.createObjectStore('state');
            database.createObjectStore('rooms', { keyPath: 'key' });
            database.createObjectStore('events', { keyPath: ['key', 'event.seq'] });
            database.createObjectStore('outbox', { keyPath: 'id' });
            database.createObjectStore('drafts');
        };
        request.onsuccess = () => {
            request.result.onversionchange = () => request.result.close();
            resolve(request.result);
        };
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error('another page keeps the database'));
    });
}

function outcomeOf(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** Writes to the cache that come while one is under way make the next transaction: alone, none waits. */
class Disk {
    #database;
    #waiting = [];
    #isWriting = false;

    constructor(database) {
        this.#database = database;
    }

    /** What was kept: `state` by name, `rooms`, `outbox` in the order of writing, `drafts` by room. */
    async load() {
        const stores = this.#database.transaction(['state', 'rooms', 'outbox', 'drafts']);
        const all = (name) => outcomeOf(stores.objectStore(name).getAll());
        const keys = (name) => outcomeOf(stores.objectStore(name).getAllKeys());
        const [stateKeys, state, rooms, outbox, draftKeys, drafts] = await Promise.all(
            [keys('state'), all('state'), all('rooms'), all('outbox'), keys('drafts'), all('drafts')]);
        return {
            state: new Map(stateKeys.map((key, i) => [key, state[i]])),
            rooms,
            outbox: outbox.sort((a, b) => a.order - b.order),
            drafts: new Map(draftKeys.map((key, i) => [key, drafts[i]])),
        };
    }

    putState(name, value) {
        this.#later('state', (store) => store.put(value, name));
    }

    putRoom(room) {
        this.#later('rooms', (store) => store.put(room));
    }

    putEvents(key, events) {
        this.#later('events', (store) => events.forEach((event) => store.put({ key, event })));
    }

    dropEvents(key, from = 0, to = Infinity) {
        this.#later('events', (store) => store.delete(IDBKeyRange.bound([key, from], [key, to])));
    }

    dropRoom(key) {
        this.dropEvents(key);
        this.#later('rooms', (store) => store.delete(key));
    }

    putDraft(key, text) {
        this.#later('drafts', (store) => (text === '' ? store.delete(key) : store.put(text, key)));
    }

    /** The newest `count` events from `first` to `last`, oldest first. */
    async readEvents(key, first, last, count) {
        this.flush();
        const events = [];
        const store = this.#database.transaction('events').objectStore('events');
        const range = IDBKeyRange.bound([key, first], [key, last]);
        return new Promise((resolve, reject) => {
            const request = store.openCursor(range, 'prev');
            request.onerror = () => reject(request.error);
            request.onsuccess = () => {
                const cursor = request.result;
                if (cursor === null || events.length === count) {
                    resolve(events.reverse());
                    return;
                }
                events.push(cursor.value.event);
                cursor.continue();
            };
        });
    }

    /** Resolves once the message would survive a crash of the machine. */
    putPending(message) {
        return this.#now('outbox', (store) => store.put(message));
    }

    removePending(id) {
        return this.#now('outbox', (store) => store.delete(id));
    }

    /** Writes what waits. To be called before the page may go away. */
    flush() {
        const waiting = this.#waiting.splice(0);
        if (waiting.length === 0) {
            return;
        }
        try {
            const transaction = this.#database.transaction(
                [...new Set(waiting.map(({ store }) => store))], 'readwrite', { durability: 'relaxed' });
            this.#isWriting = true;
            transaction.oncomplete = transaction.onabort = () => {
                this.#isWriting = false;
                this.flush();
            };
            for (const { store, write } of waiting) {
                write(transaction.objectStore(store));
            }
        } catch {
            // The database was taken away, as when the person clears the site's data. It is a cache.
            this.#isWriting = false;
        }
    }

    close() {
        this.flush();
        this.#database.close();
    }

    #later(store, write) {
        this.#waiting.push({ store, write });
        if (this.#waiting.length === 1 && !this.#isWriting) {
            queueMicrotask(() => this.flush());
        }
    }

    #now(store, write) {
        return new Promise((resolve) => {
            try {
                const transaction = this.#database.transaction(store, 'readwrite', { durability: 'strict' });
                transaction.oncomplete = transaction.onabort = transaction.onerror = () => resolve();
                write(transaction.objectStore(store));
            } catch {
                resolve(); // it is in memory, and better sent than kept back
            }
        });
    }
}

/** The same for browsers without a database, and for tests. */
export class MemoryDisk {
    #state = new Map();
    #rooms = new Map();
    #events = new Map();
    #outbox = new Map();
    #drafts = new Map();

    async load() {
        return {
            state: new Map(this.#state),
            rooms: structuredClone([...this.#rooms.values()]),
            outbox: structuredClone([...this.#outbox.values()]),
            drafts: new Map(this.#drafts),
        };
    }

    putState(name, value) {
        this.#state.set(name, structuredClone(value));
    }

    putRoom(room) {
        this.#rooms.set(room.key, structuredClone(room));
    }

    putEvents(key, events) {
        const all = this.#events.get(key) ?? new Map();
        events.forEach((event) => all.set(event.seq, event));
        this.#events.set(key, all);
    }

    dropEvents(key, from = 0, to = Infinity) {
        const all = this.#events.get(key) ?? new Map();
        [...all.keys()].filter((seq) => seq >= from && seq <= to).forEach((seq) => all.delete(seq));
    }

    dropRoom(key) {
        this.#events.delete(key);
        this.#rooms.delete(key);
    }

    putDraft(key, text) {
        if (text === '') {
            this.#drafts.delete(key);
        } else {
            this.#drafts.set(key, text);
        }
    }

    async readEvents(key, first, last, count) {
        const all = this.#events.get(key) ?? new Map();
        const seqs = [...all.keys()].filter((seq) => seq >= first && seq <= last).sort((a, b) => a - b);
        return seqs.slice(-count).map((seq) => all.get(seq));
    }

    async putPending(message) {
        this.#outbox.set(message.id, structuredClone(message));
    }

    async removePending(id) {
        this.#outbox.delete(id);
    }

    flush() {}

    close() {}
}
