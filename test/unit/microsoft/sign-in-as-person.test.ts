import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { PersonSignIn } from '../../../src/microsoft/sign-in/person-sign-in.ts';
import type { SignInPrompt } from '../../../src/microsoft/sign-in/prompt.ts';
import { delegatedScopes } from '../../../src/microsoft/sign-in/scopes.ts';
import { signInAsPerson } from '../../../src/microsoft/sign-in/sign-in-as-person.ts';
import { keychainTokenCache } from '../../../src/microsoft/sign-in/token-cache.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { SecretStore } from '../../../src/secrets/secret-store.ts';
import { briskClock, realClock } from '../../support/microsoft/clocks.ts';
import {
  answeringBrowser,
  type EntraBench,
  entraBench,
  PUBLIC_CLIENT,
  personTokens,
  refusedBy,
  TENANT,
} from '../../support/microsoft/entra.ts';

const GRAPH = 'https://graph.microsoft.com';
const SCOPE = `${GRAPH}/User.Read ${GRAPH}/Group.Read.All openid profile`;

let bench: EntraBench;
afterEach(() => bench.close());

function options(more: Partial<PersonSignIn> = {}): PersonSignIn {
  return {
    cloud: { signIn: bench.service.origin, graph: GRAPH },
    wayOut: bench.wayOut,
    clock: realClock,
    signal: bench.signal,
    jitter: () => 0,
    knownAuthorities: [bench.service.host],
    clientId: PUBLIC_CLIENT,
    scopes: delegatedScopes('observe', GRAPH),
    flow: 'browser',
    browser: answeringBrowser({ code: 'the-code' }),
    show: () => {},
    ...more,
  };
}

/** MSAL's listener is gone when its port can be bound again. */
async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function portOf(url: string): number {
  return Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port);
}

describe('in the browser', () => {
  test('given a person who signs in, when the browser comes back, then identity and token are theirs, by PKCE', async () => {
    bench = await entraBench(() => personTokens('access-1', SCOPE));
    const shown: SignInPrompt[] = [];
    const browser = answeringBrowser({ code: 'the-code' });
    const signIn = await signInAsPerson(options({ browser, show: (prompt) => shown.push(prompt) }));
    expect(signIn.identity).toEqual({
      kind: 'person',
      name: 'admin@contoso.com',
      tenantId: TENANT,
      permissions: ['Group.Read.All', 'User.Read'],
    });
    expect((await signIn.graphToken()).reveal()).toBe('access-1');
    const asked = new URL(browser.opened[0] ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('response_mode')).toBe('form_post');
    expect(bench.forms()[0]?.get('code_verifier')).toMatch(/^[\w.~-]{43,}$/);
    expect(shown).toEqual([{ kind: 'browser', url: browser.opened[0], opened: true }]);
    expect(inspect(signIn, { depth: 20, showHidden: true })).not.toContain('access-1');
  });

  test('given no browser that starts, when signing in, then the address is shown and the sign-in goes on', async () => {
    bench = await entraBench(() => personTokens('access-1', SCOPE));
    const shown: SignInPrompt[] = [];
    const elsewhere = answeringBrowser({ code: 'c' });
    const signIn = signInAsPerson(
      options({
        browser: { open: () => Promise.reject(new Error('xdg-open: not found')) },
        show(prompt) {
          shown.push(prompt);
          if (prompt.kind === 'browser') void elsewhere.open(prompt.url);
        },
      }),
    );
    await expect(signIn).resolves.toBeDefined();
    expect(shown).toMatchObject([{ kind: 'browser', opened: false }]);
  });

  test('given a browser that never returns, when the time is over, then it fails with JI-E190 and the listener is closed', async () => {
    bench = await entraBench(() => personTokens('access-1', SCOPE));
    let url = '';
    const browser = {
      open: async (address: string) => {
        url = address;
      },
    };
    await expect(signInAsPerson(options({ browser, limitMs: 150 }))).rejects.toMatchObject({
      code: 'JI-E190',
      exit: 4,
    });
    await realClock.sleep(100);
    await expect(isFree(portOf(url))).resolves.toBe(true);
  });

  test('given Ctrl-C while the browser is open, when it comes, then its own reason comes out at once and the listener is closed', async () => {
    bench = await entraBench(() => personTokens('access-1', SCOPE));
    let url = '';
    const browser = {
      open: async (address: string) => {
        url = address;
        setTimeout(() => bench.abort(new Error('Ctrl-C')), 50);
      },
    };
    await expect(signInAsPerson(options({ browser }))).rejects.toThrow('Ctrl-C');
    await realClock.sleep(100);
    await expect(isFree(portOf(url))).resolves.toBe(true);
  });

  test('given a policy that blocks the sign-in, when the browser brings the refusal, then it has its number and its meaning', async () => {
    bench = await entraBench(() => personTokens('access-1', SCOPE));
    const browser = answeringBrowser({
      error: 'access_denied',
      error_description:
        'AADSTS53003: Access has been blocked by Conditional Access policies.\r\nTrace ID: x',
    });
    await expect(signInAsPerson(options({ browser }))).rejects.toMatchObject({
      name: 'ServiceError',
      service: 'Microsoft Entra',
      code: 'AADSTS53003',
      message: expect.stringContaining('Conditional Access policy blocks'),
    });
  });

  test('given a network that loses the answer, when the code was redeemed, then it is not redeemed again and the cause is told', async () => {
    bench = await entraBench(() => 'cut');
    await expect(signInAsPerson(options())).rejects.toMatchObject({
      name: 'ServiceError',
      outcome: 'unknown',
      message: expect.stringContaining('localhost'),
    });
    expect(bench.forms()).toHaveLength(1);
  });

  test('given a tenant, when signing in, then no other is asked, and what is in it cannot leave its place', async () => {
    bench = await entraBench(() => personTokens('access-1', SCOPE));
    const browser = answeringBrowser({ code: 'c' });
    await signInAsPerson(options({ browser, tenant: 'contoso.com' }));
    expect(new URL(browser.opened[0] ?? '').pathname).toBe('/contoso.com/oauth2/v2.0/authorize');
  });
});

