import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GRAPH_COMMAND_LINE_TOOLS, INTUNE_API_APP_ID } from '../../../src/microsoft/identifiers.ts';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { type EntraBench, entraBench, makeBenchWorld } from '../../support/sandbox/entra.ts';

const { automation, administrator } = SANDBOX_ACCOUNTS;

let fresh: World;
beforeAll(async () => {
  fresh = await makeBenchWorld();
});
let entra: EntraBench;
beforeEach(() => {
  entra = entraBench(fresh);
});

describe('signing in on the pages', () => {
  const verifier = 'a verifier of forty-three characters or more';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const REDIRECT = 'http://localhost:4711';

  const authorizeUrl = (changes: Record<string, string> = {}) =>
    `/common/oauth2/v2.0/authorize?${new URLSearchParams({
      client_id: GRAPH_COMMAND_LINE_TOOLS,
      redirect_uri: REDIRECT,
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'https://graph.microsoft.com/Group.Read.All offline_access',
      state: 'st&te"',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    })}`;
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

  async function throughPassword(action = 'continue') {
    const first = await (await entra.app.request(authorizeUrl())).text();
    const signIn = hidden(first, 'signIn');
    const { username: account, password } = administrator;
    return { signIn, ...(await entra.post('/common/login', { signIn, account, password, action })) };
  }

  async function toTheCode(): Promise<string> {
    const { signIn } = await throughPassword();
    const { text } = await entra.post('/common/consent', { signIn, action: 'continue', everybody: 'yes' });
    return hidden(text, 'code');
  }

  const redeem = (code: string, changes: Record<string, string> = {}) =>
    entra.token({
      grant_type: 'authorization_code',
      client_id: GRAPH_COMMAND_LINE_TOOLS,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      code,
      ...changes,
    });

  test.each([
    [9002325, { code_challenge_method: 'plain' }],
    [90023, { response_mode: 'query' }],
    [90023, { response_type: 'token' }],
    [50011, { redirect_uri: 'https://localhost:4711' }],
    [50011, { redirect_uri: 'http://localhost:4711/path' }],
    [50011, { redirect_uri: 'nonsense' }],
    [500113, { client_id: automation.clientId }],
    [650053, { scope: 'https://graph.microsoft.com/Nothing.Read' }],
    [70011, { scope: `User.Read ${INTUNE_API_APP_ID}/.default` }],
    [90014, { scope: '' }],
  ])(
    'given a request that breaks rule %i, then the page says so and nobody is sent anywhere',
    async (number, changes) => {
      const response = await entra.app.request(authorizeUrl(changes));
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`AADSTS${number}`);
    },
  );

  test('given a yes for the organization, then the grant is for everybody and the answer posts itself, state intact', async () => {
    const { signIn, text } = await throughPassword();
    expect(text).toContain('Group.Read.All');
    const last = await entra.post('/common/consent', { signIn, action: 'continue', everybody: 'yes' });
    expect(entra.world.permissionGrants).toMatchObject([
      { consentType: 'AllPrincipals', principalId: null, scope: 'Group.Read.All' },
    ]);
    expect(last.text).toContain(`action="${REDIRECT}"`);
    expect(last.text).toContain('name="state" value="st&amp;te&quot;"');
    expect(last.text).toContain('submit()');
    expect(last.text).toMatch(/<button type="submit">Continue/);
    const again = await throughPassword();
    expect(again.text, 'no second question').toContain('name="code"');
  });

  test("given a yes for oneself, then the grant is the person's own", async () => {
    const { signIn } = await throughPassword();
    await entra.post('/common/consent', { signIn, action: 'continue' });
    expect(entra.world.permissionGrants).toMatchObject([
      { consentType: 'Principal', principalId: entra.world.people[0]?.id },
    ]);
  });

  test.each(['login', 'consent'])(
    'given Cancel on the page %s, then the client learns access_denied and nothing is granted',
    async (page) => {
      const step = await throughPassword(page === 'login' ? 'cancel' : 'continue');
      const { text } =
        page === 'login'
          ? step
          : await entra.post('/common/consent', { signIn: step.signIn, action: 'cancel' });
      expect(hidden(text, 'error')).toBe('access_denied');
      expect(text).toContain('AADSTS65004');
      expect(entra.world.permissionGrants).toEqual([]);
    },
  );

  test('given a sign-in that never gave its password, when it jumps to consent, then it is declined', async () => {
    const first = await (await entra.app.request(authorizeUrl())).text();
    const { text } = await entra.post('/common/consent', {
      signIn: hidden(first, 'signIn'),
      action: 'continue',
    });
    expect(hidden(text, 'error')).toBe('access_denied');
    expect(entra.world.permissionGrants).toEqual([]);
  });

  test('given a code, when it is exchanged, then it works once', async () => {
    const code = await toTheCode();
    const { status, body } = await redeem(code);
    expect(status).toBe(200);
    expect(body.scope).toBe('openid profile https://graph.microsoft.com/Group.Read.All');
    expect(decodeJwt(body.id_token)).toMatchObject({
      iss: `https://localhost:1/${entra.world.tenant.id}/v2.0`,
      aud: GRAPH_COMMAND_LINE_TOOLS,
      preferred_username: administrator.username,
    });
    expect((await redeem(code)).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  });

  test.each([
    [501481, { code_verifier: 'another' }],
    [50011, { redirect_uri: 'http://localhost:1' }],
    [54005, { client_id: automation.clientId }],
  ])('given a code in wrong hands, then AADSTS%i and the code is spent', async (number, changes) => {
    const code = await toTheCode();
    expect((await redeem(code, changes)).body).toMatchObject({ error_codes: [number] });
    expect((await redeem(code)).body).toMatchObject({ error_codes: [54005] });
  });

  test('given a code of eleven minutes ago, then AADSTS70008', async () => {
    const code = await toTheCode();
    entra.clock.advance(11 * 60_000);
    expect((await redeem(code)).body).toMatchObject({ error_codes: [70008] });
  });

  test('given a refresh token, then each answer brings a newer one, and another client or an old age is refused', async () => {
    const { body } = await redeem(await toTheCode());
    const refresh = (changes: Record<string, string> = {}) =>
      entra.token({
        grant_type: 'refresh_token',
        client_id: GRAPH_COMMAND_LINE_TOOLS,
        refresh_token: body.refresh_token,
        scope: 'Group.Read.All',
        ...changes,
      });
    const renewed = await refresh();
    expect(renewed.status).toBe(200);
    expect(renewed.body.refresh_token).not.toBe(body.refresh_token);
    expect((await refresh({ client_id: automation.clientId })).body).toMatchObject({
      error_codes: [9002313],
    });
    expect((await refresh({ refresh_token: body.access_token })).body).toMatchObject({
      error_codes: [9002313],
    });
    expect((await refresh({ scope: 'AuditLog.Read.All' })).body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    });
    entra.clock.advance(91 * 24 * 3600_000);
    expect((await refresh()).body).toMatchObject({ error_codes: [70008] });
  });

  test('given an account with markup in its name, then the page shows it and does not obey it', async () => {
    const page = await (
      await entra.app.request(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }))
    ).text();
    expect(page).not.toContain('<script>');
  });
});
