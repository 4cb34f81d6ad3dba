// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, setText, showPage } from './dom.mjs';
import { nameProblem, normalName } from './names.mjs';

const welcome = 'Team chat on a network of your own.';

/** Asks for a name. Resolves with one that can be a name; `problem` is what was wrong with the last. */
export function askForName(known, problem, room) {
    const form = byId('start-form');
    const field = byId('start-name');
    showPage('start');
    field.value ||= known; // somebody may have been quicker than the page
    setText(byId('start-where'), room ? `You are invited to the room ${room}.` : welcome);
    showProblem(problem);
    field.focus();
    field.select();
    return new Promise((resolve) => {
        const done = new AbortController();
        field.addEventListener('input', () => showProblem(''), { signal: done.signal });
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            const found = nameProblem(field.value);
            showProblem(found);
            if (found === '') {
                done.abort();
                const name = normalName(field.value);
                field.value = '';
                resolve(name);
            } else {
                field.focus();
            }
        }, { signal: done.signal });
    });
}

function showProblem(sentence) {
    const where = byId('start-problem');
    setText(where, sentence);
    where.hidden = sentence === '';
    byId('start-name').setAttribute('aria-invalid', String(sentence !== ''));
}
