import { existsSync } from 'node:fs';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, resetSandbox } from '../../../src/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { worldFile } from '../../../src/sandbox/world-file.ts';
import { msalNetwork, newFolder, realClock, realRandom } from '../../support/sandbox/ground.ts';

const folder = newFolder();
let sandbox: Sandbox;
let agent: Agent;
beforeAll(async () => {
  sandbox = await openSandbox({ folder, clock: realClock, random: realRandom, lagMs: 0 });
  agent = new Agent({ connect: { ca: sandbox.access.endpoints.caCertificate } });
});
afterAll(async () => {
  await agent.destroy();
  await sandbox.close();
});

test('given the whole sandbox, when the automation application signs in, then its Graph knows the tenant', async () => {
  const { endpoints, tenantId, automation } = sandbox.access;
  const msal = new ConfidentialClientApplication({
    auth: {
      ...automation,
      authority: `${endpoints.entra}/${tenantId}`,
      knownAuthorities: [new URL(endpoints.entra).host],
    },
    system: { networkClient: msalNetwork(endpoints.caCertificate) },
  });
  const result = await msal.acquireTokenByClientCredential({ scopes: [`${endpoints.graph}/.default`] });
  const response = await fetch(`${endpoints.graph}/v1.0/organization`, {
    dispatcher: agent,
    headers: { authorization: `Bearer ${result?.accessToken}` },
  });
  expect(await response.json()).toMatchObject({ value: [{ id: tenantId }] });
});

test('given the whole sandbox, when its Jamf Pro is asked for a token with the client in the access, then it gives one', async () => {
  const { endpoints, jamfClient } = sandbox.access;
  const response = await fetch(`${endpoints.jamf}/api/v1/oauth/token`, {
    method: 'POST',
    dispatcher: agent,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: jamfClient.clientId,
      client_secret: jamfClient.clientSecret,
    }),
  });
  expect(await response.json()).toMatchObject({ access_token: expect.any(String) });
});

test('given a closed sandbox, when it is reset, then the next one is another tenant', async () => {
  const options = { folder: newFolder(), clock: realClock, random: realRandom };
  const first = await openSandbox(options);
  await first.close();
  resetSandbox(options.folder);
  expect(existsSync(worldFile(options.folder))).toBe(false);
  resetSandbox(options.folder);
  const second = await openSandbox(options);
  await second.close();
  expect(second.world.born).not.toBe(first.world.born);
  expect(second.access.tenantId).not.toBe(first.access.tenantId);
});
