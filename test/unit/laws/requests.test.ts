import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../support/architecture/source.ts';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { named, POLLED, REQUEST_REASONS } from '../../support/laws/request-reasons.ts';

/** What a whole set-up sends, by its own trace: each request has its reason, and there are no more than these. */

const entry = z.object({ purpose: z.string(), method: z.string(), path: z.string() });
/** Requests besides those that are repeated while somebody fills in the page. */
const MOST_ON_A_CLEAN_TENANT = 59;
const MOST_THE_SECOND_TIME = 23;
/** Every request of a look at a connection that lives. */
const MOST_OF_STATUS = 23;
const MOST_OF_DOCTOR = 43;

const link = z.strictObject({
  method: z.string(),
  path: z.string(),
  what: z.string(),
  because: z.string(),
});
/** What has to wait for what where Jamf Pro takes its settings through the API; the bench holds the time against it. */
const CHAIN = z.array(link).parse(JSON.parse(readFileSync(join(ROOT, 'scripts/setup-chain.json'), 'utf8')));

let ground: LawGround;
let first: ReadonlyMap<string, number>;
let second: ReadonlyMap<string, number>;
let status: number;
let doctor: number;
beforeAll(async () => {
  ground = await openLawGround({ lagMs: 0 });
  const home = ground.begin();
  first = await requestsOf(home);
  second = await requestsOf(home);
  status = (await traced(ground, home, ['status', '--sandbox', '--json'])).length;
  doctor = (await traced(ground, home, ['doctor', '--sandbox', '--json'])).length;
});
afterAll(() => ground.close());

async function traced(on: LawGround, home: string, argv: readonly string[]) {
  const trace = join(home, 'trace.jsonl');
  const run = await on.run(home, [...argv, '--trace', trace]);
  expect(run.code, run.stderr).toBe(0);
  const lines = readFileSync(trace, 'utf8').trim().split('\n');
  return lines.map((line) => entry.parse(JSON.parse(line)));
}

async function requestsOf(home: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const name of (await traced(ground, home, SETUP)).map(named))
    counts.set(name, (counts.get(name) ?? 0) + 1);
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

  test('when status and doctor look at what was set up, then they ask no more than these', () => {
    expect(status).toBeLessThanOrEqual(MOST_OF_STATUS);
    expect(doctor).toBeLessThanOrEqual(MOST_OF_DOCTOR);
  });

  test('when Jamf Pro takes its settings through the API, then what has to wait comes in its order', async () => {
    const extended = await openLawGround({ lagMs: 0, jamfVariant: 'extended' });
    try {
      const requests = await traced(extended, extended.begin(), [...SETUP, '--sandbox-jamf', 'extended']);
      let from = 0;
      const missing = CHAIN.filter(({ method, path }) => {
        const at = requests.findIndex(
          (request, index) => index >= from && request.method === method && request.path.includes(path),
        );
        if (at >= 0) from = at + 1;
        return at < 0;
      });
      expect(missing).toEqual([]);
    } finally {
      await extended.close();
    }
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
      `A \`status\` of what was set up asks ${status} times, a \`doctor\` ${doctor} times.`,
      '',
      'There is no `$batch`: what it would gather leaves at the same time already, each part has its own status and its own Retry-After all the same, and a set-up is far from any limit.',
      '',
      '## What has to wait for what',
      '',
      'Everything else is asked beside these. The bench holds the time of a set-up on a slow network against the time that these take, for a Jamf Pro that takes its settings through the API.',
      '',
      '| | Request | What for | Why it waits |',
      '|---|---|---|---|',
      ...CHAIN.map(
        ({ method, path, what, because }, index) =>
          `| ${index + 1} | \`${method} …${path}…\` | ${what} | ${because} |`,
      ),
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../../docs/requests.md');
  });
});
