#!/usr/bin/env node
// Makes the single executable of this system from the Node that runs it: npm run sea -- [--out FOLDER]
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inject } from 'postject';
import { bundleForExecutable } from './sea-bundle.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** By this text in its executable Node knows that something was injected; the same in every version. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const { values } = parseArgs({ options: { out: { type: 'string', default: join(ROOT, 'dist-sea') } } });
const executable = join(values.out, process.platform === 'win32' ? 'jamf-intune.exe' : 'jamf-intune');
const work = mkdtempSync(join(tmpdir(), 'jamf-intune-sea-'));
try {
  mkdirSync(values.out, { recursive: true });
  await makeExecutable();
  copyLicences();
} finally {
  rmSync(work, { recursive: true });
}
process.stdout.write(`${executable}\n`);

async function makeExecutable() {
  const blob = join(work, 'program.blob');
  await bundleForExecutable(join(work, 'program.cjs'));
  const config = {
    main: join(work, 'program.cjs'),
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    assets: { 'keyring.node': nativeKeyring() },
  };
  writeFileSync(join(work, 'config.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--experimental-sea-config', join(work, 'config.json')], { stdio: 'pipe' });

  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  // macOS runs nothing whose signature does not fit: Node's goes, and one without an identity comes.
  if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', executable]);
  await inject(executable, 'NODE_SEA_BLOB', await readFile(blob), {
    sentinelFuse: FUSE,
    ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {}),
  });
  if (process.platform === 'darwin') execFileSync('codesign', ['--sign', '-', executable]);
}

/** The keychain's native part for this system: npm installs that one and no other. */
function nativeKeyring() {
  const packages = join(ROOT, 'node_modules', '@napi-rs');
  const found = readdirSync(packages)
    .filter((name) => name.startsWith('keyring-'))
    .flatMap((name) => readdirSync(join(packages, name)).map((file) => join(packages, name, file)))
    .filter((file) => file.endsWith('.node'));
  if (found.length !== 1) throw new Error(`expected one native keyring, found ${found.length}: npm ci`);
  return found[0];
}

/** Who hands the executable on hands on all that is in it, Node too. */
function copyLicences() {
  const beside = [dirname(process.execPath), join(dirname(process.execPath), '..'), '/usr/share/doc/nodejs'];
  const ofNode = beside.map((folder) => join(folder, 'LICENSE')).find(existsSync);
  if (ofNode === undefined) throw new Error(`no LICENSE of Node beside ${process.execPath}`);
  copyFileSync(ofNode, join(values.out, 'LICENSE-node.txt'));
  copyFileSync(join(ROOT, 'LICENSE'), join(values.out, 'LICENSE.txt'));
  copyFileSync(join(work, 'THIRD-PARTY.md'), join(values.out, 'THIRD-PARTY.md'));
}
