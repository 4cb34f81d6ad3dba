// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said to people about states that the layers below only name.

/** Why there is no connection and what can be done; empty where there is nothing to say. */
export function problemSentence({ problem, detail }, server) {
    switch (problem) {
    case null: return '';
    case 'unreachable': return `Nothing answers at ${server}. Is it running, and are you on its network?`;
    case 'silent': return `${server} did not answer in time.`;
    case 'lost': return `The connection to ${server} was lost.`;
    case 'stopping': return 'The server is stopping or restarting. Landline connects again by itself.';
    case 'storage': return 'The server cannot use its disk at the moment. Landline tries again by itself.';
    case 'kicked': return `A moderator ended your visit. Ask them before you join again.${inBrackets(detail)}`;
    case 'replaced': return 'This session was ended from elsewhere. Try now to go on here.';
    case 'slow': return 'The network could not keep up. What was missed is fetched on connecting.';
    case 'flooding': return 'Too much was sent in too short a time. Landline waits before it connects.';
    case 'name': return `The server does not accept this name. Choose another one.${inBrackets(detail)}`;
    case 'token': return 'The server does not let you in. Ask for a new invitation.';
    case 'full': return 'The server is full at the moment. Landline tries again by itself.';
    default: return `The connection to ${server} failed.${inBrackets(detail)}`;
    }
}

/** The connection in two or three words. */
export function connectionWords({ state, nextAttempt }, now = Date.now()) {
    switch (state) {
    case 'connecting':
    case 'greeting': return 'Connecting…';
    case 'syncing': return 'Catching up…';
    case 'live': return 'Connected';
    case 'waiting': {
        const left = Math.ceil((nextAttempt - now) / 1000);
        return left > 0 ? `Trying again in ${left} s` : 'Trying again…';
    }
    default: return 'Offline';
    }
}

function inBrackets(detail) {
    return detail ? ` (${detail})` : '';
}
