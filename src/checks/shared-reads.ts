import { NotSignedIn } from '../errors/not-signed-in.ts';
import { ServiceError } from '../errors/service-error.ts';
import { findGroup } from '../microsoft/groups.ts';
import { pagesOfManagedMacs } from '../microsoft/managed-devices.ts';
import {
  type ComplianceManagementPartner,
  type DeviceManagementPartner,
  listComplianceManagementPartners,
  listDeviceManagementPartners,
} from '../microsoft/partners.ts';
import { visible } from '../terminal/visible.ts';
import type { CheckSession } from './check.ts';

/** Reads that several checks need. Each happens once in an examination, also where a step has read the same. */

/** Intune's two lists of partners. */
export interface PartnerRows {
  readonly partners: readonly DeviceManagementPartner[];
  readonly compliancePartners: readonly ComplianceManagementPartner[];
}

export async function readPartnerRows({
  graph,
  once,
}: Pick<CheckSession, 'graph' | 'once'>): Promise<PartnerRows> {
  const [partners, compliancePartners] = await Promise.all([
    once('partners', () => listDeviceManagementPartners(graph)),
    once('compliance-partners', () => listComplianceManagementPartners(graph)),
  ]);
  return { partners, compliancePartners };
}

/** What Intune knows of the Macs, kept small: one short entry a Mac, whatever Intune tells of it. */
export interface MacsInIntune {
  /** Serial numbers of Macs that are enrolled in Intune itself. */
  readonly enrolledInIntune: ReadonlySet<string>;
  /** How many Macs the connection has registered. */
  readonly fromJamf: number;
  /** Entra device ids, lower case, of the Macs that Intune calls compliant. */
  readonly compliant: ReadonlySet<string>;
}

/** Needs DeviceManagementManagedDevices.Read.All. */
export function readMacsInIntune({
  graph,
  once,
}: Pick<CheckSession, 'graph' | 'once'>): Promise<MacsInIntune> {
  return once('macs-in-intune', async () => {
    const enrolledInIntune = new Set<string>();
    const compliant = new Set<string>();
    let fromJamf = 0;
    for await (const mac of pagesOfManagedMacs(graph)) {
      if (mac.managementAgent === 'jamf') fromJamf += 1;
      else if (mac.serialNumber) enrolledInIntune.add(mac.serialNumber.toUpperCase());
      if (mac.complianceState === 'compliant' && mac.azureADDeviceId)
        compliant.add(mac.azureADDeviceId.toLowerCase());
    }
    return { enrolledInIntune, fromJamf, compliant };
  });
}

/** A group's name in quotes; its id where it is gone or may not be read. */
export async function nameOfGroup(
  { graph, once }: Pick<CheckSession, 'graph' | 'once'>,
  id: string,
): Promise<string> {
  const group = await readableOrUndefined(() => once(`group ${id}`, () => findGroup(graph, id)));
  return group === undefined ? `group ${visible(id)}` : `"${visible(group.displayName)}"`;
}

const NOT_READABLE = new Set([401, 403, 404]);

/** Makes a read that a check can do without: what may not be read, is not there, or belongs to the side that nobody is signed in to, is undefined. */
export async function readableOrUndefined<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotSignedIn) return undefined;
    if (error instanceof ServiceError && isNotReadable(error)) return undefined;
    throw error;
  }
}

/** Intune refuses a tenant without a licence with 400, as it does a wrong request: only its words tell them apart. */
function isNotReadable({ status = 0, message }: ServiceError): boolean {
  return NOT_READABLE.has(status) || (status === 400 && /not applicable to target tenant/i.test(message));
}
