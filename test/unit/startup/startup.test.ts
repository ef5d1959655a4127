import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../support/architecture-source.ts';
import {
  type Bundle,
  buildBundle,
  chunkOf,
  loadedWith,
  packagesIn,
  sourcesIn,
} from '../../support/startup-bundle.ts';

/** What the start may weigh, in characters of code: commander is three quarters of it. */
const START_BUDGET = 180_000;
/** What everything may weigh. */
const WHOLE_BUDGET = 6_500_000;

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
}, 60_000);
afterAll(() => bundle.remove());

function startOf(path: string) {
  return loadedWith(bundle.chunks, chunkOf(bundle.chunks, path));
}

function weight(chunks: readonly { readonly code: string }[]): number {
  return chunks.reduce((sum, { code }) => sum + code.length, 0);
}

describe('the start of the program', () => {
  it('given --help or --version, then no package but commander is reached', () => {
    expect(packagesIn(startOf('src/main.ts'))).toEqual(['commander']);
  });

  it('given --help or --version, then only the command tree and the tables it prints are reached', () => {
    const sources = sourcesIn(startOf('src/main.ts'));
    expect([...new Set(sources.map(roomOf))]).toEqual([
      'cli',
      'inputs',
      'main.ts',
      'ports',
      'secrets',
      'terminal',
    ]);
    expect(sources.filter((path) => /^src\/(secrets|terminal)\//.test(path))).toEqual([
      'src/secrets/child-environment.ts',
      'src/secrets/secret.ts',
      'src/secrets/take-from-environment.ts',
      'src/terminal/clamp-width.ts',
      'src/terminal/display-width.ts',
      'src/terminal/interrupted.ts',
      'src/terminal/layout.ts',
      'src/terminal/visible.ts',
    ]);
  });

  it('given its weight, then it stays below the budget', () => {
    expect(weight(startOf('src/main.ts'))).toBeLessThan(START_BUDGET);
    expect(weight(bundle.chunks)).toBeLessThan(WHOLE_BUDGET);
  });

  it.each([
    ['src/wizard/explain.ts', ['chalk']],
    ['src/wizard/setup.ts', ['chalk', 'zod']],
    ['src/wizard/jamf-role.ts', ['chalk', 'zod']],
  ])('given %s, then before its first word only %j are loaded', (path, packages) => {
    expect(packagesIn(startOf(path))).toEqual(packages);
  });
});

describe('the start of the program, as Node sees it', () => {
  /** Prints every module that Node loads, on stderr: a hook sees what no bundler promises. */
  const hook = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(
      "import { writeSync } from 'node:fs';" +
      "export const load = (url, context, next) => { writeSync(2, 'loads ' + url + '\\\\n'); return next(url, context); };"
    ));`;

  async function run(...args: readonly string[]) {
    const start = `const { main } = await import(process.env.BUNDLE); await main(process);`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [
        ...['--import', `data:text/javascript,${encodeURIComponent(hook)}`],
        ...['--input-type=module', '--eval', start, 'jamf-intune', ...args],
      ],
      { env: { PATH: process.env.PATH, BUNDLE: pathToFileURL(join(bundle.folder, 'main.js')).href } },
    );
    const loaded = stderr.split('\n').flatMap((line) => line.match(/^loads (file:.*)$/)?.[1] ?? []);
    return { stdout, loaded: loaded.map((url) => url.replace(/^.*\/(?=(chunks\/|main))/, '')).sort() };
  }

  it.each(['--help', '--version', 'setup --help', ''])(
    'given `jamf-intune %s`, then it loads what is reached at the start, and nothing later',
    async (line) => {
      const { stdout, loaded } = await run(...line.split(' ').filter((word) => word !== ''));
      expect(stdout).not.toBe('');
      const reached = startOf('src/main.ts').map(({ fileName }) => fileName);
      expect(loaded).toEqual(reached.sort());
    },
  );

  it('given a command that runs, then the hook sees more', async () => {
    const { stdout, loaded } = await run('explain', 'JI-E102');
    expect(stdout).toContain('JI-E102');
    expect(loaded).toContain(chunkOf(bundle.chunks, 'src/wizard/explain.ts').fileName);
  });
});
