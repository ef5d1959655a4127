import type { ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJamf } from '../../src/sandbox/jamf/create-jamf.ts';
import {
  type ApiCall,
  asUser,
  RIGHT_CLIENT,
  requestToken,
  userToken,
} from '../support/sandbox/jamf-calls.ts';
import { jamfContext } from '../support/sandbox/jamf-context.ts';
import { answerValidator, readContract } from '../support/sandbox/jamf-contract.ts';

const contract = readContract();
const role = { displayName: 'contract', privileges: ['Read Computers'] };
const client = {
  displayName: 'contract',
  authorizationScopes: ['contract'],
  enabled: true,
  accessTokenLifetimeSeconds: 60,
};
const group = {
  name: 'contract',
  description: '',
  criteria: [{ name: 'Serial Number', priority: 0, andOr: 'and', searchType: 'like', value: 'SBX' }],
};

const ALL_SECTIONS =
  'section=GENERAL&section=USER_AND_LOCATION&section=HARDWARE&section=LOCAL_USER_ACCOUNTS&section=DISK_ENCRYPTION&section=OPERATING_SYSTEM';

/** Every JSON operation of the sandbox, in an order in which each finds what it needs: path, values, query, body, status. */
const CALLS: readonly [string, string, number, { id?: string; query?: string; body?: object }?][] = [
  ['get', '/v1/auth', 200],
  ['get', '/v1/jamf-pro-version', 200],
  ['get', '/v1/jamf-pro-server-url', 200],
  ['get', '/v1/cloud-information', 200],
  ['get', '/v2/jamf-pro-information', 200],
  ['get', '/v1/csa/tenant-id', 200],
  ['get', '/v1/health-check', 204],
  ['get', '/v1/health-status', 200],
  ['get', '/startup-status', 200],
  ['get', '/v1/notifications', 200],
  ['get', '/v1/conditional-access/device-compliance/feature-toggle', 200],
  ['get', '/v1/conditional-access/device-compliance-information/computer/{deviceId}', 200, { id: '1' }],
  ['get', '/v1/conditional-access/device-compliance-information/mobile/{deviceId}', 200, { id: '1' }],
  ['get', '/v4/computers-inventory', 200, { query: `${ALL_SECTIONS}&page-size=500` }],
  ['get', '/v4/computers-inventory/{id}', 200, { id: '1', query: ALL_SECTIONS }],
  ['get', '/v4/computers-inventory/{id}', 404, { id: '9999' }],
  ['get', '/v3/computer-groups/smart-groups', 200],
  ['post', '/v3/computer-groups/smart-groups', 201, { body: group }],
  ['post', '/v3/computer-groups/smart-groups', 422, { body: group }],
  ['post', '/v3/computer-groups/smart-groups', 400, { body: {} }],
  ['get', '/v3/computer-groups/smart-groups/{id}', 200, { id: '3' }],
  ['put', '/v3/computer-groups/smart-groups/{id}', 202, { id: '3', body: group }],
  ['get', '/v3/computer-groups/smart-group-membership/{id}', 200, { id: '3' }],
  ['delete', '/v3/computer-groups/smart-groups/{id}', 204, { id: '3' }],
  ['get', '/v1/api-role-privileges', 200],
  ['get', '/v1/api-role-privileges/search', 200, { query: 'name=read&limit=3' }],
  ['post', '/v1/api-roles', 200, { body: role }],
  ['post', '/v1/api-roles', 400, { body: role }],
  ['get', '/v1/api-roles', 200],
  ['get', '/v1/api-roles/{id}', 200, { id: '2' }],
  ['put', '/v1/api-roles/{id}', 200, { id: '2', body: role }],
  ['post', '/v1/api-integrations', 201, { body: client }],
  ['get', '/v1/api-integrations', 200],
  ['get', '/v1/api-integrations/{id}', 200, { id: '3' }],
  ['put', '/v1/api-integrations/{id}', 200, { id: '3', body: client }],
  ['post', '/v1/api-integrations/{id}/client-credentials', 200, { id: '3' }],
  ['delete', '/v1/api-roles/{id}', 409, { id: '2' }],
  ['delete', '/v1/api-integrations/{id}', 204, { id: '3' }],
  ['delete', '/v1/api-roles/{id}', 204, { id: '2' }],
  ['delete', '/v1/notifications/{type}/{id}', 204, { id: '1' }],
  ['post', '/v1/auth/keep-alive', 200],
];

