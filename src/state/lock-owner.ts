import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OwnerIdentity } from './lock-identity.ts';
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
