import { describe, expect, test } from 'vitest';
import type { PlannedStep } from '../../../src/engine/event.ts';
import { fingerprint } from '../../../src/engine/plan.ts';
import { runSetup, type SetupOptions, type SetupPorts } from '../../../src/engine/setup.ts';
import { Failure } from '../../../src/errors/failure.ts';
import { type ListedStep, listed } from '../../../src/steps/step.ts';
import { Waiting } from '../../../src/steps/waiting.ts';
import {
  bareSession,
  keeperOn,
  listener,
  type MemoryDisk,
  memoryDisk,
  Shelf,
  serviceError,
  thingStep,
  WANTED,
} from '../../support/laws/engine.ts';

interface Ground {
  readonly disk: MemoryDisk;
  readonly accept?: SetupPorts['accept'];
  readonly options?: Partial<SetupOptions>;
  readonly signal?: AbortSignal;
}

async function setUp(steps: readonly ListedStep[], { disk, accept, options, signal }: Ground) {
  const keeper = keeperOn(disk);
  const { events, emit } = listener();
  const plans: { readonly steps: readonly PlannedStep[]; readonly print: string }[] = [];
  const session = bareSession({ keeper, ...(signal && { signal }) });
  const outcome = await runSetup(
    {
      session,
      wanted: WANTED,
      keeper,
      emit,
      steps,
      accept: accept ?? (async () => true),
      keepPlan: async (plan, print) => void plans.push({ steps: plan, print }),
    },
    { planOnly: false, ...options },
  );
  return { outcome, events, plans, told: outcome.steps.map(({ id, status }) => `${id} ${status}`) };
}

const THREE = ['app-registration', 'client-secret', 'intune-connector'] as const;
const threeSteps = (shelf: Shelf) => THREE.map((id) => thingStep(shelf, { id }));

async function failureOf(run: Promise<unknown>): Promise<Failure> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error(`no failure: ${error}`);
}

describe('given a plan that is accepted', () => {
  test('when it is carried out, then every step is done in its order', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const { outcome, told } = await setUp(threeSteps(shelf), { disk });
    expect(outcome.status).toBe('done');
    expect(told).toEqual(THREE.map((id) => `${id} done`));
    expect(shelf.things).toEqual(THREE);
  });

  test('when it is carried out again, then there is nothing to do and nobody is asked', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    await setUp(threeSteps(shelf), { disk });
    const saves = disk.saved.length;
    const accept = () => Promise.reject(new Error('nobody is to be asked'));
    const { outcome } = await setUp(threeSteps(shelf), { disk, accept });
    expect(outcome.status).toBe('nothing-to-do');
    expect(disk.saved).toHaveLength(saves);
  });

  test('when a step is refused, then it ends there and the next run goes on from it', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const steps = threeSteps(shelf);
    const { outcome, told } = await setUp(
      [
        ...steps.slice(0, 1),
        thingStep(shelf, { id: 'client-secret', apply: () => Promise.reject(serviceError('refused')) }),
        ...steps.slice(2),
      ],
      { disk },
    );
    expect(told).toEqual(['app-registration done', 'client-secret failed', 'intune-connector not-reached']);
    expect(outcome.failure).toMatchObject({ code: 'JI-E141', exit: 1 });
    expect(disk.load().steps['client-secret']?.status).toBe('failed');

    const next = await setUp(steps, { disk });
    expect(next.told).toEqual(['app-registration exists', 'client-secret done', 'intune-connector done']);
    expect(shelf.things).toEqual(THREE);
  });

  test('when a person has still to act, then the run waits, and the next one goes on', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const waiting = new Waiting('Intune has not heard from Jamf Pro yet');
    const { outcome, told } = await setUp(
      [
        thingStep(shelf, { id: 'jamf-settings', apply: () => Promise.reject(waiting) }),
        ...threeSteps(shelf).slice(2),
      ],
      { disk },
    );
    expect(outcome).toMatchObject({ status: 'waiting', steps: [{ lines: [waiting.message] }, {}] });
    expect(outcome.failure).toBeUndefined();
    expect(told).toEqual(['jamf-settings waiting', 'intune-connector not-reached']);
    expect(disk.load().steps['jamf-settings']?.status).toBe('waiting');
  });

  test('when the run is interrupted, then nothing more is saved and what comes after is not reached', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const end = new AbortController();
    const interrupting = thingStep(shelf, {
      id: 'client-secret',
      apply: async () => {
        end.abort(new Error('Ctrl-C'));
        throw end.signal.reason;
      },
    });
    const [first, , last] = threeSteps(shelf);
    if (first === undefined || last === undefined) throw new Error('three steps');
    const run = await setUp([first, interrupting, last], { disk, signal: end.signal }).catch(() => undefined);
    expect(run?.outcome.status).not.toBe('done');
    expect(shelf.things).toEqual(['app-registration']);
    expect(disk.load().steps['client-secret']?.status).toBe('running');
  });
});

