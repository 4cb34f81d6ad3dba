// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * Lets the page open without a connection: the service worker keeps its files (sw.js), the database what was said.
 * `open(room)` is called when a notification was clicked. Browsers allow this for pages over HTTPS or from this machine.
 */
export async function workOffline(open) {
    if (!('serviceWorker' in navigator)) {
        return;
    }
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
        if (data?.does === 'open' && typeof data.room === 'string') {
            open(data.room);
        }
    });
    try {
        await navigator.serviceWorker.register(scriptAddress('/sw.js'));
    } catch {
        // Without it the page works all the same, as long as the server answers.
    }
}

/** The one address that is trusted to be a script: the content policy takes no string for it. */
function scriptAddress(path) {
    const policy = globalThis.trustedTypes?.createPolicy('landline', { createScriptURL: (given) => given });
    return policy ? policy.createScriptURL(path) : path;
}
