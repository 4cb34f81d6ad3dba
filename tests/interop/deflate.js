// SPDX-License-Identifier: GPL-3.0-or-later
// permessage-deflate between node's ws and the server: deflate.js PORT
const assert = require("assert");
const WebSocket = require("ws");
const server = `ws://127.0.0.1:${process.argv[2]}`;
setTimeout(() => { console.error("in vain"); process.exit(1); }, 20000);

const content = "over and over ".repeat(500).trim();
const offers = {
    deflating: { threshold: 0 },
    small: { threshold: 0, serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
    plain: false,
};

function open(path, perMessageDeflate) {
    const socket = new WebSocket(server + path, { perMessageDeflate });
    return new Promise((resolve, reject) => {
        socket.on("open", () => resolve(socket));
        socket.on("error", reject);
    });
}

function hears(socket, fits) {
    return new Promise((resolve) => socket.on("message", (data) => { if (fits(data)) resolve(); }));
}

async function inRoom() {
    const sockets = {};
    for (const [name, offer] of Object.entries(offers)) {
        sockets[name] = await open(`/ws?username=${name}&room=node-deflate`, offer);
        const extensions = sockets[name].extensions;
        assert.strictEqual(extensions.includes("permessage-deflate"), offer !== false, extensions);
    }
    for (const speaker of Object.keys(offers)) {
        const says = speaker + " " + content;
        const heard = Object.values(sockets).map(
            (socket) => hears(socket, (data) => JSON.parse(data).content === says));
        sockets[speaker].send(JSON.stringify({ type: "text", content: says }));
        await Promise.all(heard);
    }
}

async function echoed() {
    for (const offer of Object.values(offers)) {
        const socket = await open("/echo", offer);
        for (const size of [0, 1, 255, 256, 5000, 60000]) {
            const bytes = Buffer.alloc(size, "0123456789abcdef");
            const heard = hears(socket, (data) => data.equals(bytes));
            socket.send(bytes);
            await heard;
        }
    }
}

inRoom().then(echoed).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
