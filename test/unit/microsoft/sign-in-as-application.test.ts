import { constants, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseClientCertificate } from '../../../src/microsoft/sign-in/client-certificate.ts';
import { openIdentityEndpoint } from '../../../src/microsoft/sign-in/identity-endpoint.ts';
import { probeApplication } from '../../../src/microsoft/sign-in/probe-application.ts';
import { signInAsApplication } from '../../../src/microsoft/sign-in/sign-in-as-application.ts';
import type { SignInPowers } from '../../../src/microsoft/sign-in/sign-in-powers.ts';
import { createCertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { listen } from '../../support/http/servers.ts';
import { hurryingClock, realClock } from '../../support/microsoft/clocks.ts';
import {
  type EntraBench,
  entraBench,
  refusedBy,
  TENANT,
  unsignedJwt,
} from '../../support/microsoft/entra.ts';
import { rsaCertificate } from '../../support/microsoft/rsa-certificate.ts';
import type { TestAnswer } from '../../support/microsoft/server.ts';

const APP_ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const CANARY = 'c4nary~secret';

let bench: EntraBench;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jamf-intune-'));
});
afterEach(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
});

function tokens(claims: Readonly<Record<string, unknown>>): TestAnswer {
  return {
    json: {
      token_type: 'Bearer',
      expires_in: 3599,
      access_token: unsignedJwt({ tid: TENANT, appid: APP_ID, ...claims }),
    },
  };
}

function powers(more: Partial<SignInPowers> = {}): SignInPowers {
  return {
    cloud: { signIn: bench.service.origin, graph: bench.service.origin },
    wayOut: bench.wayOut,
    clock: realClock,
    signal: bench.signal,
    jitter: () => 0,
    knownAuthorities: [bench.service.host],
    ...more,
  };
}

const secret = {
  tenant: TENANT,
  clientId: APP_ID,
  credential: { kind: 'secret', secret: new Secret(CANARY) },
} as const;

describe('with a secret', () => {
  test('given roles in the token, when the application signs in, then they are its permissions, sorted', async () => {
    bench = await entraBench(() => tokens({ roles: ['B.Read.All', 'A.Read.All'] }));
    const signIn = await signInAsApplication(powers(), secret);
    expect(signIn.identity).toEqual({
      kind: 'application',
      name: APP_ID,
      tenantId: TENANT,
      permissions: ['A.Read.All', 'B.Read.All'],
    });
    expect(bench.forms()[0]?.get('scope')).toBe(`${bench.service.origin}/.default`);
    expect(bench.forms()[0]?.get('client_secret')).toBe(CANARY);
    expect(inspect(signIn, { depth: 20, showHidden: true })).not.toContain(CANARY);
  });

  test.each([
    ['invalid_client', 7000215, 'The client secret is wrong'],
    ['invalid_client', 7000222, 'The client secret has expired'],
    ['unauthorized_client', 700016, 'not found in this tenant'],
    ['invalid_request', 90002, 'no such tenant'],
  ])(
    'given %s %i, when the application signs in, then the number and its meaning are told and the secret is not',
    async (error, number, meaning) => {
      bench = await entraBench(() => refusedBy(error, number, `Refused ${CANARY}`, 401));
      const failure = await signInAsApplication(powers(), secret).catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({
        name: 'ServiceError',
        code: `AADSTS${number}`,
        outcome: 'refused',
        requestId: '2',
        message: expect.stringContaining(meaning),
      });
      expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(CANARY);
    },
  );

  test('given a redirect to another host, when the application signs in, then its secret does not go there', async () => {
    const elsewhere = await entraBench(() => tokens({}));
    bench = await entraBench(() => ({
      status: 307,
      headers: { location: `${elsewhere.service.origin}/x/oauth2/v2.0/token` },
    }));
    await expect(signInAsApplication(powers(), secret)).rejects.toMatchObject({ code: 'E_REDIRECT_307' });
    expect(elsewhere.service.seen).toHaveLength(0);
    await elsewhere.close();
  });

  test('given 503 with JSON, when it lasts, then it is an error of Entra and no token; and the next call asks anew', async () => {
    let broken = true;
    bench = await entraBench(() =>
      broken ? { status: 503, json: { message: 'busy' } } : tokens({ roles: [] }),
    );
    const clock = hurryingClock();
    await expect(signInAsApplication(powers({ clock }), secret)).rejects.toMatchObject({
      status: 503,
      code: 'http_503',
    });
    broken = false;
    await expect(signInAsApplication(powers({ clock }), secret)).resolves.toBeDefined();
  });

  test('given 429 with Retry-After, when the application signs in, then it waits that long', async () => {
    bench = await entraBench((_, __, number) =>
      number === 1
        ? { status: 429, json: { error: 'temporarily_unavailable' }, headers: { 'retry-after': '13' } }
        : tokens({ roles: [] }),
    );
    const clock = hurryingClock();
    await expect(signInAsApplication(powers({ clock }), secret)).resolves.toBeDefined();
    expect(clock.slept).toEqual([13_000]);
  });

  test.each([
    [
      'the page of a captive portal',
      { text: '<html>Log in</html>', headers: { 'content-type': 'text/html' } },
    ],
    ['an empty object', { json: {} }],
    ['an empty token', { json: { token_type: 'Bearer', expires_in: 3599, access_token: '' } }],
    [
      'a token that names no tenant',
      { json: { token_type: 'Bearer', expires_in: 3599, access_token: 'opaque' } },
    ],
  ])(
    'given %s with a status of success, when the application signs in, then it is not signed in',
    async (_, answer) => {
      bench = await entraBench(() => answer);
      await expect(signInAsApplication(powers(), secret)).rejects.toMatchObject({ name: 'ServiceError' });
    },
  );

  test('given Ctrl-C while Entra is silent, when it comes, then its own reason comes out', async () => {
    bench = await entraBench(() => {
      bench.abort(new Error('Ctrl-C'));
      return 'silent';
    });
    await expect(signInAsApplication(powers(), secret)).rejects.toThrow('Ctrl-C');
  });

  test('given an unknown authority, when the application signs in, then the cause is told and Microsoft is not asked', async () => {
    bench = await entraBench(() => tokens({}));
    const failure = signInAsApplication(powers({ knownAuthorities: [] }), secret);
    await expect(failure).rejects.toMatchObject({ name: 'ServiceError', code: 'E_HOST_NOT_ALLOWED' });
    expect(bench.service.seen).toHaveLength(0);
  });
});

