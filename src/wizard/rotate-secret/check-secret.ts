import { newRound } from '../../engine/plan.ts';
import { isDue, reportRotation } from '../../engine/rotate-result.ts';
import { secretInUse } from '../../engine/status-secret.ts';
import { Failure } from '../../errors/failure.ts';
import { BOOK } from '../../findings/book.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { readApplication } from '../../steps/conditional-access/shared-reads.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { withStatusGround } from '../status/preparation.ts';
import type { RotateOutcome } from './connection.ts';

/**
 * `--check`: how many days the secret has left, by Entra where it may be asked, else by the state.
 * @param days fewer than these are too few
 * @throws Failure JI-E126 when there is no secret to look at
 */
export async function checkSecret(
  run: Run,
  flags: RawValues,
  progress: Progress,
  days: number,
): Promise<RotateOutcome> {
  const outcome = await withStatusGround(run, flags, progress, async ({ earlier, opened }) => {
    const round = newRound({ ...opened.session, purpose: 'glance' });
    progress.wanted = round.wanted;
    const recorded = earlier?.resources.secret;
    const application = await readApplication(round).catch((error: unknown) => {
      // Who may not read it is told what the state remembers; without that, why it may not be read.
      if (recorded === undefined) throw error;
      return null;
    });
    if (application != null) progress.application = { appId: application.appId };
    const listed = application === null ? undefined : (application?.secrets ?? []);
    const secret = secretInUse(listed, earlier, round.clock.now());
    if (secret === null) return undefined;
    const rotation = earlier === undefined ? null : reportRotation(earlier, false);
    const status = isDue(secret, days) ? ('expiring' as const) : ('valid' as const);
    return { status, steps: [], secret, rotation };
  });
  if (outcome !== undefined) return outcome;
  const { title, cause, fix } = BOOK['JI-E126'];
  throw new Failure({ code: 'JI-E126', exit: 1, what: title, why: cause, fix });
}
