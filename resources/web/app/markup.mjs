// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a message looks like: the blocks of markdown.mjs as elements.
import { copyText } from './clipboard.mjs';
import { element } from './dom.mjs';
import { forAddress } from './plaintext.mjs';

const tags = { strong: 'strong', em: 'em', del: 'del' };
/** Marks within each other; further in, they are passed over. */
const deepest = 12;

/** `self` is the reader, whose mentions stand out. */
export function renderBlocks(blocks, self) {
    const all = document.createDocumentFragment();
    all.append(...blocks.map((block) => renderBlock(block, self)));
    return all;
}

function renderBlock(block, self) {
    switch (block.kind) {
    case 'code':
        return renderCode(block);
    case 'quote':
        return element('blockquote', { dir: 'auto' }, renderBlocks(block.blocks, self));
    case 'list':
        return element(block.start === null ? 'ul' : 'ol', { start: block.start },
            ...block.items.map((item) => element('li', { dir: 'auto' }, renderBlocks(item, self))));
    default:
        return element('p', { dir: 'auto' }, renderTokens(block.tokens, self));
    }
}

function renderCode(block) {
    const copy = element('button.code-copy', { type: 'button' }, 'Copy');
    copy.addEventListener('click', async () => {
        copy.textContent = (await copyText(block.text)) ? 'Copied' : 'Not copied';
        setTimeout(() => { copy.textContent = 'Copy'; }, 2000);
    });
    return element('div.code', {},
        element('div.code-head', {}, element('span', {}, block.language), copy),
        element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Code' }, element('code', {}, block.text)));
}

function renderTokens(tokens, self) {
    const all = document.createDocumentFragment();
    const open = [all];
    let passedOver = 0;
    for (const token of tokens) {
        const inside = open.at(-1);
        switch (token.kind) {
        case 'open':
            if (open.length > deepest) {
                ++passedOver;
            } else {
                const made = token.mark === 'link' ? renderLink(token.href) : element(tags[token.mark]);
                inside.append(made);
                open.push(made);
            }
            break;
        case 'close':
            if (passedOver > 0) {
                --passedOver;
            } else {
                open.pop();
            }
            break;
        case 'break':
            inside.append(element('br'));
            break;
        case 'code':
            inside.append(element('code', {}, token.text));
            break;
        case 'mention':
            inside.append(element(token.name === self ? 'span.mention.me' : 'span.mention', {}, token.text));
            break;
        default:
            inside.append(token.text);
        }
    }
    return all;
}

/** The whole address is its tooltip: what a link says is not always where it leads. */
function renderLink(href) {
    const room = roomOfLink(href);
    return element('a', room === null
        ? { href, title: href, target: '_blank', rel: 'noopener noreferrer' }
        : { href: `/#/${forAddress(room)}`, title: href });
}

/** The room that an address of this page opens, or null. */
function roomOfLink(href) {
    const url = new URL(href);
    return url.origin === location.origin && url.pathname === '/' && url.hash.startsWith('#/')
        ? roomInHash(url.hash) : null;
}

/** The room in "#/room?and=more", or null. */
export function roomInHash(hash) {
    const name = /^#\/([^?]+)/.exec(hash)?.[1];
    try {
        return name ? decodeURIComponent(name) : null;
    } catch {
        return null;
    }
}
