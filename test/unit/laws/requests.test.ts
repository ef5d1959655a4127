import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LawGround, openLawGround, SETUP } from '../../support/laws-ground.ts';
import { named, POLLED, REQUEST_REASONS } from '../../support/request-reasons.ts';

/** What a whole set-up sends, by its own trace: each request has its reason, and there are no more than these. */

const entry = z.object({ purpose: z.string(), method: z.string(), path: z.string() });
/** Requests besides those that are repeated while somebody fills in the page. */
const MOST_ON_A_CLEAN_TENANT = 70;
const MOST_THE_SECOND_TIME = 24;

let ground: LawGround;
let first: ReadonlyMap<string, number>;
let second: ReadonlyMap<string, number>;
beforeAll(async () => {
  ground = await openLawGround({ lagMs: 0 });
  const home = ground.begin();
  first = await requestsOf(home, 'first.jsonl');
  second = await requestsOf(home, 'second.jsonl');
});
afterAll(() => ground.close());

async function requestsOf(home: string, trace: string): Promise<ReadonlyMap<string, number>> {
  const run = await ground.run(home, [...SETUP, '--trace', trace]);
  expect(run.code, run.stderr).toBe(0);
  const counts = new Map<string, number>();
  for (const line of readFileSync(join(home, trace), 'utf8').trim().split('\n')) {
    const name = named(entry.parse(JSON.parse(line)));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts].reduce((total, [name, times]) => total + (POLLED.has(name) ? 0 : times), 0);

describe('given a tenant where nothing was set up yet', () => {
  test('when setup runs, then each request has its reason, and each reason its request', () => {
    const reasons = REQUEST_REASONS.map(({ request }) => request);
    expect([...first.keys(), ...second.keys()].filter((name) => !reasons.includes(name))).toEqual([]);
    expect(reasons.filter((name) => !first.has(name) && !second.has(name))).toEqual([]);
  });

  test('when setup runs, then it sends no more than these', () => {
    expect(sum(first)).toBeLessThanOrEqual(MOST_ON_A_CLEAN_TENANT);
    expect(sum(second)).toBeLessThanOrEqual(MOST_THE_SECOND_TIME);
  });

  test('then docs/requests.md lists them', async () => {
    const often = (counts: ReadonlyMap<string, number>, name: string) =>
      POLLED.has(name) && counts.has(name) ? 'at each look' : `${counts.get(name) ?? '–'}`;
    const page = [
      '# What `setup` asks, and why',
      '',
      'Every request of a set-up on a clean tenant, and of the next run that finds all done, as the sandbox without replication lag sees them. On a real tenant looks are',
      'repeated until what was changed is seen. Made by `npx vitest run --project laws test/unit/laws/requests.test.ts --update` from a whole run.',
      '',
      '| Request | First run | Next run | Why |',
      '|---|---|---|---|',
      ...REQUEST_REASONS.map(
        ({ request, why }) =>
          `| \`${request}\` | ${often(first, request)} | ${often(second, request)} | ${why} |`,
      ),
      `| besides those at each look | ${sum(first)} | ${sum(second)} | |`,
      '',
      'What is read again is read on purpose: a step is done when a fresh look finds it so, never because a call returned. What stays the same as long as a run lasts (tenant, roles,',
      'version) is read once. Looks of different steps are made at the same time; see [performance](performance.md) for what a slow network makes of it.',
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../../docs/requests.md');
  });
});
