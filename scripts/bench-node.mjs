// Another Node.js than the one that runs this, as the npm package `node` brings it.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** @returns {Promise<string>} the file that runs Node.js of this major version */
export async function nodeOf(major) {
  const home = join(tmpdir(), 'jamf-intune-bench', `node-${major}`);
  const file = join(home, 'node_modules/node/bin/node');
  const works = await version(file);
  if (works?.startsWith(`v${major}.`)) return file;
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', `node@${major}`], { cwd: home });
  return file;
}

async function version(file) {
  try {
    return (await promisify(execFile)(file, ['--version'])).stdout.trim();
  } catch {
    return undefined;
  }
}
