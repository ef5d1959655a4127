import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Clipboard } from '../../secrets/clipboard.ts';
import type { Person } from '../../steps/person.ts';
import { personAt } from '../../terminal/for-screen.ts';
import { goOnCommand, type Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import type { SandboxGround } from '../sandbox/ground.ts';

export interface PersonWish {
  readonly inputs: SetupInputs;
  readonly ground: SandboxGround | undefined;
  /** Where the secret is kept, for a sentence. */
  readonly place: string;
  readonly progress: Progress;
  /** Whoever opened it closes it: a secret must not lie on it when the run ends. */
  readonly clipboard: Clipboard;
}

/** A person waits for ever at a terminal and not at all without one; the sandbox's administrator takes a minute. */
const SANDBOX_PATIENCE_S = 60;

/**
 * Who does what only a person can do. In the sandbox that is the simulated administrator, unless somebody sits at a
 * terminal and did not say `--yes`: then it is that person, at the sandbox's own page.
 */
export function personFor(run: Run, { inputs, ground, place, progress, clipboard }: PersonWish): Person {
  const { screen, host } = run;
  const waitMs = inputs.wait === undefined ? undefined : inputs.wait * 1000;
  if (ground !== undefined && (inputs.yes || !screen.canPrompt)) {
    return ground.administrator(waitMs ?? SANDBOX_PATIENCE_S * 1000);
  }
  return personAt({
    screen,
    browser: host.browser,
    clipboard,
    clock: host.clock,
    ticker: host.ticker,
    secretPlace: `kept in ${place}`,
    revealSecret: inputs.revealSecret,
    goOn: goOnCommand(progress),
    patienceMs: waitMs ?? (screen.canPrompt ? Number.POSITIVE_INFINITY : 0),
    interrupt: host.interrupt,
  });
}