describe('renewing', () => {
  test('given a token that ends soon, when it is asked for, then it is renewed once, however many ask', async () => {
    bench = await entraBench((_, __, number) => personTokens(`access-${number}`, SCOPE, 60));
    const signIn = await signInAsPerson(options());
    const [a, b] = await Promise.all([signIn.graphToken(), signIn.graphToken()]);
    expect([a.reveal(), b.reveal()]).toEqual(['access-2', 'access-2']);
    expect(bench.forms()[1]?.get('grant_type')).toBe('refresh_token');
  });

  test('given a token that Graph refused, when a fresh one is asked for, then Entra is asked', async () => {
    bench = await entraBench((_, __, number) => personTokens(`access-${number}`, SCOPE));
    const signIn = await signInAsPerson(options());
    expect((await signIn.graphToken()).reveal()).toBe('access-1');
    expect((await signIn.graphToken({ fresh: true })).reveal()).toBe('access-2');
  });

  test('given a session that was revoked, when the token is renewed, then it says to sign in again', async () => {
    bench = await entraBench((_, __, number) =>
      number === 1
        ? personTokens('a', SCOPE, 60)
        : refusedBy('invalid_grant', 50173, 'The grant was revoked.'),
    );
    const signIn = await signInAsPerson(options());
    await expect(signIn.graphToken()).rejects.toMatchObject({ code: 'AADSTS50173' });
  });

  test('given Entra out of order for a moment, when the token is renewed, then it is waited for, not locked out', async () => {
    bench = await entraBench((_, __, number) =>
      number === 2 ? { status: 503, json: {} } : personTokens(`access-${number}`, SCOPE, 60),
    );
    const signIn = await signInAsPerson(options());
    expect((await signIn.graphToken()).reveal()).toBe('access-3');
  });
});

describe('locking out', () => {
  test('given a refusal with Retry-After, when the token is asked for again at once, then Entra is asked, not MSAL', async () => {
    bench = await entraBench((_, __, number) =>
      number === 2
        ? {
            status: 400,
            json: { error: 'invalid_grant', error_codes: [90055] },
            headers: { 'retry-after': '60' },
          }
        : personTokens(`access-${number}`, SCOPE, 60),
    );
    const signIn = await signInAsPerson(options());
    await expect(signIn.graphToken()).rejects.toMatchObject({ code: 'AADSTS90055' });
    expect((await signIn.graphToken()).reveal()).toBe('access-3');
  });
});

