import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { z } from 'zod';
import { startAtTerminal } from '../support/e2e/terminal.ts';
import { WRITING_COMMANDS } from '../support/faults/commands.ts';
import { runMeasured } from '../support/faults/processes.ts';
import { openTable } from '../support/faults/table.ts';
import { accountSecrets, leaksIn, leaksOf, secretTexts } from '../support/laws/canary.ts';
import { copyProgram } from '../support/laws/child.ts';
import { type LawGround, openLawGround, SETUP } from '../support/laws/ground.ts';
import { realRandom } from '../support/sandbox/ground.ts';

/**
 * Where secrets and tokens are, besides where they belong. What each disturbed run says and leaves is searched in
 * writes.test.ts; stores, keychain and clipboard have their tests in test/unit/secrets.
 */

const table = openTable('secrets');
const program = copyProgram();
const CANARIES = {
  JAMF_CLIENT_SECRET: 'canary-of-the-jamf-client',
  AZURE_CLIENT_SECRET: 'canary-of-the-automation',
};

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

const allSecrets = (home: string) => [
  ...secretTexts(ground.world, home),
  ...accountSecrets(ground.access),
  ...Object.values(CANARIES),
];

test('given the built program, when it is seen from outside, then no secret is in its words, files or children', async () => {
  const home = ground.begin();
  const found: string[] = [];
  for (const { argv } of WRITING_COMMANDS) {
    const args = [...argv, '--debug', '--trace', 'trace.jsonl'];
    const run = await runMeasured({ program, args, home, env: CANARIES });
    if (run.code !== 0) found.push(`${argv[0]} ended with ${run.code}: ${run.stderr.slice(-300)}`);
    found.push(...leaksOf(home, run, allSecrets(home)));
    found.push(...leaksIn('ps', run.seenOutside, allSecrets(home)));
  }
  table.row('--debug, --trace, state, ps, children', WRITING_COMMANDS.length, found);
});

test('given a terminal, when a whole set-up runs in it, then no secret is in what was ever written to it', async () => {
  const home = ground.begin();
  const found: string[] = [];
  const end = await startAtTerminal({
    args: ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--debug'],
    home,
    env: CANARIES,
  }).ended;
  if (end.code !== 0) found.push(`it ended with ${end.code}: ${end.screen.slice(-300)}`);
  found.push(...leaksIn('terminal', end.bytes, allSecrets(home)));
  table.row('raw terminal stream', 1, found);
});

test('given a bundle and every form of the report, when they are unpacked, then no secret is in them', async () => {
  const home = ground.begin();
  await ground.run(home, SETUP);
  const run = await ground.run(home, [
    'doctor',
    '--sandbox',
    '--json',
    '--bundle',
    'bundle.zip',
    '--trace',
    'trace.jsonl',
  ]);
  const files = unzipSync(readFileSync(join(home, 'bundle.zip')));
  const found = Object.entries(files).flatMap(([name, bytes]) =>
    leaksIn(name, Buffer.from(bytes).toString('utf8'), allSecrets(home)),
  );
  found.push(...leaksOf(home, run, allSecrets(home)));
  table.row('support bundle', Object.keys(files).length, found);
});

describe('given an SDK that throws all that it knows', () => {
  test('when --debug shows the crash, then no secret is in it', async () => {
    const home = ground.begin();
    const { clientSecret } = ground.access.jamfClient;
    const token = `eyJ${'a'.repeat(40)}.${'b'.repeat(40)}`;
    const thrown = Object.assign(new Error('Request failed with status code 500'), {
      config: { headers: { Authorization: `Bearer ${token}` }, data: `client_secret=${clientSecret}` },
      cause: new Error(`Bearer ${token}`),
    });
    const found: string[] = [];
    // Both come when the secrets of the run are known: at the first intent, and at the first wait.
    let ids = 0;
    const uuid = () => {
      ids += 1;
      if (ids > 2) throw thrown;
      return realRandom.uuid();
    };
    const sleep = () => Promise.reject(thrown);
    const crashes = [{ random: { uuid } }, { clock: { now: ground.clock.now, sleep } }];
    let crashed = 0;
    for (const overrides of crashes) {
      const run = await ground.run(home, [...SETUP, '--debug'], undefined, overrides);
      if (run.code !== 0) crashed += 1;
      found.push(...leaksOf(home, run, allSecrets(home)));
    }
    if (crashed < crashes.length) found.push('nothing crashed');
    table.row('crash output with --debug', crashes.length, found);
  });
});

const createdSchema = z.object({
  request: z.object({ origin: z.coerce.string(), headers: z.unknown() }),
});

test('given every request of every command, when its headers are read, then each token is at its own host alone', async () => {
  const sent: { readonly origin: string; readonly headers: string }[] = [];
  const listen = (message: unknown) => {
    const { request } = createdSchema.parse(message);
    sent.push({ origin: request.origin, headers: JSON.stringify(request.headers) });
  };
  subscribe('undici:request:create', listen);
  const home = ground.begin();
  const issued = new Map<string, string>();
  for (const { argv } of WRITING_COMMANDS) await ground.run(home, argv);
  unsubscribe('undici:request:create', listen);
  const found: string[] = [];
  const { graph, jamf } = ground.access.endpoints;
  let tried = 0;
  for (const { origin, headers } of sent) {
    const token = /bearer ([^"]+)/i.exec(headers)?.[1];
    if (token === undefined) continue;
    tried += 1;
    const before = issued.get(token) ?? origin;
    issued.set(token, origin);
    if (before !== origin) found.push(`a token of ${before} at ${origin}`);
    // Intune's own are Jamf Pro's business, in the sandbox as outside.
    if (origin === graph && !isForGraph(token)) found.push(`a token that is not Graph's at ${origin}`);
    if (origin === jamf && token.startsWith('eyJ') && isForGraph(token))
      found.push(`Graph's token at ${origin}`);
  }
  table.row('bearer tokens at their own host', tried, found);
});

function isForGraph(token: string): boolean {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const { aud } = z.object({ aud: z.string() }).parse(JSON.parse(payload));
  return (
    aud.includes('graph') ||
    aud === '00000003-0000-0000-c000-000000000000' ||
    aud.startsWith(ground.access.endpoints.graph)
  );
}
