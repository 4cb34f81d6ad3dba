// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page from its start: who the person is, then their session and what shows it.
import { Chat } from './chat.mjs';
import { byId } from './dom.mjs';
import { deleteDisk, openDisk } from './disk.mjs';
import { roomInHash } from './markup.mjs';
import { nameProblem, normalName } from './names.mjs';
import { workOffline } from './offline.mjs';
import { forgetPrefs, pref, setPref } from './prefs.mjs';
import { linkToRoom } from './roomlist.mjs';
import { problemSentence } from './sentences.mjs';
import { Session } from './session.mjs';
import { Settings } from './settings.mjs';
import { askForName } from './startpage.mjs';

const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
const settings = new Settings();
let chat = null;
let session = null;

/** A name in the address, `/?username=ann`, comes before the one of the last time. */
function knownName() {
    const given = normalName(new URLSearchParams(location.search).get('username') ?? '');
    return given !== '' && nameProblem(given) === '' ? given : pref('name');
}

async function enter(name) {
    session = new Session({ username: name, disk: await openDisk(name), url });
    await session.open();
    session.on('status', (status) => {
        if (status.state === 'offline' && (status.problem === 'name' || status.problem === 'token')) {
            ask(problemSentence(status, location.host));
        }
    });
    session.on('server', () => setPref('name', session.username));
    chat = new Chat(session);
    session.start();
}

async function ask(problem = '') {
    chat?.close();
    chat = null;
    const name = await askForName(session?.username ?? knownName(), problem, roomInHash(location.hash));
    setPref('name', name);
    await enter(name);
}

settings.on('rename', () => ask());
settings.on('forget', async () => {
    const { username } = session;
    chat.close();
    chat = null;
    await deleteDisk(username);
    forgetPrefs();
    location.replace('/');
});
byId('open-settings').addEventListener('click', () => settings.open(session));

const name = knownName();
if (name === '') {
    ask();
} else {
    enter(name);
}
workOffline((room) => {
    location.hash = linkToRoom(room);
});
