// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drives Chromium by its DevTools protocol over a pipe: what these tests need of it, and no package to fetch.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const switches = [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-extensions',
    '--disable-dev-shm-usage', '--hide-scrollbars=false', '--force-color-profile=srgb', '--lang=en-GB',
    '--remote-debugging-pipe',
];
/** How long (ms) anything may take before a test gives up. */
export const patience = Number(process.env.LANDLINE_PATIENCE ?? 20000);

/** A browser with a profile of its own. */
export class Chrome {
    #process;
    #profile;
    #calls = new Map();
    #sessions = new Map();
    #last = 0;
    #rest = '';

    static async start() {
        const chrome = new Chrome();
        chrome.#profile = await mkdtemp(join(tmpdir(), 'landline-chrome-'));
        chrome.#process = spawn(process.env.CHROMIUM ?? 'chromium',
            [...switches, `--user-data-dir=${chrome.#profile}`, 'about:blank'],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        chrome.#process.stdio[4].setEncoding('utf8').on('data', (part) => chrome.#take(part));
        await chrome.call('Browser.getVersion');
        return chrome;
    }

    async stop() {
        const ended = new Promise((resolve) => { this.#process.once('exit', resolve); });
        this.call('Browser.close').catch(() => {});
        const killing = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
        await ended;
        clearTimeout(killing);
        await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }

    call(method, params = {}, sessionId = undefined) {
        const id = ++this.#last;
        this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`${method} was not answered`)), 3 * patience);
            this.#calls.set(id, (answer) => {
                clearTimeout(late);
                if (answer.error) {
                    reject(new Error(`${method}: ${answer.error.message}`));
                } else {
                    resolve(answer.result);
                }
            });
        });
    }

    /** A page in a window of its own, with cookies and storage of its own (`alone`) or those of the profile. */
    async page({ width = 1280, height = 800, scale = 1, touch = false, dark = false, alone = true } = {}) {
        const context = alone ? (await this.call('Target.createBrowserContext')).browserContextId : undefined;
        const { targetId } = await this.call('Target.createTarget',
            { url: 'about:blank', browserContextId: context, newWindow: true });
        const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
        const page = new Page(this, sessionId, targetId, context);
        this.#sessions.set(sessionId, page);
        await page.prepare({ width, height, scale, touch, dark });
        return page;
    }

    #take(part) {
        const messages = (this.#rest + part).split('\0');
        this.#rest = messages.pop();
        for (const text of messages) {
            const message = JSON.parse(text);
            if (message.id) {
                this.#calls.get(message.id)?.(message);
                this.#calls.delete(message.id);
            } else {
                this.#sessions.get(message.sessionId)?.take(message);
            }
        }
    }
}

