import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { World } from '../../../src/sandbox/world.ts';
import type { State } from '../../../src/state/state.ts';
import { parseStateFile, writeStateFile } from '../../../src/state/state-file.ts';

/** What stands in the tenant, in Jamf Pro and on this computer, told so that two ends of a set-up can be compared. */
export interface End {
  readonly applications: readonly string[];
  readonly principals: number;
  readonly listed: number;
  readonly grants: readonly string[];
  readonly delegatedGrants: number;
  readonly secrets: number;
  readonly connector: string;
  readonly groups: readonly string[];
  /** Whether Jamf Pro has the very secret that Entra accepts, and this computer keeps just that text. */
  readonly jamf: string;
  readonly kept: string;
  readonly state: string;
  readonly pending: readonly string[];
}

/** The end that every set-up comes to, whatever happened on its way. */
export const RIGHT_END: End = {
  applications: ['Jamf Conditional Access'],
  principals: 1,
  listed: 1,
  grants: ['update_device_attributes'],
  delegatedGrants: 0,
  secrets: 1,
  connector: 'enabled for our application',
  groups: ['exclude Kiosk', 'include Mac users'],
  jamf: 'on, with the secret of the application',
  kept: 'the text of the secret',
  state: 'all steps done, and it names what is there',
  pending: [],
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function endOf(world: World, home: string): End {
  const ours = world.applications.filter(({ uniqueName }) => uniqueName?.startsWith('jamf-intune-') === true);
  const [application] = ours;
  const appId = application?.appId ?? 'none';
  const principals = world.servicePrincipals.filter((each) => each.appId === appId);
  const granted = world.appRoleAssignments.filter(({ principalId }) =>
    principals.some(({ id }) => id === principalId),
  );
  const roles = world.servicePrincipals.flatMap(({ appRoles }) => appRoles);
  const credentials = application?.passwordCredentials ?? [];
  const state = readState(home);
  return {
    applications: ours.map(({ displayName }) => displayName),
    principals: principals.length,
    listed: application?.requiredResourceAccess.flatMap((each) => each.resourceAccess).length ?? 0,
    grants: granted.map(({ appRoleId }) => roles.find(({ id }) => id === appRoleId)?.value ?? appRoleId),
    delegatedGrants: world.permissionGrants.filter(({ clientId }) =>
      principals.some(({ id }) => id === clientId),
    ).length,
    secrets: credentials.length,
    connector: connectorOf(world, appId),
    groups: groupsOf(world),
    jamf: jamfOf(world, appId, credentials),
    kept: keptOf(home, credentials),
    state: judgeState(state, world, application, principals),
    pending: state.intents.filter(({ status }) => status === 'pending').map(({ operation }) => operation),
  };
}

/** The state as it stands on the disk; it must be whole, and come out of its schema as it went in. */
export function readState(home: string): State {
  const text = readFileSync(join(home, 'sandbox', 'state.json'), 'utf8');
  const parsed = parseStateFile(text);
  if (parsed.kind !== 'state') throw new Error(`the state file is ${parsed.kind}`);
  if (writeStateFile(parsed.state) !== text)
    throw new Error('the state does not come back as it was written');
  return parsed.state;
}

/** All secret texts that this computer keeps, by the secret's key id. */
export function readSecrets(home: string): Readonly<Record<string, string>> {
  try {
    const file: unknown = JSON.parse(readFileSync(join(home, 'sandbox', 'secrets.json'), 'utf8'));
    return z.object({ secrets: z.record(z.string(), z.string()) }).parse(file).secrets;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

type Credentials = World['applications'][number]['passwordCredentials'];

function connectorOf(world: World, appId: string): string {
  const row = world.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
  const whose = row?.singleTenantAppId === appId ? 'our application' : row?.singleTenantAppId;
  return `${row?.partnerState} for ${whose}`;
}

function groupsOf(world: World): readonly string[] {
  const row = world.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
  return (row?.groupsRequiringPartnerEnrollment ?? [])
    .map(({ target }) => {
      const name = world.groups.find(({ id }) => id === target.groupId)?.displayName;
      return `${target['@odata.type'].includes('exclusion') ? 'exclude' : 'include'} ${name}`;
    })
    .toSorted();
}

function jamfOf(world: World, appId: string, credentials: Credentials): string {
  const { settings } = world.jamf;
  if (settings === null || !settings.enabled) return 'off';
  if (settings.applicationId !== appId) return `on, for ${settings.applicationId}`;
  const right = credentials.some((each) => each.sha256 === sha256(settings.clientSecret));
  return `on, with ${right ? 'the secret of the application' : 'another secret'}`;
}

function keptOf(home: string, credentials: Credentials): string {
  const texts = Object.entries(readSecrets(home));
  const right = texts.filter(([id, text]) =>
    credentials.some(({ keyId, sha256: known }) => keyId === id && known === sha256(text)),
  );
  return texts.length === 1 && right.length === 1
    ? 'the text of the secret'
    : `${texts.length} texts, ${right.length} of them of a secret that exists`;
}

function judgeState(
  { steps, resources }: State,
  { deviceManagementPartners }: World,
  application: World['applications'][number] | undefined,
  principals: World['servicePrincipals'],
): string {
  const undone = Object.entries(steps).filter(([, { status }]) => status !== 'done');
  if (undone.length > 0) return `not done: ${undone.map(([id]) => id).join(', ')}`;
  const named =
    resources.application?.objectId === application?.id &&
    resources.application?.appId === application?.appId &&
    resources.servicePrincipal?.id === principals[0]?.id &&
    resources.secret?.keyId === application?.passwordCredentials[0]?.keyId &&
    resources.secret?.deliveredAt !== undefined &&
    deviceManagementPartners.some(({ id }) => id === resources.connector?.id);
  return named ? 'all steps done, and it names what is there' : 'it names something else';
}
