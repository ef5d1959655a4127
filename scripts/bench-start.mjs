// How long the program takes to start, beside Node alone: pairs in turn, so that both meet the same computer.
import { fileURLToPath } from 'node:url';
import { chunksReached } from './bench-load.cjs';
import { median, timed } from './bench-runs.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const PROGRAM = at('../bin/jamf-intune.js');
const PAIRS = 41;

/**
 * @param {string} node the Node.js to run
 * @param {readonly string[]} args what it runs
 * @param {Record<string, string>} [env]
 * @param {number} [pairs]
 * @returns {Promise<number>} the median over pairs of its time ÷ that of `node -e 0`
 */
export async function besideBare(node, args, env = {}, pairs = PAIRS) {
  const ratios = [];
  // The first pair warms the disk and, on Node.js 22 and later, the compile cache.
  for (let pair = 0; pair <= pairs; pair += 1) {
    const own = await timed(node, args, { NODE_EXTRA_CA_CERTS: undefined, ...env });
    const bare = await timed(node, ['-e', '0'], { NODE_EXTRA_CA_CERTS: undefined });
    if (pair > 0) ratios.push(own.totalMs / bare.totalMs);
  }
  return median(ratios);
}

/** `--help`, `--version`, and all that a set-up loads before its first request (4.4 is for Node.js with a compile cache). */
export async function startRows(node, home, cached) {
  const env = { JAMF_INTUNE_HOME: home, NODE_COMPILE_CACHE: `${home}/compiled` };
  return [
    ['`--help` ÷ `node -e 0`', await besideBare(node, [PROGRAM, '--help'], env), 1.6],
    ['`--version` ÷ `node -e 0`', await besideBare(node, [PROGRAM, '--version'], env), 1.6],
    [
      'all that `setup` loads ÷ `node -e 0`',
      await besideBare(node, [at('./bench-load.cjs')], { ...env, BENCH_CHUNKS: chunksReached().join() }),
      cached ? 4.4 : 5.8,
    ],
  ];
}
