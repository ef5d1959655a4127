import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { SandboxContext } from '../../service.ts';
import { saveSettings } from '../microsoft-connection.ts';
import { layout } from './layout.ts';
import { type ConsoleSession, openConsoleSessions } from './sessions.ts';
import { readSettingsForm } from './settings-form.ts';
import { editPage, settingsPage } from './settings-page.ts';
import { signInPage } from './sign-in-page.ts';

const SETTINGS = '/ConditionalAccess.html';
const SIGN_IN = '/login.html';

/** The console as far as the connection needs it: sign-in, and the page with the settings. Works without scripts. */
export function serveConsole(app: Hono, context: SandboxContext): void {
  const sessions = openConsoleSessions(context.random);
  const { jamf } = context.world;
  const page = (session: ConsoleSession) => ({
    username: session.username ?? '',
    csrf: session.csrf,
    settings: jamf.settings,
  });

  app.use('*', async (c, next) => {
    await next();
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });

  app.get(SIGN_IN, (c) => c.html(signInPage(sessions.of(c).csrf)));

  app.post(SIGN_IN, async (c) => {
    const { csrf, username, password } = await textFields(c);
    const session = sessions.of(c);
    const user = jamf.users.find((known) => known.username === username && known.password === password);
    if (csrf === session.csrf && user !== undefined) {
      sessions.signIn(c, user.username);
      return c.redirect(SETTINGS, 303);
    }
    return c.html(signInPage(session.csrf, 'The username or the password is wrong.'), 401);
  });

  app.post('/logout.html', async (c) => {
    if ((await textFields(c)).csrf === sessions.of(c).csrf) sessions.signOut(c);
    return c.redirect(SIGN_IN, 303);
  });

  // Every other path sends a stranger to the sign-in first, real or not, as Jamf Pro does (jamf.md §4).
  app.use('*', async (c, next) => {
    if (sessions.of(c).username !== undefined) return next();
    return c.redirect(SIGN_IN, 302);
  });

  app.get('/', (c) => c.redirect(SETTINGS, 302));

  app.get(SETTINGS, (c) => {
    const show = c.req.query('mode') === 'edit' ? editPage : settingsPage;
    return c.html(show(page(sessions.of(c))));
  });

  app.post(SETTINGS, async (c) => {
    const session = sessions.of(c);
    const fields = await textFields(c);
    if (fields.csrf !== session.csrf)
      return c.html(editPage(page(session), 'This page is too old. Enter the values again.'), 403);
    const read = readSettingsForm(fields, jamf.settings);
    if (read.problem !== undefined) {
      const settings = { ...read.typed, clientSecret: jamf.settings?.clientSecret ?? '' };
      return c.html(editPage({ ...page(session), settings }, read.problem), 400);
    }
    await saveSettings(context, read.typed);
    return c.redirect(SETTINGS, 303);
  });

  app.notFound((c) => {
    const content = html`<h1>Not simulated</h1><p>The sandbox has only <a href="${SETTINGS}">Conditional Access</a>.</p>`;
    return c.html(layout({ title: 'Not simulated', content }), 404);
  });
}

async function textFields(c: Context): Promise<Partial<Record<string, string>>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}
