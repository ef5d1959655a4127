import { basename, dirname } from 'node:path';
import { Failure } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';
import type { LockOwner } from './lock-owner.ts';

/**
 * @param owner undefined when the lock cannot be read
 * @param judged `unknown` when nobody can tell from here whether the owner still runs
 */
export function profileLocked(
  path: string,
  owner: LockOwner | undefined,
  judged: 'running' | 'unknown',
): Failure {
  const profile = visible(basename(dirname(path)), 80);
  const holder = owner
    ? `Process ${owner.pid} on ${visible(owner.host, 80)} holds its lock since ${owner.since}.`
    : 'Its lock does not say who holds it.';
  if (judged === 'running') {
    return new Failure({
      code: 'JI-P537',
      exit: 6,
      what: `Another run of jamf-intune is working on the profile "${profile}"`,
      why: holder,
      fix: [
        owner
          ? `Wait until it ends, or end it: kill ${owner.pid}`
          : 'Wait a moment and run the command again',
      ],
    });
  }
  return new Failure({
    code: 'JI-P538',
    exit: 6,
    what: `The profile "${profile}" is locked, and this computer cannot tell by whom`,
    why: `${holder} Whether that run is still alive cannot be seen from here.`,
    fix: [
      owner
        ? `Look on ${visible(owner.host, 80)} whether process ${owner.pid} still runs`
        : 'Make sure that no other jamf-intune runs on this profile',
      `If none does, remove the lock: rm '${visible(path)}'`,
    ],
  });
}
