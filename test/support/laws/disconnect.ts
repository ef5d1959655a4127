import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { GRAPH_COMMAND_LINE_TOOLS } from '../../../src/microsoft/identifiers.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { readSecrets, readState } from './end.ts';
import { type LawGround, SETUP } from './ground.ts';

export const DISCONNECT = ['disconnect', '--sandbox', '--yes', '--json'] as const;
export const DELETE = [...DISCONNECT, '--delete-app'] as const;

/** A tenant and a state home in which a connection lives, to be had as often as tests need it. */
export interface LivingConnection {
  /** The tenant as it was before anybody connected it. */
  readonly firstDay: World;
  /** A new state home; the tenant is as it was right after the set-up. */
  restore(): string;
}

export async function connectOnce(ground: LawGround): Promise<LivingConnection> {
  const first = ground.begin();
  const firstDay = structuredClone(ground.world);
  const run = await ground.run(first, SETUP);
  if (run.code !== 0) throw new Error(`the set-up failed: ${run.stderr}`);
  const connected = structuredClone(ground.world);
  return {
    firstDay,
    restore() {
      const home = ground.begin();
      // What was new then is seen by everybody by now.
      Object.assign(ground.world, structuredClone(connected), { visibleFrom: {} });
      cpSync(join(first, 'sandbox'), join(home, 'sandbox'), { recursive: true });
      return home;
    },
  };
}

/**
 * What `disconnect` promises to leave as it found it. Left out is what Microsoft keeps by itself: that there was a
 * connection and when its Macs go (state, dates, heartbeat and type of the row), deleted applications, the activity of
 * credentials, the consent to the sign-in itself; and what Jamf Pro keeps of an integration that is off, with its alerts.
 */
export function tenantOf(world: World) {
  const { applications, servicePrincipals, appRoleAssignments, permissionGrants, groups } = world;
  const { compliancePartners, macs, tenant, jamf } = world;
  const signIn = servicePrincipals.find(({ appId }) => appId === GRAPH_COMMAND_LINE_TOOLS)?.id;
  return {
    applications,
    servicePrincipals,
    appRoleAssignments,
    permissionGrants: permissionGrants.filter(({ clientId }) => clientId !== signIn),
    groups,
    compliancePartners,
    macs,
    tenant,
    partners: world.deviceManagementPartners.map(
      ({ id, displayName, isConfigured, singleTenantAppId, groupsRequiringPartnerEnrollment }) => ({
        id,
        displayName,
        isConfigured,
        singleTenantAppId,
        groupsRequiringPartnerEnrollment,
      }),
    ),
    jamfIsOn: jamf.settings?.enabled === true,
    jamf: { smartGroups: jamf.smartGroups, users: jamf.users, apiRoles: jamf.apiRoles },
  };
}

/** What is left on this computer and in Intune's row, told so that two ends can be compared. */
export function leftoversOf(world: World, home: string) {
  const { resources, steps, intents, leaving, disconnected } = readState(home);
  const row = world.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
  return {
    resources: Object.keys(resources),
    steps: Object.keys(steps),
    pending: intents.filter(({ status }) => status === 'pending').map(({ operation }) => operation),
    leaving,
    disconnected: disconnected !== undefined,
    secrets: Object.keys(readSecrets(home)).length,
    row: row?.partnerState,
    removal: row?.whenPartnerDevicesWillBeRemovedDateTime !== null,
    deleted: world.deletedApplications.length,
  };
}

/** The end that every `disconnect --delete-app` comes to, whatever happened on its way. */
export const NOTHING_LEFT: ReturnType<typeof leftoversOf> = {
  resources: [],
  steps: [],
  pending: [],
  leaving: undefined,
  disconnected: true,
  secrets: 0,
  row: 'terminated',
  removal: true,
  deleted: 1,
};