const keys = {
    Enter: { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
    Escape: { code: 'Escape', windowsVirtualKeyCode: 27 },
    Tab: { code: 'Tab', windowsVirtualKeyCode: 9 },
    ArrowUp: { code: 'ArrowUp', windowsVirtualKeyCode: 38 },
    ArrowDown: { code: 'ArrowDown', windowsVirtualKeyCode: 40 },
    k: { code: 'KeyK', windowsVirtualKeyCode: 75 },
};
const modifiers = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

export class Page {
    /** What went wrong in the page: exceptions, and errors on its console. */
    faults = [];
    #chrome;
    #session;
    #target;
    #context;
    #listeners = new Map();

    constructor(chrome, session, target, context) {
        this.#chrome = chrome;
        this.#session = session;
        this.#target = target;
        this.#context = context;
    }

    call(method, params = {}) {
        return this.#chrome.call(method, params, this.#session);
    }

    on(method, listener) {
        this.#listeners.set(method, listener);
    }

    take({ method, params }) {
        if (method === 'Runtime.exceptionThrown') {
            const { text, exception } = params.exceptionDetails;
            this.faults.push(exception?.description ?? text);
        } else if (method === 'Log.entryAdded' && params.entry.level === 'error' && params.entry.source !== 'network') {
            this.faults.push(params.entry.text);
        } else if (method === 'Runtime.consoleAPICalled' && params.type === 'error') {
            this.faults.push(params.args.map((arg) => arg.value ?? arg.description).join(' '));
        }
        this.#listeners.get(method)?.(params);
    }

    async prepare({ width, height, scale, touch, dark }) {
        for (const domain of ['Page', 'Runtime', 'Log', 'Network']) {
            await this.call(`${domain}.enable`);
        }
        await this.resize(width, height, scale, touch);
        await this.setDark(dark);
        await this.call('Emulation.setFocusEmulationEnabled', { enabled: true });
        await this.call('Emulation.setTimezoneOverride', { timezoneId: 'UTC' });
        await this.call('Emulation.setLocaleOverride', { locale: 'en_GB' });
    }

    async resize(width, height, scale = 1, mobile = false) {
        await this.call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile });
        await this.call('Emulation.setTouchEmulationEnabled', { enabled: mobile });
    }

    setDark(dark) {
        return this.call('Emulation.setEmulatedMedia',
            { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    }

    async open(url) {
        await this.call('Page.navigate', { url });
        await this.until('document.readyState === "complete"');
    }

    close() {
        return this.#context
            ? this.#chrome.call('Target.disposeBrowserContext', { browserContextId: this.#context })
            : this.#chrome.call('Target.closeTarget', { targetId: this.#target });
    }

    /** The value of an expression, or of a function called in the page with the arguments. */
    async run(what, ...given) {
        const expression = typeof what === 'function' ? `(${what})(...${JSON.stringify(given)})` : what;
        const { result, exceptionDetails } = await this.call('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) {
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        }
        return result.value;
    }

    /** Waits until it is true. */
    async until(what, ...given) {
        const started = Date.now();
        for (;;) {
            const value = await this.run(what, ...given).catch((error) => {
                if (!/context|navigat/i.test(error.message)) {
                    throw error;
                }
            });
            if (value) {
                return value;
            }
            if (Date.now() - started > patience) {
                throw new Error(`it never came true: ${what} ${given.length > 0 ? JSON.stringify(given) : ''}`);
            }
            await new Promise((resolve) => { setTimeout(resolve, 30); });
        }
    }

    /** Waits until the text can be seen somewhere in the element. */
    seen(text, where = 'body') {
        return this.until((words, selector) => document.querySelector(selector)?.innerText.includes(words), text, where);
    }

    /** Clicks the middle of what is shown, stands still, and is not covered: what moves would be missed. */
    async click(selector) {
        const { x, y } = await this.until(async (what) => {
            const boxOf = () => {
                const found = document.querySelector(what);
                return found?.checkVisibility({ visibilityProperty: true }) ? found.getBoundingClientRect() : null;
            };
            document.querySelector(what)?.scrollIntoView({ block: 'nearest' });
            const before = boxOf();
            await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
            const now = boxOf();
            if (!before || !now || before.x !== now.x || before.y !== now.y) {
                return null;
            }
            const middle = { x: now.x + now.width / 2, y: now.y + now.height / 2 };
            const hit = document.elementFromPoint(middle.x, middle.y);
            return hit?.closest(what) ? middle : null;
        }, selector);
        for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) {
            await this.call('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
        }
    }

    /** `press('Enter')`, `press('Shift+Enter')`. */
    async press(combination) {
        const parts = combination.split('+');
        const key = parts.pop();
        const held = parts.reduce((sum, name) => sum | modifiers[name], 0);
        const { text, ...what } = keys[key];
        const typed = text && (held & ~modifiers.Shift) === 0 ? { text } : {};
        await this.call('Input.dispatchKeyEvent', { type: 'keyDown', key, modifiers: held, ...what, ...typed });
        await this.call('Input.dispatchKeyEvent', { type: 'keyUp', key, modifiers: held, ...what });
    }

    type(text) {
        return this.call('Input.insertText', { text });
    }

    async wheel(selector, deltaY) {
        const { x, y } = await this.run((what) => {
            const box = document.querySelector(what).getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }, selector);
        await this.call('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY });
    }

    allow(url, permissions) {
        return this.#chrome.call('Browser.grantPermissions',
            { origin: new URL(url).origin, browserContextId: this.#context, permissions });
    }

    setOffline(offline) {
        return this.call('Network.emulateNetworkConditions',
            { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    }

    async screenshot(file) {
        await this.run(() => new Promise((resolve) => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
        }));
        const { data } = await this.call('Page.captureScreenshot', { format: 'png' });
        await writeFile(file, Buffer.from(data, 'base64'));
    }
}
