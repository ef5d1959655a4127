import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { npm } from '../support/e2e/npm.ts';
import { runInPipes } from '../support/e2e/pipes.ts';
import { newHome } from '../support/host.ts';

/** What `npm publish` would send, installed as somebody who has nothing but it. */

const ROOT = resolve(import.meta.dirname, '../..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const Packed = z
  .array(
    z.object({
      filename: z.string(),
      size: z.number(),
      unpackedSize: z.number(),
      files: z.array(z.object({ path: z.string() })),
    }),
  )
  .length(1);

describe('given the package, installed into an empty folder', { timeout: 120_000 }, () => {
  let packed: z.infer<typeof Packed>[number] | undefined;
  let program: string;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-package-'));
    // `prepare` would build `dist` anew under the feet of the tests beside this one; it is built already.
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    [packed] = Packed.parse(JSON.parse(await npm(pack, ROOT)));
    const tarball = join(folder, packed?.filename ?? '');
    await npm(['install', '--prefix', folder, '--prefer-offline', tarball], folder);
    program = join(folder, 'node_modules/.bin/jamf-intune');
  }, 120_000);

  it('when its files are listed, then they are these and no others', () => {
    const paths = packed?.files.map(({ path }) => path) ?? [];
    const others = paths.filter((path) => !/^dist\/chunks\/[\w.-]+-[\w-]{8}\.js$/.test(path));
    expect(others.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/jamf-intune.js',
      'bin/package.json',
      'dist/THIRD-PARTY.md',
      'dist/main.js',
      'dist/package.json',
      'man/jamf-intune.1',
      'package.json',
      ...readdirSync(join(ROOT, 'schemas'), 'utf8').map((name) => `schemas/${name}`),
    ]);
    const megabytes = (bytes = 0) => `${(bytes / 1_000_000).toFixed(2)} MB`;
    process.stdout.write(
      `The package: ${paths.length} files, ${megabytes(packed?.size)}, unpacked ${megabytes(packed?.unpackedSize)}\n`,
    );
    expect(packed?.size).toBeLessThan(2_000_000);
  });

  it('when its version is asked for, then it is the one of package.json', async () => {
    const { code, stdout } = await runInPipes({ args: ['--version'], home: newHome(), program });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${version}\n` });
  });

  it('when the sandbox is set up with it, then it goes to the end', async () => {
    const args = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json'];
    const { code, stdout } = await runInPipes({ args, home: newHome(), program });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'jamf-intune/setup@1', status: 'done' });
    expect(code).toBe(0);
  });

  it('when the keychain is asked for, then its native part is there', async () => {
    const args = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--secret-store', 'keychain'];
    const { stdout, stderr } = await runInPipes({ args, home: newHome(), program });
    // Where there is a keychain it works, and where there is none it says so; code that is missing is neither.
    expect(stdout + stderr).toMatch(/Done ·|JI-P54[0-4]/);
    expect(stdout + stderr).not.toMatch(/MODULE_NOT_FOUND|Cannot find|JI-P500/);
  });
});