describe('with files', () => {
  const fresh = rsaCertificate();

  test('given a PEM file with key and certificate, when the application signs in, then it signs an assertion with it', async () => {
    bench = await entraBench(() => tokens({ roles: [] }));
    const file = join(folder, 'client.pem');
    const { certificate, key } = await fresh;
    await writeFile(file, `${key}\n${certificate}`);
    const who = {
      tenant: TENANT,
      clientId: APP_ID,
      credential: { kind: 'certificate', path: file },
    } as const;
    await signInAsApplication(powers(), who);
    const assertion = bench.forms()[0]?.get('client_assertion') ?? '';
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const thumbprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'PS256',
      'x5t#S256': Buffer.from(thumbprint, 'hex').toString('base64url'),
    });
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const signed = Buffer.from(`${header}.${payload}`);
    expect(
      verify('sha256', signed, { key: certificate, ...padding }, Buffer.from(signature, 'base64url')),
    ).toBe(true);
  });

  test.each([
    ['no certificate', async () => 'nothing', 'holds no certificate'],
    ['no key', async () => (await fresh).certificate, 'holds no private key'],
    [
      'an encrypted key',
      async () => '-----BEGIN ENCRYPTED PRIVATE KEY-----\nx\n-----END ENCRYPTED PRIVATE KEY-----',
      'is encrypted',
    ],
    [
      "another certificate's key",
      async () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return `${(await fresh).certificate}\n${privateKey.export({ type: 'pkcs8', format: 'pem' })}`;
      },
      'does not belong',
    ],
    [
      'a key on a curve',
      async () => {
        const { certificate, key } = await createCertificateAuthority({ commonName: 'x', now: new Date() });
        return `${certificate}\n${key}`;
      },
      'not an RSA key',
    ],
    [
      'a damaged key',
      async () =>
        `${(await fresh).certificate}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`,
      'is damaged',
    ],
  ])('given a PEM file with %s, when it is read, then it is refused with JI-E191', async (_, pem, why) => {
    bench = await entraBench(() => tokens({}));
    const text = await pem();
    expect(() => parseClientCertificate(text, 'client.pem')).toThrow(
      expect.objectContaining({ code: 'JI-E191', why: expect.stringContaining(why) }),
    );
  });

  test('given a federated token file, when the platform replaces it, then the new token is sent', async () => {
    bench = await entraBench(() => tokens({ roles: [] }));
    const file = join(folder, 'token');
    const who = {
      tenant: TENANT,
      clientId: APP_ID,
      credential: { kind: 'federated-token', path: file },
    } as const;
    await writeFile(file, 'a.b.c\n');
    const signIn = await signInAsApplication(powers(), who);
    await writeFile(file, 'd.e.f');
    await signIn.graphToken({ fresh: true });
    expect(bench.forms().map((form) => form.get('client_assertion'))).toEqual(['a.b.c', 'd.e.f']);
  });

  test('given no federated token file, when the application signs in, then JI-E192 names the file', async () => {
    bench = await entraBench(() => tokens({}));
    const who = {
      tenant: TENANT,
      clientId: APP_ID,
      credential: { kind: 'federated-token', path: '/nowhere' },
    } as const;
    await expect(signInAsApplication(powers(), who)).rejects.toMatchObject({ code: 'JI-E192', exit: 2 });
  });
});

