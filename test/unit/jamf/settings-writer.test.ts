import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionSettings } from '../../../src/jamf/connection-settings.ts';
import { shapeSettings, writeSettings } from '../../../src/jamf/settings-body.ts';
import { findSettingsWriter, readPublishedApi } from '../../../src/jamf/settings-writer.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { type JamfTestServer, type Route, signInRoutes, startJamfServer } from '../../support/jamf/server.ts';

const PATH = '/v1/conditional-access/macos-intune-integration';
const string = { type: 'string' };
const properties = {
  enabled: { type: 'boolean' },
  sovereignCloud: { type: 'string', enum: ['GLOBAL', 'US_GOV'] },
  tenantName: string,
  applicationId: string,
  clientSecret: { $ref: '#/components/schemas/SecretText' },
};
const settings: ConnectionSettings = {
  enabled: true,
  sovereignCloud: 'Global',
  tenantName: 'contoso.onmicrosoft.com',
  applicationId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
  clientSecret: new Secret('canary-entra-secret'),
};

/** A document as a server would serve it, with one operation that writes. */
function document(
  schema: unknown,
  { path = PATH, method = 'put', ...operation }: Record<string, unknown> = {},
) {
  return {
    openapi: '3.0.1',
    servers: [{ url: '/api' }],
    paths: {
      '/v1/conditional-access/device-compliance/feature-toggle': { get: { tags: ['conditional-access'] } },
      [String(path)]: {
        [String(method)]: {
          tags: ['conditional-access'],
          requestBody: { content: { 'application/json': { schema } } },
          ...operation,
        },
      },
    },
    components: {
      schemas: {
        SecretText: { type: 'string', maxLength: 128 },
        Settings: { type: 'object', properties, required: ['tenantName', 'clientSecret'] },
        Split: { allOf: [{ $ref: '#/components/schemas/Settings' }, { required: ['enabled'] }] },
        Loop: { $ref: '#/components/schemas/Loop' },
        Nest: { allOf: [{ $ref: '#/components/schemas/Nest' }] },
      },
    },
  };
}
const settingsSchema = { $ref: '#/components/schemas/Settings' };

function writerFor(schema: unknown, operation?: Record<string, unknown>) {
  const writer = findSettingsWriter(document(schema, operation));
  if (writer === undefined) throw new Error('no writer');
  return writer;
}

describe('looking for an operation that writes the settings', () => {
  it('given one behind references, then it is found with its method, path and schema', () => {
    const writer = writerFor(settingsSchema, { 'x-sandbox-invented': true });
    expect(writer).toMatchObject({ method: 'PUT', path: `/api${PATH}`, invented: true });
    expect([...writer.schema.properties.keys()]).toEqual(Object.keys(properties));
    expect(writer.schema.required).toEqual(['tenantName', 'clientSecret']);
    expect(writer.schema.properties.get('clientSecret')?.maxLength).toBe(128);
  });

  it('given a body composed of parts, then the parts are joined', () => {
    expect(writerFor({ $ref: '#/components/schemas/Split' }).schema.required).toEqual([
      'tenantName',
      'clientSecret',
      'enabled',
    ]);
  });

  it('given something that only answers have, then no request needs it', () => {
    const id = { type: 'string', readOnly: true };
    const { schema } = writerFor({ properties: { ...properties, id }, required: ['id', 'tenantName'] });
    expect(schema.required).toEqual(['tenantName']);
    expect(schema.properties.has('id')).toBe(false);
  });

  it('given a name only in the tag or the operation, then it is found as well', () => {
    expect(writerFor(settingsSchema, { path: '/v1/settings/17', tags: ['macos-intune'] }).invented).toBe(
      false,
    );
    expect(writerFor(settingsSchema, { path: '/v1/s', tags: [], operationId: 'putIntune' }).path).toBe(
      '/api/v1/s',
    );
  });

  it.each<[string, unknown]>([
    ['a read only', document(settingsSchema, { method: 'get' })],
    ['a removal only', document(settingsSchema, { method: 'delete' })],
    [
      'a writing operation of another feature',
      document(settingsSchema, { path: '/v1/cloud-azure', tags: ['cloud-azure'] }),
    ],
    ['a path with parameters', document(settingsSchema, { path: '/v1/conditional-access/{id}' })],
    ['a path that leads out', document(settingsSchema, { path: '/../conditional-access' })],
    ['a body without the secret', document({ properties: { tenantName: string, applicationId: string } })],
    [
      'a secret that only answers have',
      document({ properties: { ...properties, clientSecret: { readOnly: true } } }),
    ],
    ['no body', document(undefined)],
    ['a reference to itself', document({ $ref: '#/components/schemas/Loop' })],
    ['a schema within itself', document({ $ref: '#/components/schemas/Nest' })],
    ['a reference to another file', document({ $ref: 'https://evil.example/schema.json' })],
    ['a reference to nothing', document({ $ref: '#/components/schemas/Missing' })],
    ['no document', undefined],
    ['paths of a wrong kind', { paths: [] }],
    ['operations of a wrong kind', { paths: { [PATH]: { put: 7, post: null } } }],
  ])('given %s, then there is none', (_what, given) => {
    expect(findSettingsWriter(given)).toBeUndefined();
  });

  it('given a server address at another host, then only its path is used', () => {
    const elsewhere = { ...document(settingsSchema), servers: [{ url: 'https://evil.example/api/' }] };
    expect(findSettingsWriter(elsewhere)?.path).toBe(`/api${PATH}`);
  });
});

