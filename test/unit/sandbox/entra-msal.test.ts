import { createHash } from 'node:crypto';
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  GRAPH_APP_ID,
  GRAPH_COMMAND_LINE_TOOLS,
  INTUNE_API_APP_ID,
} from '../../../src/microsoft/identifiers.ts';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import { readToken } from '../../../src/sandbox/entra/verify-token.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { signInAsAdministrator, simulatedBrowser } from '../../../src/sandbox/simulated-person.ts';
import { contextOf, msalNetwork, openTestGround } from '../../support/sandbox/ground.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openTestGround();
});
afterAll(() => sandbox.close());

function configuration(clientId: string, secret?: string, tenant = sandbox.access.tenantId) {
  const { entra, caCertificate } = sandbox.access.endpoints;
  return {
    auth: {
      clientId,
      authority: `${entra}/${tenant}`,
      knownAuthorities: [new URL(entra).host],
      ...(secret === undefined ? {} : { clientSecret: secret }),
    },
    system: { networkClient: msalNetwork(caCertificate) },
  };
}

const graphScope = (name: string) => `${sandbox.access.endpoints.graph}/${name}`;
const bearer = (token: string | undefined) => `Bearer ${token}`;
const read = (token: string | undefined, appId = GRAPH_APP_ID) =>
  readToken(contextOf(sandbox.world), bearer(token), appId);

describe('a person', () => {
  test('given a browser, when MSAL signs in, then Graph sees the person and the scopes, and later tokens come silently', async () => {
    const msal = new PublicClientApplication(
      configuration(GRAPH_COMMAND_LINE_TOOLS, undefined, 'organizations'),
    );
    const { open } = simulatedBrowser(sandbox.access);
    const scopes = [graphScope('Application.Read.All'), graphScope('Group.Read.All')];
    const result = await msal.acquireTokenInteractive({ scopes, openBrowser: open });

    expect(result.account?.username).toBe(sandbox.access.administrator.username);
    expect(result.tenantId).toBe(sandbox.access.tenantId);
    expect(await read(result.accessToken)).toMatchObject({
      kind: 'person',
      userPrincipalName: sandbox.access.administrator.username,
      scopes: expect.arrayContaining(['Application.Read.All', 'Group.Read.All']),
      appId: GRAPH_COMMAND_LINE_TOOLS,
      tenantId: sandbox.access.tenantId,
    });

    const { account } = result;
    if (account === null) throw new Error('No account');
    const cached = await msal.acquireTokenSilent({ account, scopes });
    expect(cached.accessToken).toBe(result.accessToken);
    const renewed = await msal.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(renewed.accessToken).not.toBe(result.accessToken);
    await expect(
      msal.acquireTokenSilent({ account, scopes: [graphScope('AuditLog.Read.All')] }),
    ).rejects.toMatchObject({ errorCode: 'invalid_grant', subError: 'consent_required', errorNo: 65001 });
  });

  test('given a device code, when the person types it on the page, then MSAL has its token', async () => {
    const msal = new PublicClientApplication(configuration(GRAPH_COMMAND_LINE_TOOLS));
    let page: Promise<unknown> = Promise.resolve();
    const result = await msal.acquireTokenByDeviceCode({
      scopes: [graphScope('User.Read')],
      deviceCodeCallback: ({ verificationUri, userCode, message }) => {
        expect(message).toContain(userCode);
        page = signInAsAdministrator(sandbox.access, verificationUri, userCode);
      },
    });
    await page;
    expect(await read(result?.accessToken)).toMatchObject({
      kind: 'person',
      scopes: expect.arrayContaining(['User.Read']),
    });
  });

  test('given an address that is not registered, when the browser comes, then the page says AADSTS50011', async () => {
    const { entra } = sandbox.access.endpoints;
    const query = `client_id=${GRAPH_COMMAND_LINE_TOOLS}&redirect_uri=https://evil.example/&response_type=code`;
    await expect(
      signInAsAdministrator(sandbox.access, `${entra}/common/oauth2/v2.0/authorize?${query}`),
    ).rejects.toThrow(/AADSTS50011/);
  });

  test('given a wrong password, when the person tries, then the page says AADSTS50126 and lets them try again', async () => {
    const msal = new PublicClientApplication(configuration(GRAPH_COMMAND_LINE_TOOLS));
    const { administrator } = sandbox.access;
    const confused = { ...sandbox.access, administrator: { ...administrator, password: 'wrong' } };
    const result = await msal.acquireTokenInteractive({
      scopes: [graphScope('User.Read')],
      openBrowser: async (url) => {
        await expect(simulatedBrowser(confused).open(url)).rejects.toThrow(/AADSTS50126/);
        await simulatedBrowser(sandbox.access).open(url);
      },
    });
    expect(result.accessToken).not.toBe('');
  });
});

describe('an application', () => {
  const { clientId } = SANDBOX_ACCOUNTS.automation;
  const tokenFor = (secret: string, scope: string, appId: string = clientId) =>
    new ConfidentialClientApplication(configuration(appId, secret)).acquireTokenByClientCredential({
      scopes: [scope],
    });

  test('given its secret, when it asks for Graph, then the token has exactly its roles there', async () => {
    const { automation } = sandbox.access;
    const result = await tokenFor(automation.clientSecret, graphScope('.default'));
    const reading = await read(result?.accessToken);
    const principal = sandbox.world.servicePrincipals.find((one) => one.appId === automation.clientId);
    const assigned = sandbox.world.appRoleAssignments.filter((one) => one.principalId === principal?.id);
    expect(reading).toMatchObject({ kind: 'application', appId: automation.clientId });
    expect(reading).toHaveProperty('roles.length', assigned.length);
    expect(reading).toHaveProperty('roles', expect.arrayContaining(['Application.Read.All']));
    expect(await read(result?.accessToken, INTUNE_API_APP_ID)).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining('Invalid audience'),
    });
  });

  test('given its secret, when it asks for Intune without a role there, then the token has none and its use is on record', async () => {
    const { automation } = sandbox.access;
    const result = await tokenFor(automation.clientSecret, 'https://api.manage.microsoft.com//.default');
    expect(await read(result?.accessToken, INTUNE_API_APP_ID)).toMatchObject({
      kind: 'application',
      roles: [],
    });
    expect(sandbox.world.credentialActivity).toContainEqual({
      keyId: sandbox.world.applications[0]?.passwordCredentials[0]?.keyId,
      appId: automation.clientId,
      resourceAppId: INTUNE_API_APP_ID,
      lastSignInDateTime: expect.any(String),
    });
  });

  test('given a wrong secret, when it asks, then MSAL reads 7000215', async () => {
    await expect(tokenFor('wrong', graphScope('.default'))).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorNo: 7000215,
      status: 401,
    });
  });

  test('given an expired secret, when it asks, then MSAL reads 7000222', async () => {
    sandbox.world.applications[0]?.passwordCredentials.push({
      keyId: 'expired',
      displayName: 'old',
      hint: 'old',
      startDateTime: '2020-01-01T00:00:00Z',
      endDateTime: '2021-01-01T00:00:00Z',
      sha256: createHash('sha256').update('old secret').digest('hex'),
    });
    await expect(tokenFor('old secret', graphScope('.default'))).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorNo: 7000222,
    });
  });

  test('given an application nobody registered, when it asks, then MSAL reads 700016', async () => {
    const stranger = '00000000-1111-4222-8333-444444444444';
    await expect(tokenFor('any', graphScope('.default'), stranger)).rejects.toMatchObject({
      errorCode: 'unauthorized_client',
      errorNo: 700016,
    });
  });
});