describe('with a managed identity', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('given the metadata service of a virtual machine, when it is asked, then its token is the identity', async () => {
    bench = await entraBench(() => 'cut');
    const asked: string[] = [];
    const metadata = await listen(
      createServer((request, response) => {
        asked.push(`${request.headers.metadata} ${request.url}`);
        const expires_on = Math.floor(Date.now() / 1000) + 3600;
        const access_token = unsignedJwt({ tid: TENANT, appid: APP_ID, roles: ['X'] });
        response.end(
          JSON.stringify({
            access_token,
            expires_on: String(expires_on),
            resource: 'r',
            token_type: 'Bearer',
          }),
        );
      }),
    );
    vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', `http://localhost:${metadata.port}`);
    const signIn = await signInAsApplication(powers(), { managedIdentity: true });
    expect(signIn.identity).toMatchObject({ name: APP_ID, tenantId: TENANT, permissions: ['X'] });
    expect(asked[0]).toContain('true /metadata/identity/oauth2/token');
    await metadata.close();
  });

  test.each(['http://evil.example/', 'https://169.254.169.254/', 'http://169.254.169.254.evil.example/'])(
    'given %s as the endpoint, when it is asked, then nothing is sent there',
    async (url) => {
      bench = await entraBench(() => 'cut');
      const endpoint = openIdentityEndpoint(bench.signal);
      await expect(endpoint.sendGetRequestAsync(url)).rejects.toMatchObject({
        code: 'managed-identity',
        message: expect.stringContaining('is not on this computer'),
      });
      expect(endpoint.trouble()).toMatchObject({ kind: 'failed' });
    },
  );

  test('given Ctrl-C, when an endpoint is silent, then its own reason comes out', async () => {
    bench = await entraBench(() => 'cut');
    const silent = await listen(createServer(() => bench.abort(new Error('Ctrl-C'))));
    const asked = openIdentityEndpoint(bench.signal).sendGetRequestAsync(`http://localhost:${silent.port}/`);
    await expect(asked).rejects.toThrow('Ctrl-C');
    await silent.close();
  });
});

describe("the connection's own application", () => {
  const resource = 'https://api.manage.microsoft.com/';
  const probe = () =>
    probeApplication(powers(), {
      tenantId: TENANT,
      appId: APP_ID,
      secret: new Secret(CANARY),
      intuneResource: resource,
    });

  test('given a role granted between two looks, when the token is asked for, then none comes from a cache', async () => {
    bench = await entraBench((_, __, number) =>
      tokens(number === 1 ? {} : { roles: ['update_device_attributes'] }),
    );
    const application = probe();
    await expect(application.intuneToken()).resolves.toEqual({ appId: APP_ID, tenantId: TENANT, roles: [] });
    await expect(application.intuneToken()).resolves.toMatchObject({ roles: ['update_device_attributes'] });
    expect(bench.forms()[0]?.get('scope')).toBe(`${resource}/.default`);
  });

  test.each([
    [200, { value: [{ providerName: 'PartnerTenantDataSyncService', uri: 'https://x' }] }, 'allowed'],
    [403, { error: { code: 'Authorization_RequestDenied', message: 'no' } }, 'refused'],
    [401, { error: { code: 'InvalidAuthenticationToken', message: 'no' } }, 'refused'],
  ])('given %i from service discovery, when it is tried, then it is told', async (status, json, expected) => {
    bench = await entraBench((_, request) =>
      request.path.startsWith('/v1.0/') ? { status, json } : tokens({}),
    );
    await expect(probe().discovery()).resolves.toBe(expected);
    expect(bench.service.seen.at(-1)?.path).toBe(
      "/v1.0/servicePrincipals(appId='0000000a-0000-0000-c000-000000000000')/endpoints",
    );
  });

  test('given a 404 from service discovery, when it is tried, then that is neither', async () => {
    bench = await entraBench((_, request) =>
      request.path.startsWith('/v1.0/') ? { status: 404 } : tokens({}),
    );
    await expect(probe().discovery()).rejects.toMatchObject({ status: 404 });
  });
});
