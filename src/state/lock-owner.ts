import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ProcessTable } from './process-table.ts';

/** Who holds a lock, as written into it. The random id makes the content of each acquisition unique. */
const ownerSchema = z.strictObject({
  format: z.literal('jamf-intune-lock'),
  version: z.literal(1),
  pid: z.int().positive(),
  startedAt: z.string().nullable(),
  bootId: z.string().nullable(),
  pidNamespace: z.string().nullable(),
  host: z.string(),
  since: z.iso.datetime(),
  id: z.string(),
});
export type LockOwner = z.infer<typeof ownerSchema>;

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

/** Undefined when the text is no owner: cut short, or from another version. */
export function parseOwner(text: string): LockOwner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Names the second lock that alone allows to remove a dead owner's lock of exactly this content. */
export function fingerprint(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Whether the owner still runs. Never judged by age: a laptop may sleep for a week with the lock in its hand
 * (reliability.md §3.5, §6).
 */
export async function judgeOwner(
  owner: LockOwner,
  here: OwnerIdentity,
  processes: ProcessTable,
): Promise<'running' | 'gone' | 'unknown'> {
  if (owner.host !== here.host) return 'unknown';
  if (differ(owner.bootId, here.bootId)) return 'gone';
  if (differ(owner.pidNamespace, here.pidNamespace)) return 'unknown';
  const look = await processes.look(owner.pid);
  if (look.kind !== 'running') return look.kind;
  return differ(owner.startedAt, look.startedAt) ? 'gone' : 'running';
}

function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}
