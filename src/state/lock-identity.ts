import type { LockOwner } from './lock-owner.ts';
import type { ProcessTable } from './process-table.ts';

/** This process, as far as it is the same for each of its locks. */
export type OwnerIdentity = Pick<LockOwner, 'pid' | 'startedAt' | 'bootId' | 'pidNamespace' | 'host'>;

export async function identifyProcess(
  pid: number,
  host: string,
  processes: ProcessTable,
): Promise<OwnerIdentity> {
  const [look, bootId, pidNamespace] = await Promise.all([
    processes.look(pid),
    processes.bootId(),
    processes.pidNamespace(),
  ]);
  return { pid, startedAt: look.kind === 'running' ? look.startedAt : null, bootId, pidNamespace, host };
}

export function writeOwner(identity: OwnerIdentity, since: Date, id: string): string {
  const owner = { format: 'jamf-intune-lock', version: 1, ...identity, since: since.toISOString(), id };
  return `${JSON.stringify(owner, null, 2)}\n`;
}
