import fc from 'fast-check';
import type { State } from '../../../src/state/state.ts';

/** A state as the middle of a setup leaves it. */
export function sampleState(changes: Partial<State> = {}): State {
  return {
    format: 'jamf-intune-state',
    version: 1,
    lineage: '0b6f6f0e-1b7c-4a53-9a1e-3f1c2d4e5f60',
    serial: 3,
    savedBy: 'jamf-intune 0.1.0',
    savedAt: '2026-11-23T09:41:00.000Z',
    profile: 'default',
    connection: 'conditional-access',
    cloud: 'global',
    tenant: {
      id: '11111111-2222-4333-8444-555555555555',
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
    },
    jamfUrl: 'https://contoso.jamfcloud.com',
    answers: { secretMonths: 12, secretStore: 'none' },
    resources: {
      application: {
        objectId: '22222222-2222-4333-8444-555555555555',
        appId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
        adopted: false,
      },
    },
    steps: { 'app-registration': { status: 'done', at: '2026-11-23T09:40:59.000Z' } },
    intents: [
      {
        id: '33333333-2222-4333-8444-555555555555',
        step: 'client-secret',
        operation: 'add-password',
        key: 'jamf-intune 33333333',
        status: 'pending',
        at: '2026-11-23T09:41:00.000Z',
      },
    ],
    ...changes,
  };
}

const guid = fc.uuid();
const uuid = fc.uuid({ version: 4 });
const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
// Any text a directory may hold, lone surrogates included.
const text = fc.string({ unit: 'binary', maxLength: 12 });
// `__proto__` is the one key that zod leaves out of a record; no step has it.
const stepId = text.filter((key) => key !== '__proto__');
const optional = { requiredKeys: [] };
const store = fc.constantFrom('keychain', 'file', 'none');
const groups = fc.array(fc.record({ id: guid, displayName: text }), { maxLength: 2 });

const answers = fc.record(
  {
    appName: text,
    adoptApp: guid,
    permissions: fc.constantFrom('auto', 'strict', 'documented'),
    secretMonths: fc.integer({ min: 1, max: 24 }),
    secretStore: store,
    includeGroups: groups,
    excludeGroups: groups,
  },
  optional,
);

const before = fc.record({
  displayName: text,
  signInAudience: text,
  redirectUris: fc.array(text, { maxLength: 2 }),
});
const resources = fc.record(
  {
    application: fc.record(
      { objectId: guid, appId: guid, adopted: fc.boolean(), before },
      { requiredKeys: ['objectId', 'appId', 'adopted'] },
    ),
    servicePrincipal: fc.record({ id: guid, createdByUs: fc.boolean() }),
    secret: fc.record(
      { keyId: guid, hint: text, endDateTime: instant, label: text, store, deliveredAt: instant },
      { requiredKeys: ['keyId', 'hint', 'endDateTime', 'label', 'store'] },
    ),
    connector: fc.record({ id: text, before: fc.record({ singleTenantAppId: fc.option(text) }) }),
    discoveryNeedsPermission: fc.boolean(),
    jamfSettings: fc.record({ savedBy: fc.constantFrom('tool', 'you'), seenAt: instant }),
  },
  optional,
);

/** Every shape that the schema allows. */
export const anyState: fc.Arbitrary<State> = fc.record(
  {
    format: fc.constant('jamf-intune-state'),
    version: fc.constant(1),
    lineage: uuid,
    serial: fc.nat(),
    savedBy: text,
    savedAt: instant,
    profile: text,
    connection: fc.constantFrom('conditional-access', 'device-compliance'),
    cloud: fc.constantFrom('global', 'usgov', 'usgov-dod', 'china', 'sandbox'),
    tenant: fc.record({ id: guid, domain: text, displayName: text }),
    jamfUrl: text,
    answers,
    resources,
    steps: fc.dictionary(
      stepId,
      fc.record({ status: fc.constantFrom('todo', 'running', 'done', 'failed', 'waiting'), at: instant }),
      { maxKeys: 3, noNullPrototype: true },
    ),
    intents: fc.array(
      fc.record({
        id: uuid,
        step: text,
        operation: text,
        key: text,
        status: fc.constantFrom('pending', 'done', 'failed'),
        at: instant,
      }),
      { maxLength: 3 },
    ),
  },
  {
    requiredKeys: [
      'format',
      'version',
      'lineage',
      'serial',
      'savedBy',
      'savedAt',
      'profile',
      'connection',
      'answers',
      'resources',
      'steps',
      'intents',
    ],
  },
);
