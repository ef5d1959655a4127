import { z } from 'zod';
import type { Graph } from './graph.ts';
import { text, textOrNull } from './graph-shapes.ts';
import { path } from './path.ts';

const managedMacSchema = z.object({
  id: z.string(),
  serialNumber: textOrNull,
  userId: textOrNull,
  managementAgent: text,
  /** Entra's device id, when the Mac is registered there. */
  azureADDeviceId: textOrNull,
  /** `compliant`, `noncompliant`, `inGracePeriod`, … */
  complianceState: text,
});

/** A Mac that Intune knows. `managementAgent` is `jamf` for one that the connector registered, `mdm` for one enrolled in Intune. */
export type ManagedMac = Readonly<z.infer<typeof managedMacSchema>>;

/** All Macs in Intune, page by page. Needs DeviceManagementManagedDevices.Read.All. */
export function pagesOfManagedMacs(graph: Graph): AsyncIterable<ManagedMac> {
  const macs = path`/deviceManagement/managedDevices?$filter=operatingSystem eq 'macOS'&$select=id,serialNumber,userId,managementAgent,azureADDeviceId,complianceState&$top=999`;
  return graph.pages(macs, managedMacSchema);
}