describe('given a plan that is not to be carried out', () => {
  test('when only a plan is wanted, then it is kept and nothing is saved or done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const { outcome, plans } = await setUp(threeSteps(shelf), { disk, options: { planOnly: true } });
    expect(outcome.status).toBe('planned');
    expect(plans.map(({ steps, print }) => print === fingerprint(steps))).toEqual([true]);
    expect(disk.saved).toEqual([]);
    expect(shelf.things).toEqual([]);
  });

  test('when it is declined, then that is exit 7 and nothing is saved or done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const failure = await failureOf(setUp(threeSteps(shelf), { disk, accept: async () => false }));
    expect(failure).toMatchObject({ code: 'JI-P510', exit: 7 });
    expect(disk.saved).toEqual([]);
    expect(shelf.things).toEqual([]);
  });

  test('when something stands in the way, then nobody is asked and nothing is saved or done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const steps = [...threeSteps(shelf), thingStep(shelf, { id: 'proof', blocks: true })];
    const accept = () => Promise.reject(new Error('nobody is to be asked'));
    const { outcome, told } = await setUp(steps, { disk, accept });
    expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'JI-E100', exit: 1 } });
    expect(told).toEqual([...THREE.map((id) => `${id} not-reached`), 'proof failed']);
    expect(disk.saved).toEqual([]);
    expect(shelf.things).toEqual([]);
  });

  test('when a look fails, then there is no plan at all', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const blind = thingStep(shelf, {
      id: 'proof',
      onLook: () => {
        throw serviceError('refused');
      },
    });
    const { outcome, events } = await setUp([...threeSteps(shelf), blind], { disk });
    expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'JI-E141', exit: 1 } });
    expect(events.map(({ type }) => type)).not.toContain('plan');
    expect(disk.saved).toEqual([]);
  });
});

describe('given a plan that was saved', () => {
  async function savedPlan(shelf: Shelf): Promise<string> {
    const { plans } = await setUp(threeSteps(shelf), { disk: memoryDisk(), options: { planOnly: true } });
    return plans[0]?.print ?? '';
  }
  const accept = () => Promise.reject(new Error('nobody is to be asked'));

  test('when the tenant is as it was, then it is carried out without a question', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const expectedPlan = await savedPlan(shelf);
    const { outcome } = await setUp(threeSteps(shelf), { disk, accept, options: { expectedPlan } });
    expect(outcome.status).toBe('done');
  });

  test('when the tenant has changed since, then it is refused and nothing is saved or done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const expectedPlan = await savedPlan(shelf);
    shelf.things.push('client-secret');
    const failure = await failureOf(setUp(threeSteps(shelf), { disk, accept, options: { expectedPlan } }));
    expect(failure).toMatchObject({ code: 'JI-P511', exit: 1 });
    expect(disk.saved).toEqual([]);
    expect(shelf.things).toEqual(['client-secret']);
  });
});

describe('given a step whose whole truth shows only after a later one', () => {
  /** Wants one thing at first, and a second one once the later step is done. */
  function growing(shelf: Shelf): ListedStep {
    return listed<readonly string[]>({
      id: 'api-permission',
      title: 'API permission',
      revisitAfter: 'client-secret',
      observe: async () => [...shelf.things],
      describe: () => ['granted'],
      plan: (there) =>
        ['first', ...(there.includes('client-secret') ? ['second'] : [])]
          .filter((thing) => !there.includes(thing))
          .map((thing) => ({
            action: 'create',
            target: thing,
            summary: thing,
            by: 'tool',
            destroys: false,
            apply: async () => {
              shelf.make(thing);
              return `${thing} granted`;
            },
          })),
      diagnose: () => [],
      planRemoval: () => [],
    });
  }
  const steps = (shelf: Shelf) => [growing(shelf), ...threeSteps(shelf).slice(1)];

  test('when it calls for more, then that is shown and asked before it is done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const asked: string[] = [];
    const accept: SetupPorts['accept'] = async (plan, extension) => {
      const summaries = plan.flatMap(({ changes }) => changes.map(({ summary }) => summary));
      asked.push(`${extension ? 'more' : 'plan'}: ${summaries.join(', ')} (${shelf.things.join(', ')})`);
      return true;
    };
    const { outcome, events } = await setUp(steps(shelf), { disk, accept });
    expect(outcome.status).toBe('done');
    expect(asked).toEqual([
      'plan: first, make client-secret, make intune-connector ()',
      'more: second (first, client-secret)',
    ]);
    expect(events.filter(({ type }) => type === 'plan')).toHaveLength(2);
    expect(outcome.steps[0]).toMatchObject({ lines: ['first granted', 'second granted'] });
    expect(outcome.steps[0]?.changes.map(({ summary }) => summary)).toEqual(['first', 'second']);
  });

  test('when more is declined, then what was done stays and the rest is not reached', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const { outcome, told } = await setUp(steps(shelf), {
      disk,
      accept: async (_plan, extension) => !extension,
    });
    expect(outcome.failure).toMatchObject({ code: 'JI-P510', exit: 7 });
    expect(told).toEqual(['api-permission failed', 'client-secret done', 'intune-connector not-reached']);
    expect(shelf.things).toEqual(['first', 'client-secret']);
  });
});

describe('given a disk on which one save fails', () => {
  test.each(['before', 'after'] as const)(
    'when it is any one of them, and the state got there or not (%s), then the next run reaches the same end',
    async (moment) => {
      const whole = memoryDisk();
      await setUp(threeSteps(new Shelf()), { disk: whole });
      expect(whole.saved.length).toBeGreaterThan(10);
      for (let failing = 1; failing <= whole.saved.length; failing += 1) {
        const shelf = new Shelf();
        const disk = memoryDisk((attempt) => (attempt === failing ? moment : undefined));
        const died = await setUp(threeSteps(shelf), { disk }).catch(() => undefined);
        expect(died?.outcome.status, `save ${failing}`).not.toBe('done');
        const next = await setUp(threeSteps(shelf), { disk });
        expect(['done', 'nothing-to-do'], `save ${failing}`).toContain(next.outcome.status);
        expect(shelf.things, `save ${failing}`).toEqual(THREE);
        const { steps, intents } = disk.load();
        expect(Object.values(steps).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
        expect(intents.filter(({ status }) => status === 'pending')).toEqual([]);
      }
    },
  );
});
