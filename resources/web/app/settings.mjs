// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, setText } from './dom.mjs';
import { Emitter } from './emitter.mjs';
import { avatar } from './faces.mjs';
import { closeOnDemand } from './joindialog.mjs';
import { askToNotify, notifyPermission } from './notifier.mjs';
import { pref, setPref } from './prefs.mjs';

/** What a person may choose. Tells 'rename' and 'forget'. */
export class Settings extends Emitter {
    #dialog = byId('settings-dialog');
    #armed = false;

    constructor(signal) {
        super();
        closeOnDemand(this.#dialog, signal);
        byId('settings-theme').addEventListener('change', ({ target }) => {
            setPref('theme', target.value);
            dispatchEvent(new Event('landline-theme')); // early.js
        }, { signal });
        byId('settings-notify').addEventListener('change', async ({ target }) => {
            setPref('notify', target.value);
            if (target.value !== 'none') {
                await askToNotify();
            }
            this.#showHint();
        }, { signal });
        byId('settings-rename').addEventListener('click', () => {
            this.#dialog.close();
            this.emit('rename');
        }, { signal });
        byId('settings-forget').addEventListener('click', () => this.#forget(), { signal });
    }

    open({ username, server }) {
        this.#armed = false;
        byId('settings-avatar').replaceChildren(avatar(username));
        setText(byId('settings-name'), username);
        setText(byId('settings-forget'), 'Forget all');
        setText(byId('settings-about'), server.version
            ? `${server.name} at ${location.host}, Landline ${server.version}` : `Server at ${location.host}`);
        for (const name of ['theme', 'notify']) {
            this.#dialog.querySelector(`input[name="${name}"][value="${pref(name)}"]`).checked = true;
        }
        this.#showHint();
        this.#dialog.showModal();
    }

    #showHint() {
        setText(byId('settings-notify-hint'), pref('notify') === 'none' ? '' : {
            granted: '',
            default: 'The browser will ask whether it may show them.',
            denied: 'The browser does not allow this page to show any. Its own settings can change that.',
            unavailable: 'Browsers show them only for pages that came over HTTPS or from this machine.',
        }[notifyPermission()]);
    }

    #forget() {
        if (!this.#armed) {
            this.#armed = true;
            setText(byId('settings-forget'), 'Really forget');
            return;
        }
        this.#dialog.close();
        this.emit('forget');
    }
}
