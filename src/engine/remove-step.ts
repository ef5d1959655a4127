import { Failure } from '../errors/failure.ts';
import { BOOK } from '../findings/book.ts';
import { bePatient } from '../ports/patience.ts';
import type { Change, ListedStep, Look, Remainder } from '../steps/step.ts';
import type { ApplyPorts } from './apply.ts';
import { openJournal } from './open-journal.ts';
import { newRound } from './plan.ts';

export interface RemovedStep {
  readonly lines: readonly string[];
  readonly remainder: Remainder;
  readonly changed: boolean;
}

/**
 * Takes one part away and proves it: done is what a fresh look finds nothing left of to take away. A look may show
 * something new (an answer that was lost had made a second secret); that goes too, but nothing is done twice.
 */
export async function removeStep(step: ListedStep, look: Look, ports: ApplyPorts): Promise<RemovedStep> {
  const { session, wanted, keeper } = ports;
  const journal = openJournal(step.id, { keeper, clock: session.clock, random: session.random });
  const lines: string[] = [];
  const applied = new Set<string>();
  let current = look;
  let left = look.planRemoval(wanted, keeper.state());
  const changed = left.length > 0;
  // Entra's readers lag behind its writers (microsoft.md §5.6).
  const beginToWait = () =>
    bePatient(session, { what: 'the removal to be seen', limitMs: session.replicationMs });
  let patience = beginToWait();
  try {
    while (left.length > 0) {
      const fresh = left.filter((change) => !applied.has(identityOf(change)));
      for (const change of fresh) {
        session.signal.throwIfAborted();
        lines.push(await change.apply(session, journal));
        applied.add(identityOf(change));
      }
      if (fresh.length > 0) {
        patience.end();
        patience = beginToWait();
      } else if (!(await patience.pause())) throw stillThere(step, left);
      current = await step.look(newRound(session));
      left = current.planRemoval(wanted, keeper.state());
    }
  } finally {
    patience.end();
  }
  const remainder = current.remainder(wanted, keeper.state());
  return { lines: changed ? lines : remainder.lines, remainder, changed };
}

function identityOf({ action, target, summary }: Change): string {
  return JSON.stringify([action, target, summary]);
}

function stillThere({ title }: ListedStep, left: readonly Change[]): Failure {
  return new Failure({
    code: 'JI-P515',
    exit: 1,
    what: `${title}: what was taken away is still seen`,
    why: left.map(({ summary }) => summary).join('\n'),
    fix: BOOK['JI-P515'].fix,
  });
}
