import { CATALOGUE } from '../../inputs/catalogue.ts';
import { uniqueNameFor } from '../../inputs/jamf-url.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import type { GroupChoice, Wanted } from '../../inputs/wanted.ts';
import { findApplicationByUniqueName } from '../../microsoft/applications.ts';
import type { Cloud } from '../../microsoft/clouds.ts';
import type { Graph } from '../../microsoft/graph.ts';
import type { Organization } from '../../microsoft/organization.ts';
import {
  type DeviceManagementPartner,
  isJamfRow,
  listDeviceManagementPartners,
} from '../../microsoft/partners.ts';
import type { State } from '../../state/state.ts';

export interface ExaminedConnection {
  readonly inputs: EarlyInputs;
  readonly cloud: Cloud;
  readonly organization: Organization | undefined;
  readonly earlier: State | undefined;
  readonly graph: Graph;
}

/**
 * What the connection is to be compared with. The state says what was wanted; without it the connection is found by
 * looking: the application that the connector names, and the groups that are on it.
 */
export async function wantedToExamine(seen: ExaminedConnection): Promise<Wanted> {
  const { inputs, cloud, organization, earlier, graph } = seen;
  const jamfUrl = inputs.jamfUrl ?? earlier?.jamfUrl ?? '';
  const recorded = earlier?.resources.application;
  const found = recorded === undefined ? await findByLooking(graph, jamfUrl) : undefined;
  const adoptApp = earlier?.answers.adoptApp ?? found?.adoptApp;
  return {
    profile: inputs.profile ?? 'default',
    connection: 'conditional-access',
    cloud: cloud.name,
    tenant: tenantOf(organization, earlier),
    jamfUrl,
    appName: earlier?.answers.appName ?? String(CATALOGUE.find(({ key }) => key === 'appName')?.default),
    ...(adoptApp !== undefined && { adoptApp }),
    permissions: earlier?.answers.permissions ?? 'auto',
    secretMonths: earlier?.answers.secretMonths ?? 1,
    secretStore: earlier?.answers.secretStore ?? 'none',
    includeGroups: earlier?.answers.includeGroups ?? found?.includeGroups ?? [],
    excludeGroups: earlier?.answers.excludeGroups ?? found?.excludeGroups ?? [],
  };
}

function tenantOf(organization: Organization | undefined, earlier: State | undefined): Wanted['tenant'] {
  if (organization === undefined) return earlier?.tenant ?? { id: '', domain: '', displayName: '' };
  const domain = organization.domains.find(({ isInitial }) => isInitial)?.name ?? organization.id;
  return { id: organization.id, domain, displayName: organization.displayName };
}

interface FoundConnection {
  readonly adoptApp: string | undefined;
  readonly includeGroups: readonly GroupChoice[];
  readonly excludeGroups: readonly GroupChoice[];
}

/** Whoever may not read is no obstacle here: then nothing is found, and each check says what it lacks. */
async function findByLooking(graph: Graph, jamfUrl: string): Promise<FoundConnection | undefined> {
  const [row, ours] = await Promise.all([
    listDeviceManagementPartners(graph)
      .then((rows) => onlyJamfRow(rows))
      .catch(() => undefined),
    jamfUrl === ''
      ? undefined
      : findApplicationByUniqueName(graph, uniqueNameFor(jamfUrl)).catch(() => undefined),
  ]);
  if (row === undefined) return undefined;
  const groups = (kind: 'include' | 'exclude') =>
    row.targets.flatMap((target) =>
      target.kind === kind ? [{ id: target.groupId, displayName: target.groupId }] : [],
    );
  const foreign = ours === undefined && row.singleTenantAppId ? row.singleTenantAppId : undefined;
  return { adoptApp: foreign, includeGroups: groups('include'), excludeGroups: groups('exclude') };
}

function onlyJamfRow(rows: readonly DeviceManagementPartner[]): DeviceManagementPartner | undefined {
  const jamf = rows.filter(isJamfRow);
  return jamf.length === 1 ? jamf[0] : undefined;
}
