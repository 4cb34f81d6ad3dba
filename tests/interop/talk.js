// SPDX-License-Identifier: GPL-3.0-or-later
// The ten lines that a browser page needs, run by node with ws: talk.js PORT
const WebSocket = globalThis.WebSocket ?? require("ws");
const server = `ws://127.0.0.1:${process.argv[2]}/ws`;
const heard = { ann: [], bob: [] };
setTimeout(() => { console.error("in vain", JSON.stringify(heard)); process.exit(1); }, 10000);

const ann = new WebSocket(`${server}?username=ann&room=browser`);
ann.onmessage = (message) => take("ann", JSON.parse(message.data));
ann.onopen = () => {
    const bob = new WebSocket(`${server}?username=bob&room=browser`);
    bob.onmessage = (message) => take("bob", JSON.parse(message.data));
    bob.onopen = () => bob.send(JSON.stringify({ type: "text", content: "hi" }));
};

function take(who, event) {
    if (event.type === "text") heard[who].push(event.content);
    if (heard.ann.includes("hi") && heard.bob.includes("hi")) process.exit(0);
}
