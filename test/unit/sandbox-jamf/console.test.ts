import type { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { readForms } from '../../../src/sandbox/html-form.ts';
import { createJamf } from '../../../src/sandbox/jamf/create-jamf.ts';
import { SANDBOX_JAMF_USER } from '../../../src/sandbox/jamf/seed-jamf.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import { jamfContext } from '../../support/sandbox/jamf-context.ts';

const ORIGIN = 'https://localhost:8444';
const SETTINGS = '/ConditionalAccess.html';

/** A browser with one cookie that does not follow redirects. */
function browser(app: Hono) {
  let cookie = '';
  async function send(path: string, fields?: Record<string, string>) {
    const response = await app.request(`${ORIGIN}${path}`, {
      headers: { cookie },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return { status: response.status, headers: response.headers, html: await response.text() };
  }
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string>) => send(path, fields),
    async signIn() {
      const { html } = await send('/login.html');
      return send('/login.html', { csrf: csrfOf(html), ...SANDBOX_JAMF_USER });
    },
  };
}

const csrfOf = (html: string): string => /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? '';

async function signedIn(context: SandboxContext) {
  const tab = browser(createJamf(context));
  await tab.signIn();
  return tab;
}

const off = { sovereignCloud: 'Global', tenantName: '', applicationId: '', clientSecret: '' };

describe('given a stranger', () => {
  it.each([SETTINGS, '/', '/anything/else.html'])(
    'when opening %s, then the sign-in comes first',
    async (path) => {
      const { status, headers } = await browser(createJamf(jamfContext())).get(path);
      expect([status, headers.get('location')]).toEqual([302, '/login.html']);
    },
  );

  it('when posting settings, then nothing is saved', async () => {
    const context = jamfContext();
    expect((await browser(createJamf(context)).post(SETTINGS, off)).status).toBe(302);
    expect(context.world.jamf.settings).toBeNull();
  });

  it('when the password is wrong, then the page says so and stays closed', async () => {
    const tab = browser(createJamf(jamfContext()));
    const csrf = csrfOf((await tab.get('/login.html')).html);
    const refused = await tab.post('/login.html', { csrf, username: 'admin', password: 'no' });
    expect(refused.status).toBe(401);
    expect(refused.html).toContain('role="alert"');
    expect((await tab.get(SETTINGS)).status).toBe(302);
  });

  it('when signing in, then the cookie is new, closed to scripts and to other sites', async () => {
    const tab = browser(createJamf(jamfContext()));
    const before = (await tab.get('/login.html')).headers.get('set-cookie');
    const after = (await tab.signIn()).headers.get('set-cookie');
    expect(after).toMatch(/^JSESSIONID=.*HttpOnly; Secure; SameSite=Strict$/);
    expect(after).not.toBe(before);
  });
});

describe('given a signed-in administrator', () => {
  it('when the page opens, then it says that it is simulated and shows the settings with Edit', async () => {
    const { html } = await (await signedIn(jamfContext())).get(SETTINGS);
    expect(html.indexOf('simulated by jamf-intune')).toBeLessThan(html.indexOf('<h1>'));
    expect(html).toContain('macOS Intune Integration');
    expect(html).toContain('<button type="submit">Edit</button>');
  });

  it('when editing, then every field has the label that Microsoft’s page names', async () => {
    const { html } = await (await signedIn(jamfContext())).get(`${SETTINGS}?mode=edit`);
    const form = readForms(html).find(({ fields }) => fields.some(({ label }) => label === 'Save'));
    expect(form?.fields.filter(({ type }) => type !== 'hidden').map(({ label }) => label)).toEqual([
      'Enable Intune Integration for macOS',
      'Manual',
      'Cloud Connector not simulated',
      'Sovereign Cloud',
      'Microsoft Entra tenant Name',
      'Application ID',
      'Client Secret',
      'Save',
    ]);
  });

  it('when the form’s token is missing, then nothing is saved', async () => {
    const context = jamfContext();
    const refused = await (await signedIn(context)).post(SETTINGS, { ...off, csrf: 'another' });
    expect(refused.status).toBe(403);
    expect(context.world.jamf.settings).toBeNull();
  });

  it.each([
    [{ tenantName: '' }, 'Enter the Microsoft Entra tenant Name.'],
    [{ applicationId: 'not a guid' }, 'Enter the Application ID: a GUID.'],
    [{ clientSecret: ' ' }, 'Enter the Client Secret.'],
    [{ sovereignCloud: '' }, 'Choose the Sovereign Cloud.'],
  ])('when %o is entered, then the page says what is missing', async (wrong, problem) => {
    const context = jamfContext();
    const tab = await signedIn(context);
    const csrf = csrfOf((await tab.get(`${SETTINGS}?mode=edit`)).html);
    const right = {
      csrf,
      enabled: 'on',
      sovereignCloud: 'Global',
      tenantName: 'contoso.onmicrosoft.com',
      applicationId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
      clientSecret: 'typed-secret',
    };
    const refused = await tab.post(SETTINGS, { ...right, ...wrong });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(problem);
    // What was typed is still there, but for the secret.
    expect(refused.html).toContain({ ...right, ...wrong }.tenantName);
    expect(refused.html).not.toContain('typed-secret');
    expect(refused.html).not.toContain('A secret is saved');
    expect(context.world.jamf.settings).toBeNull();
  });

  it('when names hold markup, then the page shows them as text, and never the secret', async () => {
    const context = jamfContext();
    context.world.jamf.settings = {
      enabled: false,
      sovereignCloud: '"><b>',
      tenantName: '<script>alert(1)</script>',
      applicationId: '" onfocus="x',
      clientSecret: 'the-secret-text',
      savedAt: '2026-11-23T09:00:00Z',
      message: '<i>',
    };
    const tab = await signedIn(context);
    const pages = (await tab.get(SETTINGS)).html + (await tab.get(`${SETTINGS}?mode=edit`)).html;
    for (const raw of ['<script', '"><b>', '" onfocus', '<i>', 'the-secret-text'])
      expect(pages).not.toContain(raw);
  });

  it('when the integration is switched off with an empty secret, then the saved one is kept', async () => {
    const context = jamfContext();
    const before = {
      enabled: false,
      sovereignCloud: 'Global',
      tenantName: 'contoso.onmicrosoft.com',
      applicationId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
      clientSecret: 'kept',
      savedAt: '2026-11-23T08:00:00Z',
      message: '',
    };
    context.world.jamf.settings = before;
    const tab = await signedIn(context);
    const csrf = csrfOf((await tab.get(SETTINGS)).html);
    expect((await tab.post(SETTINGS, { ...off, csrf })).status).toBe(303);
    expect(context.world.jamf.settings).toMatchObject({ enabled: false, clientSecret: 'kept' });
    expect((await tab.get(SETTINGS)).html).toContain('role="status"');
  });

  it('when signing out, then the page is closed again', async () => {
    const tab = await signedIn(jamfContext());
    await tab.post('/logout.html', { csrf: csrfOf((await tab.get(SETTINGS)).html) });
    expect((await tab.get(SETTINGS)).status).toBe(302);
  });
});
