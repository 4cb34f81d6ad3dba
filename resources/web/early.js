// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before the first paint: the theme, and whether the chat or the question for a name is shown, so that nothing flashes.
// All else is app/main.mjs.
'use strict';
(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const root = document.documentElement;
    const kept = (name) => {
        try {
            return JSON.parse(localStorage.getItem(`landline.${name}`));
        } catch {
            return null; // no storage, or not ours
        }
    };
    const apply = () => {
        const chosen = kept('theme');
        const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches);
        root.dataset.theme = isDark ? 'dark' : 'light';
        document.querySelector('meta[name="theme-color"]')?.setAttribute('content', isDark ? '#14161b' : '#f3f4f7');
    };
    root.dataset.page = kept('name') || new URLSearchParams(location.search).get('username') ? 'chat' : 'start';
    apply();
    dark.addEventListener('change', apply);
    addEventListener('landline-theme', apply);
})();
