// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row of the timeline as an element. What can be done with it are buttons with data-does, which timeline.mjs takes.
import { element, icon } from './dom.mjs';
import { avatar } from './faces.mjs';
import { parseMarkdown, wordsOf } from './markdown.mjs';
import { renderBlocks } from './markup.mjs';
import { colourOf } from './names.mjs';
import { forDisplay, isEmojiOnly, onOneLine, shownLength } from './plaintext.mjs';
import { clockTime, dayName, dayNumber, wholeTime } from './words.mjs';

/** Messages of one author less than this apart (ms) stand under one name. */
const groupedWithin = 300000;

/** How a row stands among its neighbours: whether a day begins with it, and whether it goes on under the name above. */
export function contextOf(row, previous, startsNew) {
    const startsDay = !previous || dayNumber(previous.time) !== dayNumber(row.time);
    const continues = !startsDay && !startsNew && row.kind === 'message' && previous.kind === 'message'
        && row.author === previous.author && !row.replyTo && row.time - previous.time < groupedWithin;
    return { startsDay, startsNew, continues };
}

/**
 * `view` has what is the same for all rows: `self`, `now`, `names` to highlight in rows that the server has not seen,
 * `canReply`, and `find(seq)` for the row that is replied to. `isExpanded` shows all of a long message.
 */
export function buildRow(row, context, view, isExpanded) {
    const made = element(`div.row.${row.kind === 'message' ? 'message' : 'event'}`);
    if (context.startsDay) {
        made.append(element('div.day', { role: 'separator' }, dayName(row.time, view.now)));
    }
    if (context.startsNew) {
        made.append(element('div.new-line', { role: 'separator' }, 'New messages'));
    }
    made.append(row.kind === 'message' ? messageBody(row, context, view, isExpanded) : noticeBody(row));
    if (row.kind === 'message') {
        made.classList.toggle('starts', !context.continues && !context.startsDay && !context.startsNew);
        made.classList.toggle('mentions-me', row.mentionsMe);
        made.classList.toggle('pending', row.delivery === 'pending');
    }
    return made;
}

function messageBody(row, context, view, isExpanded) {
    const content = element('div.content');
    if (!context.continues) {
        content.append(element('div.by', {},
            element(`bdi.author.one-line.colour-${colourOf(row.author)}`, {}, onOneLine(row.author)),
            row.bot ? element('span.tag', {}, 'bot') : null,
            time(row)));
    }
    content.append(...[answered(row, view), said(row, view, isExpanded), reactions(row), failure(row)]
        .filter((part) => part !== null));
    return element('div.body', { role: 'article', 'aria-label': `${row.author}, ${clockTime(row.time)}`, tabindex: -1 },
        context.continues ? time(row, 'time.gutter-time') : avatar(row.author),
        content, actions(row, view));
}

function time(row, what = 'time') {
    return element(what, { datetime: new Date(row.time).toISOString(), title: wholeTime(row.time) },
        clockTime(row.time));
}

function said(row, view, isExpanded) {
    if (row.deleted) {
        return element('div.said', {}, element('p.gone', {}, 'This message was deleted.'));
    }
    const words = forDisplay(row.content);
    const shown = isExpanded ? words.length : shownLength(words);
    const names = row.seq > 0 ? row.mentions : view.names();
    const text = element('div.said', {}, renderBlocks(parseMarkdown(words.slice(0, shown), names), view.self));
    if (isEmojiOnly(words)) {
        text.firstElementChild?.classList.add('jumbo');
    }
    const mark = deliveryMark(row);
    const last = text.lastElementChild?.tagName === 'P' ? text.lastElementChild : text;
    last.append(...[row.edited ? element('span.edited', {}, '(edited)') : null, mark].filter((part) => part !== null));
    if (shown < words.length) {
        text.append(element('button.more', { type: 'button', 'data-does': 'expand' },
            `Show all (${words.length - shown} more characters)`));
    }
    return text;
}

function deliveryMark(row) {
    const [name, words] = {
        pending: ['clock', 'not sent yet'],
        delivered: ['sent', 'sent'],
        failed: ['failed', 'not sent'],
    }[row.delivery] ?? [null, ''];
    if (name === null) {
        return null;
    }
    const drawing = icon(name, `mark ${row.delivery}`);
    drawing.removeAttribute('aria-hidden');
    drawing.setAttribute('role', 'img');
    drawing.setAttribute('aria-label', words);
    return drawing;
}

function failure(row) {
    if (row.delivery !== 'failed') {
        return null;
    }
    return element('div.failure', {}, element('span', {}, row.failure),
        element('button', { type: 'button', 'data-does': 'retry' }, 'Retry'),
        element('button', { type: 'button', 'data-does': 'discard' }, 'Discard'));
}

function answered(row, view) {
    if (!row.replyTo) {
        return null;
    }
    const original = view.find(row.replyTo);
    return element('button.answered', { type: 'button', 'data-does': 'goto', 'data-seq': row.replyTo },
        ...(original ? [
            element(`bdi.author.one-line.colour-${colourOf(original.author)}`, {}, onOneLine(original.author)),
            element('span.one-line', { dir: 'auto' }, previewOf(original)),
        ] : ['An earlier message']));
}

export function previewOf(row) {
    return row.deleted ? 'deleted' : onOneLine(wordsOf(parseMarkdown(row.content.slice(0, 400))), 120);
}

function reactions(row) {
    if (!row.reactions?.length) {
        return null;
    }
    return element('div.reactions', {},
        ...row.reactions.map(({ emoji, count }) => element('span.reaction', {}, `${onOneLine(emoji, 16)} ${count}`)));
}

function actions(row, view) {
    if (row.deleted) {
        return null;
    }
    const action = (name, label) => element('button.icon-button',
        { type: 'button', 'data-does': name, 'aria-label': label, title: label }, icon(name));
    return element('div.actions', {},
        view.canReply && row.seq > 0 ? action('reply', 'Reply') : null,
        action('copy', 'Copy the text'));
}

function noticeBody(row) {
    const [name, words] = {
        joined: ['joined', 'joined'],
        left: ['left', 'left'],
        topic: ['topic', row.content === '' ? 'removed the topic' : `set the topic to “${onOneLine(row.content, 300)}”`],
    }[row.kind];
    return element('div.body', {}, icon(name),
        element('div.said', {}, element('bdi', {}, onOneLine(row.author)), ` ${words}`, time(row)));
}
