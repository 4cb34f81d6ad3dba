// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * Whether a message is worth a notification. A pure function, so that it can be reasoned about:
 * never what one reads anyway; then as the person chose.
 */
export function isWorthNotifying({ choice, isMention, isWatched }) {
    if (isWatched || choice === 'none') {
        return false;
    }
    return choice === 'all' || isMention;
}
