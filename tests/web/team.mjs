// SPDX-License-Identifier: GPL-3.0-or-later
//
// A team that has said things worth looking at: for pictures, and for tests that want a room with life in it.
import { Peer } from './peer.mjs';

const morning = [
    ['ann', 'Morning all. The new switch in the server room is in, please shout if anything feels slow.'],
    ['ann', 'I measured **9.4 Gbit/s** from the build machine to the NAS.'],
    ['Dana', 'Much better than yesterday 🎉'],
    ['Mira Köhler', 'Hi! First day with a wired desk.\nTwo questions:\n1. where do the design files live now?\n2. who has the key for the plotter?'],
    ['Dana', 'Files are at https://files.example.org/design/2026 (ask @ann for access). The key hangs next to the *coffee machine*.'],
    ['Dana', '…the ~~first~~ other coffee machine.'],
    ['ann', 'Can somebody look at the backup before noon? It has been red since 06:12 and the log only says `no space left on device`, which is odd, because there are two terabytes free.'],
    ['Mira Köhler', '> two terabytes free\n\nOn the old volume. The new one has a quota:\n```sh\n$ zfs get quota tank/backup\nNAME         PROPERTY  VALUE  SOURCE\ntank/backup  quota     500G   local\n```'],
    ['Dana', '👍👀'],
    ['ann', '@bob can you raise it? You have the key.'],
];

const odd = [
    ['Maximilian von und zu Hohenstein', 'A name as long as names may be, and a word that is longer than a line: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzendenstellvertreter'],
    ['נועה', 'שלום לכולם! מה שלומכם? Landline עובד מצוין.'],
    ['田中', '新しいスイッチは**とても速い**です。ありがとうございます！'],
    ['build', '- linux-amd64: passed\n- linux-arm64: passed\n  - 412 tests\n  - 3 skipped\n- windows: `queued`'],
    ['ann', '> **Dana** said:\n> > the backup is red\n>\n> It was.\n\nNow it is green.'],
    ['ann', 'A link of mine: [the runbook](https://wiki.example.org/runbook/backup), and one that is long: https://ci.example.org/builds/4711/artifacts/linux-amd64/logs/very/deep/folder/with-a-name/that-does-not-end/output.txt?plain=1#L1024'],
    ['Dana', '❤️'],
];

/** Says all of a story in a room, as those who said it. Resolves when it is stored. */
export async function tell(server, room, story) {
    const people = new Map();
    for (const [name, content] of story) {
        if (!people.has(name)) {
            const peer = await Peer.session(server, name);
            peer.say({ type: 'join', room, limit: 0 });
            people.set(name, peer);
        }
        const id = `t${Math.random()}`;
        people.get(name).say({ type: 'text', room, content, id });
        await people.get(name).heard((event) => event.type === 'text' && event.id === id);
    }
    return people;
}

export const stories = { morning, odd };
