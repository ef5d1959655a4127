import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOOK_UP_PROGRAM } from '../../src/network/look-up-program.ts';
import { ROOT } from '../support/architecture/source.ts';
import { runExecutable } from '../support/home/executable.ts';
import { newHome } from '../support/host.ts';

/** The single executable, made from the Node that runs this and started where there is no other. */

// Distributions that split Node into libraries leave nothing to put a program into.
const canBeMade = readFileSync(process.execPath).includes('NODE_SEA_FUSE_');
if (!canBeMade) process.stderr.write(`Skipped: ${process.execPath} can hold no program.\n`);

describe.skipIf(!canBeMade)('given the single executable', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-sea-test-'));
  let executable: string;
  const run = (args: readonly string[], input?: string) => runExecutable(executable, args, newHome(), input);

  beforeAll(async () => {
    const args = [join(ROOT, 'scripts/sea.mjs'), '--out', folder];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    executable = stdout.trim();
  }, 120_000);
  // It is as large as Node.
  afterAll(() => rmSync(folder, { recursive: true }));

  it('when it was made, then the licences of what is in it lie beside it', () => {
    expect(readdirSync(folder).filter((name) => !name.startsWith('jamf-intune'))).toEqual([
      'LICENSE-node.txt',
      'LICENSE.txt',
      'THIRD-PARTY.md',
    ]);
  });

  it('when its version is asked for, then it answers as the package does, and warns of nothing', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('when the sandbox is set up with it, then it goes to the end', async () => {
    const { code, stdout, stderr } = await run([
      ...['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json'],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'jamf-intune/setup@1', status: 'done' });
    expect(stderr).not.toMatch(/Warning/);
    expect(code).toBe(0);
  });

  it('when the keychain is asked for, then its native part is in it', async () => {
    const { stdout, stderr } = await run([
      ...['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--secret-store', 'keychain'],
    ]);
    // Where there is a keychain it works, and where there is none the system says so; code that is missing is neither.
    expect(stdout + stderr).toMatch(/Done ·|JI-P54[1-4]|JI-P540[\s\S]*(Secret Service|DBus)/);
    expect(stdout + stderr).not.toMatch(/MODULE_NOT_FOUND|Cannot find|dlopen|No such built-in|JI-P500/);
  });

  it("when it is its own child for the doctor's look-ups, then it looks up", async () => {
    const { stdout } = await run(['-e', LOOK_UP_PROGRAM], 'localhost\n');
    expect(JSON.parse(stdout)).toMatchObject({ host: 'localhost', addresses: expect.any(Array) });
  });

  it('when it is given any other program, then it runs none', async () => {
    const { code, stdout } = await run(['-e', 'console.log("ran")']);
    expect(stdout).not.toContain('ran');
    expect(code).toBe(2);
  });
});
