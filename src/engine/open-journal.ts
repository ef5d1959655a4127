import { ServiceError } from '../errors/service-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Intent, State } from '../state/state.ts';
import type { Deed, Goal, Journal } from '../steps/journal.ts';
import type { StepId } from '../steps/step.ts';
import type { StateKeeper } from './state-keeper.ts';

/** Finished intents are kept as a record of what was done, this many of them. */
const INTENTS_KEPT = 50;

export interface JournalPorts {
  readonly keeper: StateKeeper;
  readonly clock: Clock;
  readonly random: Randomness;
}

/**
 * Opens the journal for one step. Source of the rules: reliability.md §8 (intent durable before the request, result
 * after it; a lost answer is looked up by its key before anything is repeated).
 */
export function openJournal(step: StepId, ports: JournalPorts): Journal {
  return {
    run: (deed) => runDeed(step, deed, ports),
    ensure: async (goal) => {
      await runDeed(step, asDeed(goal), ports);
    },
    note: (change) => ports.keeper.change(change),
  };
}

async function runDeed<Result>(
  step: StepId,
  deed: Deed<Result>,
  ports: JournalPorts,
): Promise<{ readonly result: Result; readonly adopted: boolean }> {
  const { keeper } = ports;
  const left = pendingIntent(keeper.state(), step, deed);
  if (left !== undefined) {
    const found = await deed.find(left.id);
    if (found !== undefined) return settle(found, true, left, deed, keeper);
  }

  const intent = left ?? (await begin(step, deed, ports));
  try {
    return await settle(await deed.act(intent.id), false, intent, deed, keeper);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.outcome === 'refused') {
      await keeper.change((state) => withIntent(state, { ...intent, status: 'failed' }));
      throw error;
    }
    const found = await deed.find(intent.id);
    if (found !== undefined) return settle(found, true, intent, deed, keeper);
    // Looked up and not there: once more. A second lost answer leaves the intent pending for the next run.
    return settle(await deed.act(intent.id), false, intent, deed, keeper);
  }
}

function asDeed({ operation, key, holds, act }: Goal): Deed<true> {
  return {
    operation,
    key,
    find: async () => ((await holds()) ? true : undefined),
    act: async () => {
      await act();
      return true;
    },
    remember: (state) => state,
  };
}

function pendingIntent<Result>(state: State, step: StepId, deed: Deed<Result>): Intent | undefined {
  return state.intents.find(
    (intent) =>
      intent.status === 'pending' &&
      intent.step === step &&
      intent.operation === deed.operation &&
      intent.key === deed.key,
  );
}

async function begin<Result>(
  step: StepId,
  deed: Deed<Result>,
  { keeper, clock, random }: JournalPorts,
): Promise<Intent> {
  const intent: Intent = {
    id: random.uuid(),
    step,
    operation: deed.operation,
    key: deed.key,
    status: 'pending',
    at: clock.now().toISOString(),
  };
  await keeper.change((state) => withIntent(state, intent));
  return intent;
}

async function settle<Result>(
  result: Result,
  adopted: boolean,
  intent: Intent,
  deed: Deed<Result>,
  keeper: StateKeeper,
): Promise<{ readonly result: Result; readonly adopted: boolean }> {
  await keeper.change((state) =>
    withIntent(deed.remember(state, result, intent.id), { ...intent, status: 'done' }),
  );
  return { result, adopted };
}

/** The state with this intent in its present form; old finished intents beyond the limit fall off, pending ones never. */
function withIntent(state: State, intent: Intent): State {
  const others = state.intents.filter(({ id }) => id !== intent.id);
  const finished = others.filter(({ status }) => status !== 'pending').slice(-INTENTS_KEPT);
  const pending = others.filter(({ status }) => status === 'pending');
  return { ...state, intents: [...finished, ...pending, intent] };
}
