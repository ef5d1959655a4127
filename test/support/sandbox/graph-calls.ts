import { signToken } from '../../../src/sandbox/entra/jwt.ts';
import { makeSigningKey } from '../../../src/sandbox/entra/signing-key.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { createGraph } from '../../../src/sandbox/graph/create-graph.ts';
import { createIntune } from '../../../src/sandbox/intune/create-intune.ts';
import { sandboxContext } from '../../../src/sandbox/sandbox-context.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import { uuidFrom } from '../../../src/sandbox/uuid-from.ts';
import { type StandingClock, standingClock } from './jamf-context.ts';

const signingKey = makeSigningKey('test');
export const LAG_MS = 400;

/** Everything that a complete setup asks for. */
export const SETUP_SCOPES = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Device.Read.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
  'Directory.Read.All',
  'Domain.Read.All',
  'Group.Read.All',
  'LicenseAssignment.Read.All',
  'Policy.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read',
  'User.Read.All',
];

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
type Body = any;

export interface GraphReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Another token than the signed-in administrator's; null sends none. */
  readonly token?: string | null;
}

export interface GraphBench {
  readonly context: SandboxContext;
  readonly clock: StandingClock;
  /** As the administrator with every scope of a setup. `path` is below `/v1.0` unless it begins with `/beta`. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<GraphReply>;
  /** A call to Intune's partner service. */
  readonly report: (path: string, body: unknown, token: string) => Promise<GraphReply>;
  readonly personToken: (scopes: readonly string[]) => Promise<string>;
  readonly applicationToken: (
    audience: string,
    appId: string,
    roles: readonly string[],
    tenantId?: string,
  ) => Promise<string>;
  /** Waits until everything is replicated. */
  readonly settle: () => void;
  readonly setFaults: (...faults: Fault[]) => void;
}

/** Graph and Intune over a seeded world, without servers, on a standing clock. */
export async function graphBench(faults: readonly Fault[] = []): Promise<GraphBench> {
  const clock = standingClock();
  let counter = 0;
  const random = { uuid: () => uuidFrom(`bench ${++counter}`) };
  const world = {
    ...seedWorld({ random, now: clock.now(), lagMs: LAG_MS }),
    ports: { entra: 8441, graph: 8442, intune: 8443, jamf: 8444 },
    ca: { certificate: '', key: '' },
    server: { certificate: '', key: '' },
    signingKey: await signingKey,
    faults: [...faults],
  };
  const context = sandboxContext({ world, clock, random, save: () => undefined });
  const graph = createGraph(context);
  const intune = createIntune(context);

  const personToken = (scopes: readonly string[]): Promise<string> =>
    signToken(context, 'https://graph.microsoft.com', 3600, {
      tid: world.tenant.id,
      appid: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
      oid: world.people[0]?.id,
      upn: world.people[0]?.userPrincipalName,
      scp: scopes.join(' '),
    });
  const send = async (app: typeof graph, method: string, path: string, options: CallOptions) => {
    const { token, body, headers = {} } = options;
    const response = await app.request(`https://localhost${path}`, {
      method,
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    context,
    clock,
    personToken,
    call: async (method, path, options = {}) =>
      send(graph, method, path.startsWith('/beta/') ? path : `/v1.0${path}`, {
        ...options,
        token: options.token === undefined ? await personToken(SETUP_SCOPES) : options.token,
      }),
    report: (path, body, token) => send(intune, 'PUT', path, { body, token }),
    applicationToken: (audience, appId, roles, tenantId = world.tenant.id) =>
      signToken(context, audience, 3600, { tid: tenantId, appid: appId, oid: uuidFrom(appId), roles }),
    settle: () => clock.forward(10 * LAG_MS),
    setFaults: (...next) => {
      world.faults.splice(0, world.faults.length, ...next);
    },
  };
}

/** The upsert's body as the product sends it. */
export const APPLICATION = {
  displayName: 'Jamf Conditional Access',
  signInAudience: 'AzureADMultipleOrgs',
  tags: ['jamf-intune'],
  web: {
    redirectUris: ['https://localhost:8444'],
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
  },
  requiredResourceAccess: [
    {
      resourceAppId: 'c161e42e-d4df-4a3d-9b42-e7a3c31f59d4',
      resourceAccess: [{ id: '7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e', type: 'Role' }],
    },
  ],
};

export const KEY = "/applications(uniqueName='jamf-intune-localhost')";
export const UPSERT = { headers: { Prefer: 'create-if-missing' }, body: APPLICATION };

/** An application with principal, consent and secret, and the connector that names it. Settled. */
export async function connectedBench(faults: readonly Fault[] = []): Promise<{
  readonly bench: GraphBench;
  readonly application: { readonly id: string; readonly appId: string };
  readonly principalId: string;
  readonly rowPath: string;
}> {
  const bench = await graphBench();
  const { body: application } = await bench.call('PATCH', KEY, UPSERT);
  bench.settle();
  const { body: principal } = await bench.call('POST', '/servicePrincipals', {
    body: { appId: application.appId },
  });
  bench.settle();
  const intune = bench.context.world.servicePrincipals.find((each) => each.appId.startsWith('c161e42e'));
  await bench.call('POST', `/servicePrincipals/${intune?.id}/appRoleAssignedTo`, {
    body: {
      principalId: principal.id,
      resourceId: intune?.id,
      appRoleId: '7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e',
    },
  });
  await bench.call('POST', `/applications/${application.id}/addPassword`, { body: {} });
  const row = bench.context.world.deviceManagementPartners.find((each) => each.displayName === 'Jamf');
  const rowPath = `/deviceManagement/deviceManagementPartners/${row?.id}`;
  await bench.call('PATCH', rowPath, {
    body: { partnerAppType: 'singleTenantApp', singleTenantAppId: application.appId },
  });
  bench.settle();
  bench.setFaults(...faults);
  return { bench, application, principalId: principal.id, rowPath };
}
