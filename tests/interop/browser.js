// SPDX-License-Identifier: GPL-3.0-or-later
// Ten lines of script in a page of a real browser: browser.js PORT CHROMIUM FOLDER
//
// The page is the server's own, as PROTOCOL.md section 1 wants it; a page from elsewhere is refused.
const { spawn } = require("node:child_process");
const [port, chromium, folder] = process.argv.slice(2);

// Runs in the page: ann hears what bob says.
function tenLines() {
    return new Promise((resolve, reject) => {
        const url = `ws://${location.host}/ws?room=page&username=`;
        const ann = new WebSocket(`${url}ann`);
        ann.onerror = () => reject(new Error("refused"));
        ann.onmessage = ({ data }) => JSON.parse(data).type === "text" && resolve(JSON.parse(data));
        ann.onopen = () => {
            const bob = new WebSocket(`${url}bob`);
            bob.onopen = () => bob.send(JSON.stringify({ type: "text", content: "grüße 👋" }));
        };
    });
}

// Runs in a page that has no origin.
function fromElsewhere(port) {
    return new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?username=eve&room=page`);
        socket.onopen = () => resolve("let in");
        socket.onerror = () => resolve("refused");
    });
}

// The DevTools protocol over a pipe: messages of JSON that end in a zero byte, to descriptor 3 and from 4.
const browser = spawn(chromium, [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", `--user-data-dir=${folder}`, "--remote-debugging-pipe", "about:blank",
], { stdio: ["ignore", "ignore", "inherit", "pipe", "pipe"] });
const waiting = new Map();
let received = Buffer.alloc(0);
browser.stdio[4].on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (let end = received.indexOf(0); end >= 0; end = received.indexOf(0)) {
        const message = JSON.parse(received.subarray(0, end).toString());
        received = received.subarray(end + 1);
        waiting.get(message.id ?? message.method)?.(message);
    }
});

let sent = 0;
function command(method, params = {}, sessionId = undefined) {
    const id = ++sent;
    browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    return new Promise((resolve, reject) => waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        return error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result);
    }));
}

function loaded() {
    return new Promise((resolve) => waiting.set("Page.loadEventFired", resolve));
}

async function run(page, script) {
    const { result, exceptionDetails } = await command(
        "Runtime.evaluate", { expression: script, awaitPromise: true, returnByValue: true }, page);
    if (exceptionDetails) throw new Error(exceptionDetails.exception.description);
    return result.value;
}

function finish(problem) {
    if (problem) console.error(problem);
    browser.on("exit", () => process.exit(problem ? 1 : 0));
    browser.kill("SIGKILL");
}

async function main() {
    const { targetId } = await command("Target.createTarget", { url: "about:blank" });
    const { sessionId: page } = await command("Target.attachToTarget", { targetId, flatten: true });
    const elsewhere = await run(page, `(${fromElsewhere})(${port})`);
    if (elsewhere !== "refused") throw new Error(`a page without an origin is ${elsewhere}`);
    await command("Page.enable", {}, page);
    const there = loaded();
    await command("Page.navigate", { url: `http://127.0.0.1:${port}/healthz` }, page);
    await there;
    const text = await run(page, `(${tenLines})()`);
    if (text.content !== "grüße 👋" || text.username !== "bob") throw new Error(JSON.stringify(text));
}

setTimeout(() => finish("in vain"), 60000);
main().then(() => finish(), finish);
