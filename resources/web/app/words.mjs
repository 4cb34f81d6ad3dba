// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times, days and counts as people say them, in the language of the browser.

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const dayThisYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOtherYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const shortThisYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const shortOtherYear = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const dayLength = 86400000;

/** "14:02" or "2:02 PM". Times are milliseconds since the epoch. */
export function clockTime(time) {
    return clock.format(time);
}

/** Day and time in full, for a tooltip. */
export function wholeTime(time) {
    return whole.format(time);
}

/** A number for the local day, to compare days by. */
export function dayNumber(time) {
    const date = new Date(time);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayLength;
}

/** "Today", "Yesterday", "Thursday, 19 November", and with the year where it is another. */
export function dayName(time, now) {
    const ago = dayNumber(now) - dayNumber(time);
    if (ago === 0) {
        return 'Today';
    }
    if (ago === 1) {
        return 'Yesterday';
    }
    const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
    return (sameYear ? dayThisYear : dayOtherYear).format(time);
}

/** As short as can be, for lists: the time for today, else the weekday for this week, else the date. */
export function shortMoment(time, now) {
    const ago = dayNumber(now) - dayNumber(time);
    if (ago === 0) {
        return clockTime(time);
    }
    if (ago > 0 && ago < 7) {
        return weekday.format(time);
    }
    const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
    return (sameYear ? shortThisYear : shortOtherYear).format(time);
}

/** "1 member", "4 members". */
export function counted(count, one, many) {
    return `${count} ${count === 1 ? one : many}`;
}

/** A count on a badge. */
export function badgeCount(count) {
    return count > 999 ? '999+' : String(count);
}

/** "ann is typing", "ann and bob are typing", "ann, bob and 2 others are typing"; empty for nobody. */
export function typingSentence(names) {
    const [first, second, third] = names;
    switch (names.length) {
    case 0:
        return '';
    case 1:
        return `${first} is typing`;
    case 2:
        return `${first} and ${second} are typing`;
    case 3:
        return `${first}, ${second} and ${third} are typing`;
    default:
        return `${first}, ${second} and ${names.length - 2} others are typing`;
    }
}
