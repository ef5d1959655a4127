import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/architecture/source.ts';
import { npm } from '../support/e2e/npm.ts';
import { runInPipes } from '../support/e2e/pipes.ts';
import { newHome } from '../support/host.ts';

/** The versions of Node that people have, from the oldest that package.json promises; each gets the package as npm has it. */
const VERSIONS = ['20.19.0', '22', '24', '26'];
const isWanted = process.env.JAMF_INTUNE_TEST_NODES === '1';
if (!isWanted) {
  process.stderr.write(
    `Skipped: Node ${VERSIONS.join(', ')}. JAMF_INTUNE_TEST_NODES=1 fetches them from npm, 190 MB each.\n`,
  );
}

describe.skipIf(!isWanted)('given another Node', { timeout: 180_000 }, () => {
  let tarball: string;
  let npmItself: string;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-nodes-'));
    const packed = await npm(['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
    tarball = join(folder, packed.trim());
    npmItself = join((await npm(['root', '--global'], ROOT)).trim(), 'npm/bin/npm-cli.js');
  });

  it.each(VERSIONS)(
    'when the package is installed and used under Node %s, then it goes to the end',
    async (version) => {
      const folder = mkdtempSync(join(tmpdir(), `jamf-intune-node-${version}-`));
      await npm(['install', '--prefix', folder, '--prefer-offline', `node@${version}`], folder);
      const node = join(folder, 'node_modules/node/bin/node');
      // npm refuses what its Node is too old for, so it has to be that Node.
      const install = [
        'install',
        '--prefix',
        folder,
        '--prefer-offline',
        '--engine-strict',
        '--no-audit',
        tarball,
      ];
      await promisify(execFile)(node, [npmItself, ...install], { cwd: folder });
      const program = join(folder, 'node_modules/jamf-intune/bin/jamf-intune.js');
      const home = newHome();
      const args = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json'];
      const first = await runInPipes({ args, home, node, program });
      expect(JSON.parse(first.stdout)).toMatchObject({ status: 'done' });
      expect(first.stderr).not.toMatch(/Warning/);
      const second = await runInPipes({ args, home, node, program });
      expect(JSON.parse(second.stdout)).toMatchObject({ status: 'nothing-to-do', requests: { writes: 0 } });
      rmSync(folder, { recursive: true });
    },
  );
});
