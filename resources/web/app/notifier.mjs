// SPDX-License-Identifier: GPL-3.0-or-later
import { parseMarkdown, wordsOf } from './markdown.mjs';
import { isWorthNotifying } from './notifypolicy.mjs';
import { onOneLine } from './plaintext.mjs';
import { pref } from './prefs.mjs';

const longestBody = 200;

/** What this browser can do: 'granted', 'denied', 'default' (not asked yet), or 'unavailable' as on pages without TLS. */
export function notifyPermission() {
    return 'Notification' in globalThis && isSecureContext ? Notification.permission : 'unavailable';
}

export async function askToNotify() {
    if (notifyPermission() === 'default') {
        await Notification.requestPermission();
    }
    return notifyPermission();
}

/** Shows a message by the person's policy. `open(room)` is called where it is clicked. */
export async function notify(room, event, isWatched, self, open) {
    const isMention = event.mentions?.includes?.(self) ?? false;
    const isDue = isWorthNotifying({ choice: pref('notify'), isMention, isWatched });
    if (!isDue || notifyPermission() !== 'granted') {
        return;
    }
    const title = `${onOneLine(String(event.username), 60)} in ${onOneLine(room.name, 60)}`;
    const options = {
        body: onOneLine(wordsOf(parseMarkdown(String(event.content).slice(0, 4 * longestBody))), longestBody),
        icon: '/icons/landline-192.png',
        tag: `landline:${room.key}`, // the newest of a room stands for the others
        renotify: true,
        timestamp: Date.parse(event.timestamp) || Date.now(),
        data: { room: room.name },
    };
    const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
    if (worker?.active) {
        await worker.showNotification(title, options); // the only way on phones; sw.js takes the click
        return;
    }
    const shown = new Notification(title, options);
    shown.onclick = () => {
        window.focus();
        open(room.name);
        shown.close();
    };
}

/** The number on the icon of the installed app. */
export function showBadge(count) {
    if (count > 0) {
        navigator.setAppBadge?.(count).catch(() => {});
    } else {
        navigator.clearAppBadge?.().catch(() => {});
    }
}
