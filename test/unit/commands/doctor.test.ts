import { setMaxListeners } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';
import { doctorDocumentOf } from '../../support/documents/doctor.ts';
import { runCommand, testHost } from '../../support/host.ts';

/** Whole commands of the doctor, in the situations in which it is called: it only reads, and always has an answer. */

const open: RunningWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function opened(wish: WorldWish = {}): Promise<RunningWorld> {
  const world = await openWorld(wish);
  open.push(world);
  return world;
}

/** A world whose connection was set up, with these faults in it. */
async function connected(wish: WorldWish = {}): Promise<RunningWorld> {
  const world = await opened(wish);
  const run = await runBeside(world, {
    argv: ['setup', '--sandbox', '--acknowledge-unsupported', '--yes', '--json'],
  });
  if (run.code !== 0) throw new Error(`The set-up ended with ${run.code}: ${run.both}`);
  return world;
}

const DOCTOR = ['doctor', '--sandbox'] as const;
const CONFIGURATION = [...DOCTOR, '--json', '--skip', 'network'] as const;

async function look(world: RunningWorld, ...argv: readonly string[]) {
  const run = await runBeside(world, { argv: argv.length === 0 ? [...DOCTOR, '--json'] : argv });
  return { ...run, document: doctorDocumentOf(run.stdout) };
}

/** Refuses what Graph is asked, as to somebody who may read next to nothing. */
const refusesReads: NonNullable<WorldWish['interfere']> = ({ service, path }) => {
  if (service !== 'graph' || /\/(?:organization|me)\b/u.test(path)) return undefined;
  const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' };
  return answerOf(403, { error });
};

/** Refuses every sign-in, as of an account that was switched off. */
const refusesSignIns: NonNullable<WorldWish['interfere']> = ({ service, path }) => {
  if (service !== 'entra' || !path.endsWith('/token')) return undefined;
  const error_description = 'AADSTS50057: The user account is disabled.';
  return answerOf(400, { error: 'invalid_grant', error_description });
};

function answerOf(status: number, content: unknown) {
  const headers = { 'content-type': 'application/json' };
  return { kind: 'answer', status, headers, body: JSON.stringify(content) } as const;
}

describe('given little', () => {
  test('when there is no state, no sign-in and no credential, then each line says what is missing, and it ends with 4', async () => {
    const run = await runCommand({ argv: ['doctor', '--json', '--skip', 'network'] });
    const document = doctorDocumentOf(run.stdout);
    expect([run.code, document.status, document.connection]).toEqual([4, 'not-signed-in', 'unknown']);
    expect(document.checks.length).toBeGreaterThan(15);
    for (const { id, outcome, lines } of document.checks)
      expect([outcome, lines[0]], id).toEqual([
        'skipped',
        expect.stringMatching(/^no(?:t signed in to | address of | answer told the time)/u),
      ]);
    expect(document.findings).toEqual([]);
  });

  test('when nobody may sign in and nothing outside resolves, then the network is told all the same, and it ends with 4', async () => {
    const world = await opened({ faults: ['no-internet'], interfere: refusesSignIns });
    const { code, document } = await look(world);
    expect([code, document.status]).toEqual([4, 'not-signed-in']);
    expect(document.findings.map(({ code: found }) => found)).toContain('JI-N310');
    expect(document.checks.find(({ id }) => id === 'app-registration')?.lines[0]).toMatch(
      /^not signed in to Microsoft/u,
    );
    // Jamf Pro was reached and is looked at by itself.
    expect(document.checks.find(({ id }) => id === 'server')?.outcome).toBe('passed');
  });

  test('when the state file and its copy are damaged, then the connection is found by looking, and is as healthy', async () => {
    const world = await connected();
    for (const name of ['state.json', 'state.json.bak'])
      writeFileSync(join(world.home, 'sandbox', name), '{ "half');
    const { code, document } = await look(world, ...CONFIGURATION);
    expect([code, document.connection]).toEqual([3, 'manual']);
    expect(document.findings.map(({ code: found, step }) => `${found} ${step}`)).toEqual([
      expect.stringMatching(/^JI-P53\d state$/u),
    ]);
    expect(document.checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual([
      'state',
    ]);
  });

  test('when a stranger looks at what another computer set up, then nothing of it is called wrong', async () => {
    const world = await connected();
    for (const name of ['state.json', 'state.json.bak']) rmSync(join(world.home, 'sandbox', name));
    const { code, document } = await look(world, ...CONFIGURATION);
    expect([code, document.connection]).toEqual([0, 'manual']);
    expect(document.findings).toEqual([]);
  });

  test('when the rights are a reader of next to nothing, then each skipped line names its permission', async () => {
    const world = await opened({ interfere: refusesReads });
    const { code, document } = await look(world, ...CONFIGURATION);
    const skipped = document.checks.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.length).toBeGreaterThan(10);
    for (const { id, lines } of skipped) expect(lines.join(' '), id).toMatch(/needs .+\.Read|needs Read /u);
    expect([code, document.status]).toEqual([0, 'healthy']);
  });
});

