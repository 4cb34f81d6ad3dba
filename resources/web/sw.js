// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps the files of the page for when the server cannot be reached. With a connection the server's own are used, asked
// for each time, so that no page is made of two versions; without one, those of the last time.
'use strict';

const cacheName = 'landline-page';
/** How long (ms) the server may take before the files kept are used. */
const patience = 3000;

self.addEventListener('install', (event) => {
    event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    const isPage = url.pathname === '/' || url.pathname === '/index.html' || url.pathname === '/early.js'
        || url.pathname === '/manifest.webmanifest' || /^\/(app|style|icons)\//.test(url.pathname);
    if (request.method === 'GET' && url.origin === self.location.origin && isPage) {
        event.respondWith(answer(request, request.mode === 'navigate' ? '/' : url.pathname));
    }
});

self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(openRoom(event.notification.data?.room));
});

async function answer(request, path) {
    const cache = await caches.open(cacheName);
    try {
        const response = await withPatience(fetch(request));
        if (response.ok) {
            await cache.put(path, response.clone());
        }
        return response;
    } catch (error) {
        const kept = await cache.match(path);
        if (kept) {
            return kept;
        }
        throw error;
    }
}

function withPatience(promise) {
    return Promise.race([promise, new Promise((_, reject) => {
        setTimeout(() => reject(new Error('no answer in time')), patience);
    })]);
}

/** The page and all that it names. */
async function keepPage() {
    const cache = await caches.open(cacheName);
    const page = await (await fetch('/')).text();
    const named = [...page.matchAll(/(?:href|src)="(\/[^"#]+)"/g)].map((match) => match[1]);
    const wanted = ['/', ...new Set(named)];
    await Promise.all(wanted.map(async (path) => {
        const response = await fetch(path);
        if (response.ok) {
            await cache.put(path, response);
        }
    }));
}

async function openRoom(room) {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const page = pages.find((one) => one.focused) ?? pages[0];
    if (page) {
        await page.focus();
        page.postMessage({ does: 'open', room });
    } else {
        await self.clients.openWindow(`/#/${encodeURIComponent(room ?? '')}`);
    }
}
