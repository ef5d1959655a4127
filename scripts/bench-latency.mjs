// A whole set-up in which every answer takes 100 ms longer: what the program adds to the way there and back.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { timed } from './bench-runs.mjs';

/** What has to wait for what in a set-up, and why. */
const CHAIN = JSON.parse(await readFile(new URL('./setup-chain.json', import.meta.url), 'utf8'));
const PROGRAM = fileURLToPath(new URL('../bin/jamf-intune.js', import.meta.url));
/** With a Jamf Pro that takes its settings through the API, nobody has to be waited for. */
const SANDBOX = ['--sandbox-jamf', 'extended'];

/** @returns {Promise<{ requests: number, chain: number, ratio: number }>} total time ÷ time of the requests that had to wait for one another */
export async function besideItsRequests(home) {
  const env = { JAMF_INTUNE_HOME: home };
  const sandbox = spawn(
    process.execPath,
    [PROGRAM, 'sandbox', '--fault', 'slow-answers', ...SANDBOX, '--json'],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve) => sandbox.stdout.once('data', resolve));
  const trace = join(home, 'trace.jsonl');
  const args = [
    'setup',
    '--sandbox',
    ...SANDBOX,
    '--yes',
    '--acknowledge-unsupported',
    '--json',
    '--trace',
    trace,
  ];
  try {
    const run = await timed(process.execPath, [PROGRAM, ...args], env);
    if (run.code !== 0) throw new Error(`setup ended with ${run.code}`);
  } finally {
    sandbox.kill('SIGINT');
  }
  const requests = (await readFile(trace, 'utf8')).trim().split('\n').map(asSpan);
  const chain = chainOf(requests);
  const total = Math.max(...requests.map(({ end }) => end)) - chain[0].begin;
  const inChain = chain.reduce((sum, { begin, end }) => sum + (end - begin), 0);
  return { requests: requests.length, chain: chain.length, ratio: total / inChain };
}

function asSpan(line) {
  const { at, elapsedMs, method, path } = JSON.parse(line);
  const begin = Date.parse(at);
  return { method, path, begin, end: begin + elapsedMs };
}

/**
 * The requests that have to wait for one another (setup-chain.json says why), each the first of its kind that began
 * when the one before was over. The person's way through the pages of the sign-in comes before them and is not counted.
 */
function chainOf(requests) {
  const inOrder = requests.toSorted((one, other) => one.begin - other.begin);
  let over = Number.NEGATIVE_INFINITY;
  return CHAIN.map(({ method, path, what }) => {
    const next = inOrder.find(
      (request) => request.method === method && request.path.includes(path) && request.begin >= over,
    );
    if (next === undefined) throw new Error(`not in its place: ${what} (${method} ${path})`);
    over = next.end;
    return next;
  });
}
