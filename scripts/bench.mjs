#!/usr/bin/env node
// What the doctor costs, as ratios within one run, so that the computer matters little: npm run bench
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { againstSlowest, median, timed } from './bench-runs.mjs';

const RUNS = 5;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const PROGRAM = at('../bin/jamf-intune.js');

const home = await mkdtemp(join(tmpdir(), 'ji-bench-'));
const program = (...args) => timed(process.execPath, [PROGRAM, ...args], { JAMF_INTUNE_HOME: home });
const several = async (work) => {
  const all = [];
  for (let count = 0; count < RUNS; count += 1) all.push(await work());
  return all;
};

const lines = [];
const say = (what, measured, limit) => lines.push(`| ${what} | ${measured} | ${limit} |`);
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

try {
  const bare = median(
    (await several(() => timed(process.execPath, ['-e', '0'], {}))).map((run) => run.totalMs),
  );
  await program('setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json');

  const networks = await several(() => program('doctor', '--sandbox', '--only', 'network', '--json'));
  const probes = networks.map(({ stdout }) => againstSlowest(JSON.parse(stdout)));
  say('probes, healthy: all ÷ the slowest', median(probes.map(({ ratio }) => ratio)).toFixed(2), '1.1');
  say('probes, healthy', seconds(median(probes.map(({ total }) => total))), '2 s');

  const wholes = await several(() => program('doctor', '--sandbox', '--json'));
  const elapsed = median(wholes.map(({ stdout }) => JSON.parse(stdout).elapsedMs));
  say('everything, healthy', seconds(elapsed), '2 s');
  say('the whole process ÷ `node -e 0`', (median(wholes.map((run) => run.totalMs)) / bare).toFixed(1), '–');
  const stayed = median([...networks, ...wholes].map((run) => run.stayedMs));
  say('process gone after its last line', seconds(stayed), '0.2 s');

  const blocked = await blockedRun();
  if (blocked === undefined) say('everything blocked', 'not measured: no network of its own here', '10 s');
  else {
    const { ratio, total } = againstSlowest(JSON.parse(blocked.stdout));
    say('probes, everything dropped: all ÷ the slowest', ratio.toFixed(2), '1.1');
    say('probes, everything dropped', seconds(total), '10 s');
    say('process gone after its last line, everything dropped', seconds(blocked.stayedMs), '0.2 s');
  }
} finally {
  await rm(home, { recursive: true, force: true });
}

/** Only Linux lets a process have a network of its own, and not everywhere. */
async function blockedRun() {
  const args = ['--user', '--map-root-user', '--net', '--mount'];
  const child = [process.execPath, at('./bench-blocked.mjs'), PROGRAM];
  try {
    const { stdout } = await promisify(execFile)('unshare', [...args, ...child], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout);
  } catch (error) {
    process.stderr.write(`blocked: ${error.message.split('\n')[0]}\n`);
    return undefined;
  }
}

const { platform, arch, version } = process;
process.stdout.write(
  [
    '| Measured | | Limit |',
    '|---|---|---|',
    ...lines,
    '',
    `Node ${version} on ${platform} ${arch}.`,
    '',
  ].join('\n'),
);
