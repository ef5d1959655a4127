import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GRAPH_COMMAND_LINE_TOOLS } from '../../../src/microsoft/identifiers.ts';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { type EntraBench, entraBench, makeBenchWorld } from '../../support/sandbox/entra.ts';

const { administrator } = SANDBOX_ACCOUNTS;

let fresh: World;
beforeAll(async () => {
  fresh = await makeBenchWorld();
});
let entra: EntraBench;
beforeEach(() => {
  entra = entraBench(fresh);
});

describe('device codes', () => {
  async function begin() {
    const { text } = await entra.post('/common/oauth2/v2.0/devicecode', {
      client_id: GRAPH_COMMAND_LINE_TOOLS,
      scope: 'User.Read',
    });
    return JSON.parse(text);
  }
  const poll = (device_code: string, grant_type = 'device_code') =>
    entra.token({ grant_type, client_id: GRAPH_COMMAND_LINE_TOOLS, device_code });
  async function typeCode(code: string): Promise<string> {
    const { text } = await entra.post('/common/oauth2/deviceauth', { otc: code });
    return /name="signIn" value="([^"]*)"/.exec(text)?.[1] ?? '';
  }

  test.each(['device_code', 'urn:ietf:params:oauth:grant-type:device_code'])(
    'given grant %s, then it is pending until the person is through, and good once',
    async (grant) => {
      const started = await begin();
      expect(started).toMatchObject({
        interval: 1,
        expires_in: 900,
        verification_uri: 'https://localhost:1/common/oauth2/deviceauth',
        message: expect.stringContaining(started.user_code),
      });
      const pending = await poll(started.device_code, grant);
      expect(pending.body).toMatchObject({ error: 'authorization_pending', error_codes: [70016] });

      const signIn = await typeCode(started.user_code.toLowerCase());
      const { username: account, password } = administrator;
      await entra.post('/common/login', { signIn, account, password });
      await entra.post('/common/consent', { signIn });
      expect((await poll(started.device_code, grant)).status).toBe(200);
      expect((await poll(started.device_code, grant)).body).toMatchObject({ error_codes: [70018] });
    },
  );

  test('given a person who cancels, then the poll learns access_denied', async () => {
    const started = await begin();
    await entra.post('/common/login', { signIn: await typeCode(started.user_code), action: 'cancel' });
    expect((await poll(started.device_code)).body).toMatchObject({ error: 'access_denied' });
  });

  test('given a wrong code on the page or in the poll, then each says so', async () => {
    const { text } = await entra.post('/common/oauth2/deviceauth', { otc: '<b>' });
    expect(text).toContain('role="alert"');
    expect(text).not.toContain('<b>');
    expect((await poll('wrong')).body).toMatchObject({
      error: 'bad_verification_code',
      error_codes: [70018],
    });
  });

  test('given a code of sixteen minutes ago, then page and poll refuse it', async () => {
    const started = await begin();
    entra.clock.advance(16 * 60_000);
    expect(await typeCode(started.user_code)).toBe('');
    expect((await poll(started.device_code)).body).toMatchObject({
      error: 'expired_token',
      error_codes: [70019],
    });
  });
});