describe('given what is asked for', () => {
  test('when it is one room, one check or all but one, then only that is looked at', async () => {
    const world = await connected({ faults: ['macs-unresponsive'] });
    const idsOf = async (...argv: string[]) => {
      const { document } = await look(world, ...DOCTOR, '--json', ...argv);
      return {
        ids: document.checks.map(({ id }) => id),
        rooms: document.checks.map(({ room }) => room),
        document,
      };
    };
    expect(new Set((await idsOf('--only', 'jamf')).rooms)).toEqual(new Set(['jamf']));
    expect((await idsOf('--only', 'macs')).ids).toEqual(['macs']);
    const without = await idsOf('--skip', 'jamf', '--skip', 'network');
    expect(without.rooms).not.toContain('jamf');
    expect(without.document.probes).toEqual([]);
    expect((await idsOf('--skip', 'jamf, network')).ids).toEqual(without.ids);
    const network = await idsOf('--only', 'network');
    expect([network.ids, network.document.requests.sent]).toEqual([[], 0]);
    expect(network.document.probes.length).toBeGreaterThan(50);
    const codes = await idsOf('--skip', 'JI-J426', '--skip', 'network');
    expect(codes.document.findings).toEqual([]);
  });

  test('when warnings count, then they end it with 3', async () => {
    const world = await connected({ faults: ['macs-unresponsive'] });
    expect((await runBeside(world, { argv: CONFIGURATION })).code).toBe(0);
    expect((await runBeside(world, { argv: [...CONFIGURATION, '--strict'] })).code).toBe(3);
  });

  test("when it stands on Jamf Pro's server, then Apple's push service is proved and the couriers are not", async () => {
    const world = await opened();
    const { document } = await look(world, ...DOCTOR, '--json', '--only', 'network', '--as', 'jamf-server');
    const verdictOf = (id: string) => document.probes.find((probe) => probe.id === id)?.verdict;
    expect(verdictOf('apple.api.push.443')).toBe('reachable');
    expect(verdictOf('apple.courier.7.5223')).toBe('not-testable-from-here');
    expect(document.probes.find(({ id }) => id === 'apple.courier.7.5223')?.fix).toEqual([
      'on a managed Mac: jamf-intune doctor --only network --as client',
    ]);
  });

  test('when several forms are wanted, then each goes to its file, and the last to stdout', async () => {
    const world = await connected({ faults: ['macs-unresponsive'] });
    const file = (name: string) => join(world.home, name);
    const run = await runBeside(world, {
      argv: [
        ...DOCTOR,
        ...['--format', 'html', '--output', 'report.html'],
        ...['--format', 'sarif', '--output', file('report.sarif')],
        ...['--format', 'junit', '--output', 'report.xml'],
        ...['--format', 'markdown', '--output', 'report.md'],
        ...['--format', 'json', '--output', 'report.json'],
        ...['--format', 'openmetrics'],
      ],
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^# /u);
    expect(run.stdout).toContain('# EOF');
    expect(run.stdout).not.toContain('Microsoft Entra\n');
    const contents = ['html', 'sarif', 'xml', 'md', 'json'].map((end) =>
      readFileSync(file(`report.${end}`), 'utf8'),
    );
    expect(contents.every((content) => content.includes('JI-J426'))).toBe(true);
    expect(doctorDocumentOf(contents[4] ?? '').status).toBe('healthy');
    expect(run.stderr.match(/written: /gu)).toHaveLength(5);
  });

  test('when it is compared with an earlier answer, then what changed is told', async () => {
    const world = await connected();
    const before = await runBeside(world, { argv: [...DOCTOR, '--json'] });
    writeFileSync(join(world.home, 'before.json'), before.stdout);
    world.sandbox.setFaults(['courier-intercepted']);
    const run = await runBeside(world, { argv: [...DOCTOR, '--compare', 'before.json'] });
    expect(run.code).toBe(3);
    expect(run.stdout).toMatch(/7-courier\.push\.apple\.com:5223.*reachable.*intercepted/u);
  });

  test('when a bundle is wanted, then no name, no address and no secret is in it', async () => {
    const world = await connected({ faults: ['macs-unresponsive', 'unlicensed-people'] });
    const run = await runBeside(world, { argv: [...DOCTOR, '--bundle', 'support.zip', '--skip', 'network'] });
    expect(run.stdout).toContain("Ada Bakker's MacBook");
    const files = unzipSync(readFileSync(join(world.home, 'support.zip')));
    const text = Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join('\n');
    const { access, world: tenant } = world.sandbox;
    const secrets = [
      access.automation.clientSecret,
      access.jamfClient.clientSecret,
      access.administrator.password,
    ];
    const names = tenant.people.flatMap(({ displayName, userPrincipalName }) => [
      displayName,
      userPrincipalName,
    ]);
    const serials = tenant.macs.map(({ serialNumber }) => serialNumber);
    expect([...secrets, ...names, ...serials].filter((one) => text.includes(one))).toEqual([]);
    expect(text).toContain('JI-J426');
    expect(Object.keys(files).length).toBeGreaterThan(3);
  });
});

describe('given a doctor that goes on', () => {
  test('when it watches, then it answers each round anew until somebody ends it', async () => {
    const world = await connected();
    const end = new AbortController();
    setMaxListeners(0, end.signal);
    let rounds = 0;
    const { clock } = testHost({ argv: [] }).host;
    const run = await runBeside(world, {
      argv: [...DOCTOR, '--watch', '5', '--only', 'macs'],
      overrides: {
        signal: end.signal,
        clock: {
          now: clock.now,
          async sleep(milliseconds, signal) {
            if (milliseconds !== 5000) return clock.sleep(milliseconds, signal);
            rounds += 1;
            world.sandbox.setFaults(['macs-unresponsive']);
            if (rounds === 2) end.abort(new Interrupted('SIGINT'));
            signal?.throwIfAborted();
          },
        },
      },
    });
    expect([run.code, rounds]).toEqual([130, 2]);
    expect(run.stdout.match(/^connection: /gmu)).toHaveLength(2);
    expect(run.stdout.match(/JI-J426\)/gu)).toHaveLength(1);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'when %s comes in the middle, then it ends at once, with one document and nothing written',
    async (signal) => {
      const end = new AbortController();
      setMaxListeners(0, end.signal);
      let asked = 0;
      const world = await opened({
        interfere: ({ service }) => {
          asked += service === 'graph' ? 1 : 0;
          if (asked === 5) end.abort(new Interrupted(signal));
          return undefined;
        },
      });
      const run = await runBeside(world, {
        argv: [...DOCTOR, '--json'],
        overrides: { signal: end.signal },
      });
      const document = doctorDocumentOf(run.stdout);
      const exit = signal === 'SIGINT' ? 130 : 143;
      expect([run.code, document.status, document.error?.code, document.error?.exit]).toEqual([
        exit,
        'failed',
        'JI-P514',
        exit,
      ]);
      expect(world.writes()).toBe(0);
    },
  );
});

describe('given the doctor as a program', () => {
  test.each([
    ['an unknown option', ['--nonsense'], 'JI-P502'],
    ['an unknown room', ['--only', 'nonsense'], 'JI-P502'],
    ['an unknown room among others', ['--only', 'entra,nonsense'], 'JI-P502'],
    ['nothing but a comma', ['--only', ','], 'JI-P502'],
    ['a watch that is too fast', ['--watch', '1'], 'JI-P502'],
    ['more files than forms', ['--output', 'a', '--output', 'b', '--format', 'html'], 'JI-P502'],
    ['an answers file that is not there', ['--answers', '/nowhere'], undefined],
  ])(
    'when it is given %s, then one document says so on stdout, and it ends with 2',
    async (_what, argv, code) => {
      const world = await opened();
      const { code: exit, document } = await look(world, ...DOCTOR, '--json', ...argv);
      expect([exit, document.status, document.error?.exit]).toEqual([2, 'failed', 2]);
      if (code !== undefined) expect(document.error?.code).toBe(code);
    },
  );

  test('when everything was looked at, then its trace knows no writing request', async () => {
    const world = await connected();
    const before = world.writes();
    const { document } = await look(world, ...DOCTOR, '--json', '--trace', 'trace.jsonl');
    expect(world.writes()).toBe(before);
    expect(document.requests.writes).toBe(0);
    const trace = readFileSync(join(world.home, 'trace.jsonl'), 'utf8').trim().split('\n');
    expect(trace.length).toBeGreaterThan(20);
    const posts = trace.filter((line) => /"method":"(?:POST|PUT|PATCH|DELETE)"/u.test(line));
    // Tokens are asked for by POST; they change nothing.
    expect(posts.filter((line) => !/token|devicecode/u.test(line))).toEqual([]);
  });
});
