import { html } from 'hono/html';
import type { JamfSettings } from '../../world.ts';
import { MESSAGES, type SettingsInput } from '../microsoft-connection.ts';
import { SOVEREIGN_CLOUDS } from '../sovereign-clouds.ts';
import { type Html, layout } from './layout.ts';

export interface SettingsPage {
  readonly username: string;
  readonly csrf: string;
  readonly settings: (SettingsInput & Partial<Pick<JamfSettings, 'message'>>) | null;
}

const TITLE = 'Conditional Access';
const CONNECTED_OR_OFF: readonly string[] = [MESSAGES.connected, MESSAGES.off];

/** The page as it opens: the settings to read, and **Edit**. */
export function settingsPage({ username, csrf, settings }: SettingsPage): Html {
  return layout({
    title: TITLE,
    signedIn: { username, csrf },
    content: html`${heading()}
      <div class="sheet">
        ${settings?.message ? message(settings.message) : ''}
        <dl>
          <dt>Intune Integration for macOS</dt><dd>${settings?.enabled ? 'Enabled' : 'Not enabled'}</dd>
          <dt>Connection Type</dt><dd>Manual</dd>
          <dt>Sovereign Cloud</dt><dd>${settings?.sovereignCloud ?? '–'}</dd>
          <dt>Microsoft Entra tenant Name</dt><dd>${settings?.tenantName || '–'}</dd>
          <dt>Application ID</dt><dd>${settings?.applicationId || '–'}</dd>
          <dt>Client Secret</dt><dd>${settings?.clientSecret ? 'Saved, not shown' : '–'}</dd>
        </dl>
        <form method="get" action="/ConditionalAccess.html">
          <input type="hidden" name="mode" value="edit" />
          <div class="buttons"><button type="submit">Edit</button></div>
        </form>
      </div>`,
  });
}

/** The form behind **Edit**. A secret that was saved is kept when its field stays empty, and is never sent back. */
export function editPage(page: SettingsPage, problem?: string): Html {
  const { username, csrf, settings } = page;
  return layout({
    title: TITLE,
    signedIn: { username, csrf },
    content: html`${heading()}
      <form class="sheet" method="post" action="/ConditionalAccess.html">
        ${problem === undefined ? '' : html`<p class="message bad" role="alert">${problem}</p>`}
        <input type="hidden" name="csrf" value="${csrf}" />
        <div class="field tick">
          <input id="enabled" name="enabled" type="checkbox" value="on"${settings?.enabled ? html` checked` : ''} />
          <label for="enabled">Enable Intune Integration for macOS</label>
        </div>
        <fieldset class="field">
          <legend>Connection Type</legend>
          <div class="tick">
            <input id="manual" name="connectionType" type="radio" value="manual" checked />
            <label for="manual">Manual</label>
          </div>
          <div class="tick">
            <input id="connector" name="connectionType" type="radio" value="connector" disabled />
            <label for="connector">Cloud Connector <span class="hint">not simulated</span></label>
          </div>
        </fieldset>
        <div class="field">
          <label for="cloud">Sovereign Cloud</label>
          <select id="cloud" name="sovereignCloud">${cloudOptions(settings?.sovereignCloud)}</select>
        </div>
        <div class="field">
          <label for="tenant">Microsoft Entra tenant Name</label>
          <input id="tenant" name="tenantName" type="text" value="${settings?.tenantName ?? ''}" spellcheck="false" autocomplete="off" />
        </div>
        <div class="field">
          <label for="application">Application ID</label>
          <input id="application" name="applicationId" type="text" value="${settings?.applicationId ?? ''}" spellcheck="false" autocomplete="off" />
        </div>
        <div class="field">
          <label for="secret">Client Secret</label>
          <input id="secret" name="clientSecret" type="password" value="" autocomplete="off"${settings?.clientSecret ? html` aria-describedby="secret-hint"` : ''} />
          ${settings?.clientSecret ? html`<p class="hint" id="secret-hint">A secret is saved. Leave this empty to keep it.</p>` : ''}
        </div>
        <div class="buttons"><button type="submit">Save</button></div>
      </form>`,
  });
}

function heading(): Html {
  return html`<h1>${TITLE}</h1>
      <nav aria-label="${TITLE}"><ul><li><a href="/ConditionalAccess.html" aria-current="page">macOS Intune Integration</a></li></ul></nav>`;
}

function message(text: string): Html {
  return CONNECTED_OR_OFF.includes(text)
    ? html`<p class="message good" role="status">${text}</p>`
    : html`<p class="message bad" role="alert">${text}</p>`;
}

function cloudOptions(chosen: string | undefined): Html[] {
  const unlisted = chosen === undefined || SOVEREIGN_CLOUDS.includes(chosen) ? [] : [chosen];
  return [...SOVEREIGN_CLOUDS, ...unlisted].map(
    (cloud) => html`<option${cloud === chosen ? html` selected` : ''}>${cloud}</option>`,
  );
}