describe('shaping the settings', () => {
  it('given the published names and values, then the body follows them and the secret stays one', () => {
    const shaped = shapeSettings(writerFor(settingsSchema), settings);
    expect(shaped).toEqual({ kind: 'shaped', body: { ...settings, sovereignCloud: 'GLOBAL' } });
    expect(JSON.stringify(shaped)).not.toContain('canary');
  });

  it('given other names for the same things, then they are understood', () => {
    const schema = {
      properties: {
        integrationEnabled: { type: 'boolean' },
        azureTenantName: string,
        clientId: string,
        applicationKey: string,
        comment: string,
      },
    };
    expect(shapeSettings(writerFor(schema), settings)).toEqual({
      kind: 'shaped',
      body: {
        integrationEnabled: true,
        azureTenantName: settings.tenantName,
        clientId: settings.applicationId,
        applicationKey: settings.clientSecret,
      },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['a required property that is not described', { properties, required: ['region'] }, /requires "region"/],
    [
      'a required property we do not know',
      { properties: { ...properties, region: string }, required: ['region'] },
      /requires "region"/,
    ],
    [
      'no value for our cloud',
      { properties: { ...properties, sovereignCloud: { enum: ['US_GOV'] } } },
      /only US_GOV/,
    ],
    ['another type', { properties: { ...properties, enabled: string } }, /"enabled" is a string/],
    [
      'too little room for the secret',
      { properties: { ...properties, clientSecret: { maxLength: 8 } } },
      /at most 8/,
    ],
    [
      'a tenant out of a list',
      { properties: { ...properties, tenantName: { enum: ['a'] } } },
      /"tenantName" takes only a/,
    ],
  ])('given %s, then nothing is shaped and the reason is told', (_what, schema, reason) => {
    const shaped = shapeSettings(writerFor(schema), settings);
    expect(shaped.kind === 'cannot' && shaped.reason).toMatch(reason);
    expect(JSON.stringify(shaped)).not.toContain('canary');
  });
});

describe('on a server', () => {
  let server: JamfTestServer;
  afterEach(() => server.close());
  async function signedIn(routes: Record<string, Route>) {
    server = await startJamfServer({ ...signInRoutes(), ...routes });
    return server.signIn();
  }

  it('given its own document, then the settings are written as it says', async () => {
    const jamf = await signedIn({
      'GET /api/schema/': { body: document(settingsSchema) },
      [`PUT /api${PATH}`]: { status: 204 },
    });
    const writer = findSettingsWriter(await readPublishedApi(jamf));
    const shaped = writer && shapeSettings(writer, settings);
    if (writer === undefined || shaped?.kind !== 'shaped') throw new Error('nothing to write');
    await writeSettings(jamf, writer, shaped.body);
    expect(JSON.parse(server.asked(`PUT /api${PATH}`)[0]?.body ?? '')).toEqual({
      enabled: true,
      sovereignCloud: 'GLOBAL',
      tenantName: 'contoso.onmicrosoft.com',
      applicationId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
      clientSecret: 'canary-entra-secret',
    });
    expect(server.wayOut.counts().writes).toBe(1);
  });

  it.each<[string, Route]>([
    ['no document', { status: 404 }],
    ['a page in its place', { headers: { 'Content-Type': 'text/html' }, body: '<html>' }],
    ['a document of another form', { body: { swagger: '2.0' } }],
    ['a refusal', { status: 403 }],
  ])('given %s, then there is nothing to find and nothing fails', async (_what, reply) => {
    expect(await readPublishedApi(await signedIn({ 'GET /api/schema/': reply }))).toBeUndefined();
  });
});
