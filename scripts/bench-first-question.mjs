// From the command to the first question on a real terminal.
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { median, timed } from './bench-runs.mjs';

const PROGRAM = fileURLToPath(new URL('../bin/jamf-intune.js', import.meta.url));
const PAIRS = 11;
const QUESTION = 'Which connection?';

/** @returns {Promise<number>} median over pairs of the time until the question stands there ÷ that of `node -e 0` */
export async function firstQuestion(node, home) {
  const ratios = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const own = await untilAsked(node, home);
    const bare = await timed(node, ['-e', '0'], { NODE_EXTRA_CA_CERTS: undefined });
    if (pair > 0) ratios.push(own / bare.totalMs);
  }
  return median(ratios);
}

function untilAsked(node, home) {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  const started = performance.now();
  const pty = spawn(node, [PROGRAM, 'setup'], {
    cols: 80,
    rows: 24,
    name: 'xterm-256color',
    env: { ...env, JAMF_INTUNE_HOME: home, NODE_COMPILE_CACHE: `${home}/compiled` },
  });
  return new Promise((resolve, reject) => {
    let seen = '';
    let asked;
    pty.onData((data) => {
      seen += data;
      if (!seen.includes(QUESTION)) return;
      asked ??= performance.now() - started;
      // As a person ends it: a process that is killed keeps no compiled code.
      pty.write('\u0003');
    });
    setTimeout(() => reject(new Error(`nothing was asked: ${seen}`)), 10_000).unref();
    pty.onExit(() =>
      asked === undefined ? reject(new Error(`setup ended before it asked: ${seen}`)) : resolve(asked),
    );
  });
}
