import { describe, expect, test } from 'vitest';
import { openJournal } from '../../../src/engine/open-journal.ts';
import type { State } from '../../../src/state/state.ts';
import type { Deed } from '../../../src/steps/journal.ts';
import {
  countedIds,
  keeperOn,
  type MemoryDisk,
  memoryDisk,
  serviceError,
  sleepingClock,
} from '../../support/laws/engine.ts';

/** A deed whose calls are written down, with the state that stood on the disk at that moment. */
function deedOn(
  disk: MemoryDisk,
  answers: Partial<Record<'find' | 'act', readonly (string | Error | undefined)[]>>,
) {
  const calls: { readonly what: 'find' | 'act'; readonly intent: string; readonly onDisk: State }[] = [];
  const left = { find: [...(answers.find ?? [])], act: [...(answers.act ?? [])] };
  const take = (what: 'find' | 'act', intent: string) => {
    calls.push({ what, intent, onDisk: disk.load() });
    const answer = left[what].shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const deed: Deed<string> = {
    operation: 'add-password',
    key: 'application 1',
    find: async (intent) => take('find', intent),
    act: async (intent) => take('act', intent) ?? 'made',
    remember: (state, result) => ({ ...state, answers: { appName: result } }),
  };
  return { deed, calls, order: () => calls.map(({ what }) => what) };
}

function journalOn(disk: MemoryDisk, random = countedIds()) {
  return openJournal('client-secret', { keeper: keeperOn(disk), clock: sleepingClock(), random });
}

const intentsOf = (state: State) => state.intents.map(({ status }) => status);

describe('given no earlier attempt', () => {
  test('when the deed is done, then its intent is on the disk before and its result after', async () => {
    const disk = memoryDisk();
    const { deed, calls, order } = deedOn(disk, { act: ['the secret'] });
    expect(await journalOn(disk).run(deed)).toEqual({ result: 'the secret', adopted: false });
    expect(order()).toEqual(['act']);
    const before = calls[0]?.onDisk;
    expect(before && intentsOf(before)).toEqual(['pending']);
    expect(before?.answers.appName).toBeUndefined();
    expect(before?.intents[0]).toMatchObject({
      id: calls[0]?.intent,
      step: 'client-secret',
      operation: 'add-password',
      key: 'application 1',
    });
    expect(intentsOf(disk.load())).toEqual(['done']);
    expect(disk.load().answers.appName).toBe('the secret');
  });

  test('when the intent cannot be written down, then nothing is sent', async () => {
    const disk = memoryDisk(() => 'before');
    const { deed, order } = deedOn(disk, {});
    await expect(journalOn(disk).run(deed)).rejects.toThrow('disk full');
    expect(order()).toEqual([]);
  });

  test('when it is refused, then the intent has failed and nothing is repeated', async () => {
    const disk = memoryDisk();
    const { deed, order } = deedOn(disk, { act: [serviceError('refused')] });
    await expect(journalOn(disk).run(deed)).rejects.toThrow('made up: refused');
    expect(order()).toEqual(['act']);
    expect(intentsOf(disk.load())).toEqual(['failed']);
  });

  test('when the answer is lost and the deed was done, then it is found and not repeated', async () => {
    const disk = memoryDisk();
    const { deed, order } = deedOn(disk, { act: [serviceError('unknown')], find: ['there'] });
    expect(await journalOn(disk).run(deed)).toEqual({ result: 'there', adopted: true });
    expect(order()).toEqual(['act', 'find']);
    expect(intentsOf(disk.load())).toEqual(['done']);
  });

  test('when the answer is lost and nothing is found, then it is repeated under the same intent', async () => {
    const disk = memoryDisk();
    const { deed, calls, order } = deedOn(disk, { act: [serviceError('unknown'), 'second'] });
    expect(await journalOn(disk).run(deed)).toEqual({ result: 'second', adopted: false });
    expect(order()).toEqual(['act', 'find', 'act']);
    expect(new Set(calls.map(({ intent }) => intent)).size).toBe(1);
    expect(intentsOf(disk.load())).toEqual(['done']);
  });

  test('when a second answer is lost, then it ends there with the intent pending', async () => {
    const disk = memoryDisk();
    const { deed, order } = deedOn(disk, {
      act: [serviceError('unknown'), serviceError('unknown'), 'third'],
    });
    await expect(journalOn(disk).run(deed)).rejects.toThrow('made up: unknown');
    expect(order()).toEqual(['act', 'find', 'act']);
    expect(intentsOf(disk.load())).toEqual(['pending']);
  });

  test('when an error says nothing of the outcome, then nothing is repeated and the intent stays pending', async () => {
    const disk = memoryDisk();
    const { deed, order } = deedOn(disk, { act: [new Error('keychain locked')] });
    await expect(journalOn(disk).run(deed)).rejects.toThrow('keychain locked');
    expect(order()).toEqual(['act']);
    expect(intentsOf(disk.load())).toEqual(['pending']);
  });
});

describe('given an attempt of a run that died', () => {
  async function died(): Promise<MemoryDisk> {
    const disk = memoryDisk();
    const { deed } = deedOn(disk, { act: [new Error('killed')] });
    await journalOn(disk)
      .run(deed)
      .catch(() => undefined);
    return disk;
  }

  test('when it had succeeded, then it is adopted and nothing is sent', async () => {
    const disk = await died();
    const { deed, order } = deedOn(disk, { find: ['from then'] });
    expect(await journalOn(disk).run(deed)).toEqual({ result: 'from then', adopted: true });
    expect(order()).toEqual(['find']);
    expect(intentsOf(disk.load())).toEqual(['done']);
  });

  test('when it had not, then it is done under the intent of then', async () => {
    const disk = await died();
    const then = disk.load().intents[0]?.id;
    const { deed, calls, order } = deedOn(disk, { act: ['now'] });
    await journalOn(disk).run(deed);
    expect(order()).toEqual(['find', 'act']);
    expect(calls.map(({ intent }) => intent)).toEqual([then, then]);
    expect(intentsOf(disk.load())).toEqual(['done']);
  });

  test('when another deed is done, then the intent of then is left alone', async () => {
    const disk = await died();
    const { deed, order } = deedOn(disk, {});
    const ids = countedIds();
    ids.uuid();
    await journalOn(disk, ids).run({ ...deed, key: 'application 2' });
    expect(order()).toEqual(['act']);
    expect(intentsOf(disk.load())).toEqual(['pending', 'done']);
  });
});

test('given many finished deeds, when more come, then the oldest fall off and a pending one never does', async () => {
  const disk = memoryDisk();
  const journal = journalOn(disk);
  const { deed } = deedOn(disk, { act: [new Error('killed')] });
  await journal.run({ ...deed, key: 'pending' }).catch(() => undefined);
  for (let count = 0; count < 60; count += 1) await journal.run({ ...deed, key: `deed ${count}` });
  const { intents } = disk.load();
  expect(intents.length).toBeLessThan(60);
  expect(intents.filter(({ status }) => status === 'pending').map(({ key }) => key)).toEqual(['pending']);
  expect(intents.at(-1)?.key).toBe('deed 59');
});

describe('given a state of affairs that is to be', () => {
  function goalOn(disk: MemoryDisk, holds: readonly boolean[], acts: readonly (Error | undefined)[]) {
    const order: string[] = [];
    const left = { holds: [...holds], acts: [...acts] };
    const ensure = () =>
      journalOn(disk).ensure({
        operation: 'remove-password',
        key: 'key 1',
        holds: async () => {
          order.push('look');
          return left.holds.shift() ?? false;
        },
        act: async () => {
          order.push(`act with ${intentsOf(disk.load()).at(-1)}`);
          const answer = left.acts.shift();
          if (answer !== undefined) throw answer;
        },
      });
    return { ensure, order };
  }

  test('when it is brought about, then its intent is on the disk before and done after', async () => {
    const disk = memoryDisk();
    const { ensure, order } = goalOn(disk, [], []);
    await ensure();
    expect(order).toEqual(['act with pending']);
    expect(intentsOf(disk.load())).toEqual(['done']);
  });

  test('when the answer is lost and it is so, then it is not done again', async () => {
    const disk = memoryDisk();
    const { ensure, order } = goalOn(disk, [true], [serviceError('unknown')]);
    await ensure();
    expect(order).toEqual(['act with pending', 'look']);
    expect(intentsOf(disk.load())).toEqual(['done']);
  });

  test('when the answer is lost and it is not so, then it is done once more', async () => {
    const disk = memoryDisk();
    const { ensure, order } = goalOn(disk, [false], [serviceError('unknown')]);
    await ensure();
    expect(order).toEqual(['act with pending', 'look', 'act with pending']);
  });
});
