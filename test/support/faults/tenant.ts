import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../../src/sandbox/world.ts';
import { readSecrets, readState } from '../laws/end.ts';

/**
 * What stands in the tenant, in Jamf Pro and on this computer, as lines that two ends of the same command share: ids,
 * times and secrets that differ from run to run are replaced by a word. A thing that is there twice is a line more.
 */
export function tenantOf(world: World, home: string, seedIds: ReadonlySet<string>): readonly string[] {
  const steady = (value: unknown) =>
    JSON.stringify(value, hideSecrets)
      .replaceAll(GUID, (id) => (seedIds.has(id) ? id : '<id>'))
      .replaceAll(TIME, '<time>')
      .replaceAll(LABEL, 'jamf-intune <intent>');
  const { jamf } = world;
  const things: Readonly<Record<string, readonly unknown[]>> = {
    application: world.applications,
    deleted: world.deletedApplications,
    principal: world.servicePrincipals.filter(({ id }) => !seedIds.has(id)),
    grant: world.appRoleAssignments,
    delegated: world.permissionGrants,
    partner: world.deviceManagementPartners,
    compliance: world.compliancePartners,
    jamf: [jamf.settings === null ? null : { ...jamf.settings, accepted: isAccepted(world) }],
    role: jamf.apiRoles,
    client: jamf.apiIntegrations,
    state: [stateOf(home)],
    kept: Object.keys(readSecrets(home)),
  };
  return Object.entries(things).flatMap(([kind, all]) =>
    all.map((thing) => `${kind} ${steady(thing)}`).sort(),
  );
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z?/g;
const LABEL = /jamf-intune [0-9a-f]{8}/g;

/** Ids that were in the tenant before anybody did anything. */
export function idsIn(world: World): ReadonlySet<string> {
  return new Set(JSON.stringify(world).match(GUID) ?? []);
}

const RANDOM_TEXTS = new Set(['hint', 'sha256', 'clientSecret', 'clientSecretSha256']);

function hideSecrets(key: string, value: unknown): unknown {
  return RANDOM_TEXTS.has(key) ? '<random>' : value;
}

/** Whether Jamf Pro has a secret that Entra accepts for the application. */
function isAccepted(world: World): boolean {
  const text = world.jamf.settings?.clientSecret ?? '';
  const sha256 = createHash('sha256').update(text).digest('hex');
  return world.applications.some(({ passwordCredentials }) =>
    passwordCredentials.some((credential) => credential.sha256 === sha256),
  );
}

/** The state without what counts runs; intents are told by their status alone, and only while they are open. */
function stateOf(home: string): unknown {
  if (!existsSync(join(home, 'sandbox', 'state.json'))) return 'none';
  const {
    lineage: _lineage,
    serial: _serial,
    savedBy: _by,
    savedAt: _at,
    intents,
    ...rest
  } = readState(home);
  return {
    ...rest,
    open: intents.filter(({ status }) => status === 'pending').map(({ operation }) => operation),
  };
}
