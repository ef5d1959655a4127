#!/usr/bin/env node
// What the program costs, as ratios within one run, so that the computer matters little: npm run bench [-- --update]
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firstQuestion } from './bench-first-question.mjs';
import { besideItsRequests } from './bench-latency.mjs';
import { nodeOf } from './bench-node.mjs';
import { peerRows } from './bench-peers.mjs';
import { againstSlowest, median, timed } from './bench-runs.mjs';
import { startRows } from './bench-start.mjs';

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
/** A row of the table; what is over its limit stands out. */
const say = (what, measured, limit) => {
  const over = Number.parseFloat(measured) > Number.parseFloat(limit);
  lines.push(`| ${what} | ${over ? `**${measured}**` : measured} | ${limit} |`);
};
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

const ratio = (number) => number.toFixed(2);

try {
  for (const major of [20, 24]) {
    const own = process.versions.node.startsWith(`${major}.`);
    const node = own ? process.execPath : await nodeOf(major).catch(() => undefined);
    if (node === undefined) {
      say(`Node ${major}`, 'not measured: npm could not bring it', '–');
      continue;
    }
    for (const [what, measured, limit] of await startRows(node, home, major > 20))
      say(`Node ${major}: ${what}`, ratio(measured), limit);
    say(
      `Node ${major}: first question of \`setup\` ÷ \`node -e 0\``,
      ratio(await firstQuestion(node, home)),
      3.0,
    );
  }
  for (const [what, measured] of await peerRows(process.execPath))
    say(what, typeof measured === 'number' ? ratio(measured) : measured, '–');
  await rm(home, { recursive: true, force: true });

  const latency = await besideItsRequests(home);
  say(
    `\`setup\`, every answer 100 ms later: all ÷ the requests that had to wait for one another (${latency.chain} of ${latency.requests})`,
    ratio(latency.ratio),
    1.2,
  );
  await rm(home, { recursive: true, force: true });

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
const day = new Date().toISOString().slice(0, 10);
const table = [
  '| Measured | | Limit |',
  '|---|---|---|',
  ...lines,
  '',
  `One run of ${day}: Node ${version} on ${platform} ${arch}, ${availableParallelism()} cores.`,
].join('\n');
process.stdout.write(`${table}\n`);
if (process.argv.includes('--update')) await update(at('../docs/performance.md'), table);

/** Puts the table between the marks that stand in the page for it. */
async function update(page, table) {
  const text = await readFile(page, 'utf8');
  const marked = /(<!-- bench -->\n)[\s\S]*(\n<!-- end of bench -->)/u;
  if (!marked.test(text)) throw new Error(`${page} has no marks for the table`);
  await writeFile(
    page,
    text.replace(marked, (_all, begin, end) => `${begin}\n${table}\n${end}`),
  );
}
