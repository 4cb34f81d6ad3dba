// SPDX-License-Identifier: GPL-3.0-or-later

/** The beginning and end of being in a room, and what follows from it on disk and for who shows it. */
export class Membership {
    #parts;

    /** Parts are { disk, wishes, outbox, emit }. */
    constructor(parts) {
        this.#parts = parts;
    }

    begin(room) {
        const { wishes, outbox, emit } = this.#parts;
        if (wishes.of(room) === 'join') {
            wishes.set(room, null);
            outbox.pump();
        }
        if (!room.isMember) {
            room.isMember = true;
            room.isJoining = false;
            this.show(room);
            emit('membership', room);
        }
    }

    end(room) {
        const { disk, emit } = this.#parts;
        room.endMembership();
        disk.dropRoom(room.key);
        emit('rooms');
        emit('history', room);
        emit('membership', room);
    }

    /** Something that the list of rooms shows has changed. */
    show(room) {
        const { disk, emit } = this.#parts;
        if (room.isMember) {
            disk.putRoom(room.state);
        }
        emit('rooms');
    }
}
