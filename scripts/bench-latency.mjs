// A whole set-up in which every answer takes 100 ms longer: what the program adds to the way there and back.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { timed } from './bench-runs.mjs';

const PROGRAM = fileURLToPath(new URL('../bin/jamf-intune.js', import.meta.url));
/** With a Jamf Pro that takes its settings through the API, nobody has to be waited for. */
const SANDBOX = ['--sandbox-jamf', 'extended'];

/** @returns {Promise<{ requests: number, chain: number, ratio: number }>} total time ÷ time of the requests that followed one another */
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
  const chain = requestsInTurn(requests);
  const total = Math.max(...requests.map(({ end }) => end)) - Math.min(...requests.map(({ begin }) => begin));
  const inChain = chain.reduce((sum, { begin, end }) => sum + (end - begin), 0);
  return { requests: requests.length, chain: chain.length, ratio: total / inChain };
}

function asSpan(line) {
  const { at, elapsedMs } = JSON.parse(line);
  const begin = Date.parse(at);
  return { begin, end: begin + elapsedMs };
}

/**
 * Back from the request that ended last, each time to the one that had ended last before it began. This is the order in
 * time, not what depended on what: it tells what the program adds between requests, and not what could be made at once.
 */
function requestsInTurn(requests) {
  const chain = [];
  let next = { begin: Number.POSITIVE_INFINITY };
  for (;;) {
    const over = requests.filter(({ end }) => end <= next.begin);
    if (over.length === 0) return chain;
    next = over.reduce((latest, one) => (one.end > latest.end ? one : latest));
    chain.unshift(next);
  }
}
