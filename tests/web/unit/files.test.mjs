// SPDX-License-Identifier: GPL-3.0-or-later
//
// What holds for the files of the page as they lie in resources/web.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path) => readFileSync(top + path, 'utf8');
const filesIn = (folder, prefix = '') => readdirSync(`${top}resources/web/${prefix}${folder}`, { withFileTypes: true })
    .flatMap((one) => (one.isDirectory() ? filesIn(`${one.name}/`, prefix + folder) : [prefix + folder + one.name]));
const files = filesIn('').sort();
const scripts = files.filter((file) => /\.m?js$/.test(file));
const index = read('resources/web/index.html');

it('all of them are served', () => {
    const listed = /set\(page_files([^)]*)\)/.exec(read('server/CMakeLists.txt'))[1].trim().split(/\s+/);
    assert.deepEqual(listed.sort(), files);
});

it('all modules are named in the page, so that they are there at once and without a connection', () => {
    const named = [...index.matchAll(/modulepreload"[^>]* href="\/([^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(named.sort(), files.filter((file) => file.startsWith('app/')));
});

it('together they take less than 150 KiB', (test) => {
    const sizes = files.map((file) => gzipSync(readFileSync(`${top}resources/web/${file}`), { level: 9 }).length);
    const sum = sizes.reduce((all, size) => all + size, 0);
    test.diagnostic(`${(sum / 1024).toFixed(1)} KiB compressed, in ${files.length} files`);
    assert.ok(sum < 150 * 1024);
});

it('nothing is loaded from elsewhere', () => {
    for (const file of files.filter((one) => !one.endsWith('.png') && !one.endsWith('.svg'))) {
        const text = read(`resources/web/${file}`).replace('http://www.w3.org/2000/svg', '');
        assert.doesNotMatch(text, /(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/i, file);
    }
});

it('no string becomes HTML or script', () => {
    const ways = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function|setHTML|srcdoc|setTimeout\(['"`]|javascript:/;
    for (const file of scripts) {
        assert.doesNotMatch(read(`resources/web/${file}`), ways, file);
    }
    assert.doesNotMatch(index, /<script>|\son[a-z]+=|\sstyle=|<style/);
});

describe('the colours are those of the desktop client', () => {
    const desktop = read('ui/look/theme.cpp');
    const page = read('resources/web/style/look.css');
    const ofDesktop = (theme) => {
        const body = new RegExp(`Palette ${theme}Palette\\(\\)[^]*?\\n}`).exec(desktop)[0];
        const authors = /\.author\s*=\s*\{([^}]*)\}/.exec(body)[1].match(/0x[0-9a-f]{6}/g);
        const named = [...body.matchAll(/\.(\w+) = (0x[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]);
        return { named, authors: authors.map((one) => one.replace('0x', '#')) };
    };
    const rules = { light: /:root \{([^}]*)\}/.exec(page)[1], dark: /:root\[data-theme="dark"\] \{([^}]*)\}/.exec(page)[1] };
    for (const theme of ['light', 'dark']) {
        it(theme, () => {
            const { named, authors } = ofDesktop(theme);
            const own = (name) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(rules[theme])?.[1]
                ?? new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(rules.light)?.[1];
            for (const [name, value] of named) {
                const inCss = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
                assert.equal(own(inCss), value.replace('0x', '#'), name);
            }
            const prefix = theme === 'dark' ? '\\[data-theme="dark"\\] ' : '\\n';
            authors.forEach((colour, at) => {
                const [, value] = new RegExp(`${prefix}\\.colour-${at} \\{ --own: (#[0-9a-f]{6})`).exec(page);
                assert.equal(value, colour, `author ${at}`);
            });
        });
    }
});
