import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/state/folder.ts';

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache');

let folder = '';
beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  // Inside the project, because the native package is found from the program's own place.
  folder = await mkdtemp(join(CACHE, 'jamf-intune-keychain-'));
  const bundle = await rolldown({
    input: join(import.meta.dirname, '../../support/secrets/keychain-child.ts'),
    platform: 'node',
    external: ['@napi-rs/keyring'],
    logLevel: 'silent',
  });
  await bundle.write({ file: join(folder, 'child.mjs'), format: 'esm' });
  await bundle.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the child after these shell lines, in an environment of nothing but a home folder. */
async function runChild(home: string, before: string, launcher: readonly string[] = []): Promise<unknown> {
  const script = `${before}\nexec '${process.execPath}' '${join(folder, 'child.mjs')}'`;
  const [command = '', ...args] = [...launcher, '/bin/sh', '-c', script];
  const { PATH, LD_LIBRARY_PATH } = process.env;
  const env = { PATH, LD_LIBRARY_PATH, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, 'data') };
  const { stdout } = await promisify(execFile)(command, args, { env, timeout: 15_000 });
  return JSON.parse(stdout);
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const onLinux = process.platform === 'linux';
const withBus = onLinux && isInstalled('dbus-run-session');
const withKeyring = withBus && isInstalled('gnome-keyring-daemon');
const BUS = ['dbus-run-session', '--'];
const noKeyring = withKeyring ? '' : ' (skipped: dbus-run-session or gnome-keyring-daemon is not installed)';
const REMEDIES = [
  expect.stringContaining('--secret-store none'),
  expect.stringContaining('--secret-store file'),
];

describe('the real keychain', () => {
  test.runIf(onLinux)(
    'given no session bus, then the failure says so and names the other stores',
    async () => {
      expect(await runChild(await temporaryFolder(), '')).toEqual({
        code: 'JI-P540',
        why: expect.stringContaining('DBUS_SESSION_BUS_ADDRESS'),
        fix: [expect.any(String), ...REMEDIES],
      });
    },
  );

  test.runIf(withBus)('given a session bus without a keyring, then the failure says so', async () => {
    // A folder of services that is empty, so that the bus cannot start an installed keyring.
    const home = await temporaryFolder();
    const launcher = ['env', `XDG_DATA_DIRS=${home}`, ...BUS];
    expect(await runChild(home, '', launcher)).toMatchObject({ code: 'JI-P540' });
  });

  test.runIf(withKeyring)(
    `given an unlocked keyring, then it keeps and removes a secret${noKeyring}`,
    async () => {
      const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
      expect(await runChild(await temporaryFolder(), unlock, BUS)).toEqual({
        before: null,
        kept: 'q7R~canary',
        after: null,
      });
    },
  );

  test.runIf(withKeyring)(
    `given a locked keyring, then the failure says to unlock it${noKeyring}`,
    async () => {
      const home = await temporaryFolder();
      await runChild(
        home,
        'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
        BUS,
      );
      const locked = 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1';
      expect(await runChild(home, locked, BUS)).toEqual({
        code: 'JI-P541',
        why: expect.any(String),
        fix: [expect.stringContaining('Unlock'), ...REMEDIES],
      });
    },
  );
});
