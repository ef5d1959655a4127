import { z } from 'zod';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { text } from './graph-shapes.ts';
import { path } from './path.ts';
import { type Target, targetSchema } from './targets.ts';

/** A compliance policy of Intune for Macs, and whom it is for. */
export interface MacCompliancePolicy {
  readonly id: string;
  readonly displayName: string;
  /** Whether it asks for an encrypted disk: FileVault. */
  readonly needsEncryption: boolean;
  readonly targets: readonly Target[];
}

const policySchema = z.object({
  '@odata.type': text,
  id: z.string(),
  displayName: text,
  storageRequireEncryption: z.boolean().nullish(),
});
const assignmentSchema = z.object({ target: targetSchema.nullish() });

const isForMacs = (policy: { readonly '@odata.type': string }) =>
  /\.macOSCompliancePolicy$/i.test(policy['@odata.type']);

/** Policies for Macs with their assignments. Needs DeviceManagementConfiguration.Read.All. */
export async function listMacCompliancePolicies(graph: Graph): Promise<readonly MacCompliancePolicy[]> {
  const policies = await collect(graph.pages(path`/deviceManagement/deviceCompliancePolicies`, policySchema));
  return Promise.all(
    policies.filter(isForMacs).map(async ({ id, displayName, storageRequireEncryption }) => {
      const assignments = path`/deviceManagement/deviceCompliancePolicies/${id}/assignments`;
      const assigned = await collect(graph.pages(assignments, assignmentSchema));
      return {
        id,
        displayName,
        needsEncryption: storageRequireEncryption ?? false,
        targets: assigned.flatMap(({ target }) => target ?? []),
      };
    }),
  );
}