const filled = (path: string, id = ''): string =>
  path.replace('{type}', 'PATCH_UPDATE').replaceAll(/\{\w+\}/g, id);

describe.skipIf(contract === undefined)(
  'given the contract of Jamf Pro 11.30.1 (skipped where ../shared/contracts/jamf is absent)',
  () => {
    const given = contract ?? { paths: {}, components: { schemas: {} } };

    it('when every operation is called, then each answer is one that the contract declares', async () => {
      const app = createJamf(prepared());
      const call = await asUser(app);
      for (const [method, path, status, { id, query, body } = {}] of CALLS)
        await expectDeclared(call, { method, path, status, url: `${filled(path, id)}?${query ?? ''}`, body });
    });

    async function expectDeclared(
      call: ApiCall,
      wanted: { method: string; path: string; status: number; url: string; body: object | undefined },
    ): Promise<void> {
      const { method, path, status, url, body } = wanted;
      const answer = await call(method.toUpperCase(), url, body);
      expect.soft(answer.status, `${method} ${url}`).toBe(status);
      expectFits(answerValidator(given, method, path, status), answer.body, `${method} ${url}`);
    }

    it('when tokens are asked for, then right and wrong answers are as declared', async () => {
      const app = createJamf(jamfContext());
      const right = await requestToken(app, RIGHT_CLIENT);
      const wrong = await requestToken(app, { ...RIGHT_CLIENT, client_secret: 'no' });
      const user = await userToken(app);
      const path = '/v1/oauth/token';
      expectFits(answerValidator(given, 'post', path, right.status), await right.json(), 'client, right');
      expectFits(answerValidator(given, 'post', path, wrong.status), await wrong.json(), 'client, wrong');
      expectFits(answerValidator(given, 'post', '/v1/auth/token', user.status), await user.json(), 'user');
    });

    it('when the sandbox describes itself, then every operation and its privilege are the contract’s', async () => {
      const Own = z.object({
        paths: z.record(
          z.string(),
          z.record(z.string(), z.object({ 'x-required-privileges': z.array(z.string()).optional() })),
        ),
      });
      const response = await createJamf(jamfContext()).request('https://localhost:8444/api/schema/');
      for (const [path, operations] of Object.entries(Own.parse(await response.json()).paths))
        for (const [method, operation] of Object.entries(operations)) {
          const declared = given.paths[path]?.[method];
          expect.soft(declared, `${method} ${path}`).toBeDefined();
          expect
            .soft(operation['x-required-privileges'], `${method} ${path}`)
            .toEqual(declared?.['x-required-privileges']);
        }
    });

    it('when an answer has a property that is not declared, then the validator sees it', () => {
      const validate = answerValidator(given, 'get', '/v1/jamf-pro-version', 200);
      if (typeof validate !== 'function') throw new Error('The contract declares no version');
      expect([validate({ version: '11' }), validate({ version: '11', build: 1 })]).toEqual([true, false]);
    });
  },
);

/** A world with registered Macs and a live integration, so that every record is at its fullest. */
function prepared() {
  const context = jamfContext();
  for (const mac of context.world.macs.slice(0, 3))
    Object.assign(mac, { registration: 'ACTIVATED', entraDeviceId: '6b0c1f4e-0000-4000-8000-000000000002' });
  context.world.jamf.settings = {
    enabled: true,
    sovereignCloud: 'Global',
    tenantName: 'contoso.onmicrosoft.com',
    applicationId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
    clientSecret: 'x',
    savedAt: '2026-11-23T09:00:00Z',
    message: '',
  };
  return context;
}

function expectFits(validate: ValidateFunction | 'no body' | undefined, body: unknown, what: string): void {
  expect.soft(validate, `${what}: declared`).toBeDefined();
  if (validate === 'no body') expect.soft(body, what).toBeUndefined();
  if (typeof validate !== 'function') return;
  validate(body);
  // The contract calls `field` a text; every real envelope has null there (jamf.md §4).
  const errors = validate.errors?.filter(({ instancePath }) => !/^\/errors\/\d+\/field$/.test(instancePath));
  expect.soft(errors ?? [], what).toEqual([]);
}
