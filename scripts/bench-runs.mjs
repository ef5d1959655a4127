import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

/** Runs a program to its end: what it printed, how long it took, and how long it stayed after its last line. */
export async function timed(file, args, env) {
  const started = performance.now();
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let spokeLast = started;
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    spokeLast = performance.now();
  });
  child.stderr.resume();
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const ended = performance.now();
  return { code, stdout, totalMs: ended - started, stayedMs: ended - spokeLast };
}

/** The middle one of several: one slow moment of the computer does not count. */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How long an examination took beside its slowest probe; both from its own answer. */
export function againstSlowest(document) {
  const slowest = Math.max(...document.probes.map(({ timings }) => timings.total));
  return { slowest, total: document.elapsedMs, ratio: document.elapsedMs / slowest };
}
