// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-server for a test: a port that is free, a folder of its own, and data that outlive a stop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export class Server {
    port = 0;
    #folder;
    #process = null;
    #settings;

    /** `settings` are variables of the server's, such as { LANDLINE_NAME: 'Team' }. */
    static async start(settings = {}, port = 0) {
        const server = new Server();
        server.port = port;
        server.#settings = { LANDLINE_RATE_LIMIT: 'off', ...settings };
        server.#folder = await mkdtemp(join(tmpdir(), 'landline-server-'));
        await server.begin();
        return server;
    }

    get url() {
        return `http://127.0.0.1:${this.port}/`;
    }

    /** Starts it, on the same port after the first time. */
    async begin() {
        this.#process = spawn(process.env.LANDLINE_SERVER_PROGRAM,
            ['--listen', '127.0.0.1', '--port', String(this.port), '--data-dir', join(this.#folder, 'data')],
            { env: { ...process.env, ...this.#settings }, stdio: ['ignore', 'pipe', 'pipe'] });
        let complaints = '';
        this.#process.stderr.setEncoding('utf8').on('data', (part) => { complaints += part; });
        const ended = once(this.#process, 'exit').then(([status]) => {
            throw new Error(`the server ended with ${status}: ${complaints}`);
        });
        ended.catch(() => {}); // later on that is no news
        const [line] = await Promise.race([once(createInterface(this.#process.stdout), 'line'), ended]);
        this.port = Number(line.split(':').at(-1));
    }

    /** 'SIGTERM' for a stop in good order, 'SIGKILL' for none. */
    async end(signal = 'SIGTERM') {
        if (this.#process.exitCode === null && this.#process.signalCode === null) {
            const ended = once(this.#process, 'exit');
            this.#process.kill(signal);
            await ended;
        }
    }

    async stop() {
        await this.end('SIGKILL');
        await rm(this.#folder, { recursive: true, force: true });
    }
}
