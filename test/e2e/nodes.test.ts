import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npm } from '../support/e2e-npm.ts';
import { runInPipes } from '../support/e2e-pipes.ts';
import { newHome } from '../support/host.ts';

/** The versions of Node that people have, besides the one that runs the tests. */
const VERSIONS = [22, 24, 26];
const isWanted = process.env.JAMF_INTUNE_TEST_NODES === '1';
if (!isWanted) {
  process.stderr.write(
    `Skipped: Node ${VERSIONS.join(', ')}. JAMF_INTUNE_TEST_NODES=1 fetches them from npm, 190 MB each.\n`,
  );
}

describe.skipIf(!isWanted)('given another Node', { timeout: 180_000 }, () => {
  it.each(VERSIONS)('when the sandbox is set up under Node %i, then it goes to the end', async (version) => {
    const folder = mkdtempSync(join(tmpdir(), `jamf-intune-node-${version}-`));
    await npm(['install', '--prefix', folder, '--prefer-offline', `node@${version}`], folder);
    const node = join(folder, 'node_modules/node/bin/node');
    const home = newHome();
    const args = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json'];
    const first = await runInPipes({ args, home, node });
    expect(JSON.parse(first.stdout)).toMatchObject({ status: 'done' });
    expect(first.stderr).not.toMatch(/Warning/);
    const second = await runInPipes({ args, home, node });
    expect(JSON.parse(second.stdout)).toMatchObject({ status: 'nothing-to-do', requests: { writes: 0 } });
  });
});
