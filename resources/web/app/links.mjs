// SPDX-License-Identifier: GPL-3.0-or-later

const schemes = new Set(['http:', 'https:', 'mailto:', 'landline:']);
const endsAddress = /[\s<>"`]/;
const longestAddress = 2000;

/** The address as it may stand in a link, or null: nothing but http, https, mailto and landline leads anywhere. */
export function safeAddress(text) {
    if (text.length > longestAddress || /[\u0000-\u0020\u007f]/.test(text)) {
        return null;
    }
    let url;
    try {
        url = new URL(text);
    } catch {
        return null;
    }
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    return schemes.has(url.protocol) && (!isWeb || url.hostname !== '') ? url.href : null;
}

/** Where an address that begins at `start` ends, without the punctuation of the sentence around it. */
export function addressEnd(text, start) {
    let end = start;
    const open = { ')': 0, ']': 0 };
    for (; end < text.length && end - start <= longestAddress && !endsAddress.test(text[end]); ++end) {
        switch (text[end]) {
        case '(': ++open[')']; break;
        case ')': --open[')']; break;
        case '[': ++open[']']; break;
        case ']': --open[']']; break;
        }
    }
    for (; end > start; --end) {
        const last = text[end - 1];
        if (open[last] < 0) {
            ++open[last]; // closes what was opened outside
        } else if (!'.,;:!?\'*_~'.includes(last)) {
            break;
        }
    }
    return end;
}