describe('by device code', () => {
  const code = {
    json: {
      device_code: 'device',
      user_code: 'ABC-\u001b[2JDEF',
      verification_uri: 'https://microsoft.com/devicelogin',
      expires_in: 900,
      interval: 1,
      message: '\u001b]0;evil\u0007',
    },
  };

  test('given a poll that is reset and a person who is slow, when they finish, then they are signed in', async () => {
    let polls = 0;
    bench = await entraBench((form) => {
      if (form.get('grant_type') === null) return code;
      polls += 1;
      if (polls === 1) return 'cut';
      return polls === 2
        ? refusedBy('authorization_pending', 70016, 'Pending.')
        : personTokens('access-1', SCOPE);
    });
    const shown: SignInPrompt[] = [];
    const signIn = await signInAsPerson(
      options({ flow: 'device-code', show: (prompt) => shown.push(prompt) }),
    );
    expect(signIn.identity.name).toBe('admin@contoso.com');
    expect(shown).toMatchObject([
      {
        kind: 'device-code',
        userCode: 'ABC-\\x1b[2JDEF',
        verificationUri: 'https://microsoft.com/devicelogin',
      },
    ]);
    expect(inspect(shown)).not.toContain('evil');
  });

  test('given no interval, when it is polled, then not 540 times a second', async () => {
    bench = await entraBench((form) =>
      form.get('grant_type') === null
        ? { json: { ...code.json, interval: undefined } }
        : refusedBy('authorization_pending', 70016, 'Pending.'),
    );
    const stop = () => void setTimeout(() => bench.abort(new Error('enough')), 400);
    await expect(signInAsPerson(options({ flow: 'device-code', show: stop }))).rejects.toThrow('enough');
    expect(bench.forms()).toHaveLength(1);
  });

  test('given slow_down, when it is polled, then it waits and goes on', async () => {
    let polls = 0;
    bench = await entraBench((form) => {
      if (form.get('grant_type') === null) return code;
      polls += 1;
      return polls === 1 ? { status: 400, json: { error: 'slow_down' } } : personTokens('access-1', SCOPE);
    });
    const slept: number[] = [];
    const clock = {
      now: briskClock.now,
      sleep(milliseconds: number, signal?: AbortSignal) {
        slept.push(milliseconds);
        return briskClock.sleep(milliseconds, signal);
      },
    };
    await expect(signInAsPerson(options({ flow: 'device-code', clock }))).resolves.toBeDefined();
    expect(slept).toContain(5_000);
  });

  test('given Ctrl-C between two polls, when it comes, then it is noticed at once', async () => {
    bench = await entraBench((form) =>
      form.get('grant_type') === null
        ? { json: { ...code.json, interval: 30 } }
        : refusedBy('authorization_pending', 70016, 'Pending.'),
    );
    const began = Date.now();
    const signIn = signInAsPerson(
      options({
        flow: 'device-code',
        show: () => void setTimeout(() => bench.abort(new Error('Ctrl-C')), 100),
      }),
    );
    await expect(signIn).rejects.toThrow('Ctrl-C');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test.each([
    ['declined', refusedBy('authorization_declined', 65004, 'Declined.'), 'AADSTS65004'],
    ['blocked by policy', refusedBy('invalid_grant', 53003, 'Blocked.'), 'AADSTS53003'],
    ['expired', refusedBy('expired_token', 70019, 'Expired.'), 'AADSTS70019'],
  ])(
    'given a sign-in that is %s, when it is polled, then its number is told',
    async (_, answer, expected) => {
      bench = await entraBench((form) => (form.get('grant_type') === null ? code : answer));
      await expect(signInAsPerson(options({ flow: 'device-code' }))).rejects.toMatchObject({
        code: expected,
      });
    },
  );

  test.each(['javascript:alert(1)', 'http://microsoft.com/devicelogin', 'https://evil.example/devicelogin'])(
    'given %s as the address for the code, when it is shown, then it is refused',
    async (verification_uri) => {
      bench = await entraBench(() => ({ json: { ...code.json, verification_uri } }));
      const shown: SignInPrompt[] = [];
      const signIn = signInAsPerson(options({ flow: 'device-code', show: (prompt) => shown.push(prompt) }));
      await expect(signIn).rejects.toMatchObject({ code: 'unexpected-answer' });
      expect(shown).toEqual([]);
    },
  );
});

describe('kept between runs', () => {
  function keychain(): SecretStore & { readonly kept: Map<string, Secret> } {
    const kept = new Map<string, Secret>();
    return {
      kind: 'keychain',
      place: 'the system keychain',
      kept,
      probe: async () => {},
      put: async (label, secret) => void kept.set(label, secret),
      get: async (label) => kept.get(label),
      remove: async (label) => void kept.delete(label),
    };
  }

  test('given a sign-in that was kept, when the next run begins, then nobody is asked', async () => {
    bench = await entraBench((_, __, number) => personTokens(`access-${number}`, SCOPE));
    const store = keychain();
    await signInAsPerson(options({ tokenCache: keychainTokenCache(store, 'sign-in') }));
    const browser = answeringBrowser({ code: 'c' });
    const second = await signInAsPerson(
      options({ browser, tokenCache: keychainTokenCache(store, 'sign-in') }),
    );
    expect(browser.opened).toEqual([]);
    expect(second.identity.name).toBe('admin@contoso.com');
    expect((await second.graphToken()).reveal()).toBe('access-2');
  });

  test('given a kept sign-in that Entra no longer takes, when the next run begins, then the person is asked', async () => {
    bench = await entraBench((form) =>
      form.get('grant_type') === 'refresh_token'
        ? refusedBy('invalid_grant', 700082, 'Expired due to inactivity.')
        : personTokens('access', SCOPE),
    );
    const store = keychain();
    await signInAsPerson(options({ tokenCache: keychainTokenCache(store, 'sign-in') }));
    const browser = answeringBrowser({ code: 'c' });
    await signInAsPerson(options({ browser, tokenCache: keychainTokenCache(store, 'sign-in') }));
    expect(browser.opened).toHaveLength(1);
  });

  test('given something else under the label, when the next run begins, then the person is asked and it is replaced', async () => {
    bench = await entraBench(() => personTokens('access', SCOPE));
    const store = keychain();
    await store.put('sign-in', new Secret('no JSON'));
    await signInAsPerson(options({ tokenCache: keychainTokenCache(store, 'sign-in') }));
    expect(store.kept.get('sign-in')?.reveal()).toContain('refresh-of-access');
  });

  test('given a network that fails, when the next run begins, then the person is not sent to the browser for nothing', async () => {
    bench = await entraBench((form) =>
      form.get('grant_type') === 'refresh_token' ? 'cut' : personTokens('access', SCOPE),
    );
    const store = keychain();
    await signInAsPerson(options({ tokenCache: keychainTokenCache(store, 'sign-in') }));
    const browser = answeringBrowser({ code: 'c' });
    const again = signInAsPerson(options({ browser, tokenCache: keychainTokenCache(store, 'sign-in') }));
    await expect(again).rejects.toMatchObject({ name: 'ServiceError', outcome: 'unknown' });
    expect(browser.opened).toEqual([]);
  });

  test('given a device code, when a cache is offered, then nothing is kept', async () => {
    bench = await entraBench((form) =>
      form.get('grant_type') === null
        ? {
            json: {
              device_code: 'd',
              user_code: 'U',
              verification_uri: 'https://microsoft.com/devicelogin',
              expires_in: 9,
              interval: 1,
            },
          }
        : personTokens('access', SCOPE),
    );
    const store = keychain();
    await signInAsPerson(options({ flow: 'device-code', tokenCache: keychainTokenCache(store, 'sign-in') }));
    expect(store.kept.size).toBe(0);
  });

  test('given a store that is no keychain, when a cache is wanted, then it is refused', async () => {
    bench = await entraBench(() => 'cut');
    const store: SecretStore = { ...keychain(), kind: 'file' };
    expect(() => keychainTokenCache(store, 'sign-in')).toThrow(RangeError);
  });
});
