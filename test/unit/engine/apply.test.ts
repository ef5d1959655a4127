import { describe, expect, test } from 'vitest';
import { type ApplyPorts, applyStep } from '../../../src/engine/apply.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { ListedStep } from '../../../src/steps/step.ts';
import {
  bareSession,
  keeperOn,
  listener,
  type MemoryDisk,
  makeThing,
  memoryDisk,
  Shelf,
  sleepingClock,
  thingStep,
  WANTED,
} from '../../support/laws/engine.ts';

interface Ground {
  readonly disk: MemoryDisk;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

async function applied(step: ListedStep, { disk, clock, signal }: Ground) {
  const keeper = keeperOn(disk);
  const session = bareSession({ keeper, ...(clock && { clock }), ...(signal && { signal }) });
  const ports: ApplyPorts = { session, wanted: WANTED, keeper, emit: listener().emit };
  return applyStep(step, await step.look(session), ports);
}

const statusOf = (disk: MemoryDisk) => disk.load().steps['app-registration']?.status;
const ID = { id: 'app-registration' } as const;

describe('given a step with something to do', () => {
  test('when it is applied, then it runs, is proved by a fresh look and is done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    let looks = 0;
    const step = thingStep(shelf, { ...ID, onLook: () => (looks += 1) });
    const result = await applied(step, { disk });
    expect(result).toEqual({ lines: ['app-registration made'], findings: [], changed: true });
    expect(disk.saved[0]?.steps['app-registration']?.status).toBe('running');
    expect(statusOf(disk)).toBe('done');
    expect(looks).toBe(2);
  });

  test('when what was made shows only later, then it is looked at until it is seen', async () => {
    const [disk, shelf, clock] = [memoryDisk(), new Shelf(), sleepingClock()];
    shelf.lag = 3;
    const result = await applied(thingStep(shelf, ID), { disk, clock });
    expect(result.findings).toEqual([]);
    expect(clock.slept).toEqual([250, 500, 1_000]);
    expect(shelf.things).toEqual(['app-registration']);
  });

  test('when it never shows, then the step has failed after the time for replication, and was done once', async () => {
    const [disk, shelf, clock] = [memoryDisk(), new Shelf(), sleepingClock()];
    shelf.lag = Number.POSITIVE_INFINITY;
    const result = await applied(thingStep(shelf, ID), { disk, clock });
    expect(result.findings.map(({ code }) => code)).toEqual(['JI-E100']);
    expect(clock.slept.reduce((sum, one) => sum + one)).toBe(10_000);
    expect(shelf.things).toEqual(['app-registration']);
    expect(statusOf(disk)).toBe('failed');
  });

  test('when the look afterwards shows something new to do, then that is done as well', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const step = thingStep(shelf, ID);
    const withMore: ListedStep = {
      ...step,
      look: async (session) => {
        const look = await step.look(session);
        const more = shelf.things.includes('app-registration') && !shelf.things.includes('more');
        return {
          ...look,
          plan: (wanted, known) => [...look.plan(wanted, known), ...(more ? [makeThing(shelf, 'more')] : [])],
        };
      },
    };
    const result = await applied(withMore, { disk });
    expect(result.lines).toEqual(['app-registration made', 'more made']);
    expect(statusOf(disk)).toBe('done');
  });

  test('when the run is interrupted before it, then nothing is done', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(applied(thingStep(shelf, ID), { disk, signal })).rejects.toThrow('Ctrl-C');
    expect(shelf.things).toEqual([]);
  });
});

describe('given a step that is right already', () => {
  test('when it is applied, then it is described, and saved only where that is news', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    shelf.things.push('app-registration');
    const step = thingStep(shelf, ID);
    expect(await applied(step, { disk })).toEqual({
      lines: ['app-registration exists'],
      findings: [],
      changed: false,
    });
    expect(disk.saved).toHaveLength(1);
    await applied(step, { disk });
    expect(disk.saved).toHaveLength(1);
  });

  test('when a run had died over it, then its intent is settled and people are told', async () => {
    const [disk, shelf] = [memoryDisk(), new Shelf()];
    shelf.mishaps.push('lost', 'lost');
    const step = thingStep(shelf, {
      ...ID,
      apply: async (_session, journal) => {
        await journal.run({
          operation: 'make',
          key: 'it',
          find: async () => undefined,
          act: async () => shelf.make('app-registration'),
          remember: (state) => state,
        });
        return 'made';
      },
    });
    await expect(applied(step, { disk })).rejects.toThrow('made up: unknown');
    expect(disk.load().intents.map(({ status }) => status)).toEqual(['pending']);
    const result = await applied(step, { disk });
    expect(result.lines).toEqual(['found · the earlier attempt had succeeded', 'app-registration exists']);
    expect(disk.load().intents.map(({ status }) => status)).toEqual(['done']);
  });
});
