// The start of other well-known command lines, measured in the same way in the same run.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { besideBare } from './bench-start.mjs';

/** From npm, with the versions that were compared. They are downloaded once, and nothing of them is run on the way. */
const PEERS = [
  { name: 'm365', pack: '@pnp/cli-microsoft365', version: '11.11.0', pairs: 3 },
  { name: 'wrangler', pack: 'wrangler', version: '4.86.0', pairs: 7 },
  { name: 'vercel', pack: 'vercel', version: '60.0.0', pairs: 7 },
];

const folder = join(tmpdir(), 'jamf-intune-bench');

/** @returns {Promise<readonly (readonly [what: string, ratio: number | string])[]>} `--help` of each ÷ `node -e 0` */
export async function peerRows(node) {
  const rows = [];
  for (const { name, pack, version, pairs } of PEERS) {
    const what = `${name} ${version}: \`--help\` ÷ \`node -e 0\``;
    try {
      await install(pack, version);
      rows.push([what, await besideBare(node, [await binOf(pack, name), '--help'], {}, pairs)]);
    } catch (error) {
      rows.push([what, `not measured: ${error.message.split('\n')[0]}`]);
    }
  }
  return rows;
}

/** Into a folder of the computer's own, which the next run finds again. */
async function install(pack, version) {
  const home = join(folder, pack.replace('/', '-'));
  const there = join(home, 'node_modules', pack, 'package.json');
  if (existsSync(there) && JSON.parse(await readFile(there, 'utf8')).version === version) return;
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${pack}@${version}`];
  await promisify(execFile)('npm', args, { cwd: home });
}

async function binOf(pack, name) {
  const root = join(folder, pack.replace('/', '-'), 'node_modules', pack);
  const { bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return join(root, typeof bin === 'string' ? bin : bin[name]);
}
