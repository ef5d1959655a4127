import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { newHome } from '../support/host.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The README's first command, after `npm ci`: unattended, because there is no terminal. */
test('given no terminal, when `npm start` is run, then the whole set-up is done and the connection proved', async () => {
  const home = newHome();
  const env = { PATH: process.env.PATH, HOME: home, JAMF_INTUNE_HOME: home };
  const { stdout, stderr } = await promisify(execFile)('npm', ['start'], { cwd: ROOT, env });
  const said = stdout + stderr;
  expect(said).toMatch(/^ok: Proof: token carries update_device_attributes/mu);
  expect(said).toMatch(/^ok: Done · /mu);
});
