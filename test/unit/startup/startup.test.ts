import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../support/architecture/source.ts';
import {
  type Bundle,
  buildBundle,
  chunkOf,
  loadedWith,
  packagesIn,
  sourcesIn,
} from '../../support/bundle/start.ts';

/** What the start may weigh, in characters of code: commander is three quarters of it. */
const START_BUDGET = 125_000;
/** What everything may weigh. */
const WHOLE_BUDGET = 4_400_000;

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
      'src/terminal/interrupted.ts',
      'src/terminal/screen/clamp-width.ts',
      'src/terminal/screen/display-width.ts',
      'src/terminal/screen/layout.ts',
      'src/terminal/visible.ts',
    ]);
  });

  it('given its weight, then it stays below the budget', () => {
    expect(weight(startOf('src/main.ts'))).toBeLessThan(START_BUDGET);
    expect(weight(bundle.chunks)).toBeLessThan(WHOLE_BUDGET);
  });

  it.each([
    ['src/wizard/explain/explain.ts', ['chalk']],
    ['src/wizard/setup/setup.ts', ['chalk']],
    ['src/wizard/jamf-role/jamf-role.ts', ['chalk', 'zod']],
  ])('given %s, then before its first word only %j are loaded besides', (path, packages) => {
    const already = packagesIn(startOf('src/main.ts'));
    expect(packagesIn(startOf(path)).filter((name) => !already.includes(name))).toEqual(packages);
  });
});

describe('what packages bring and is never used', () => {
  it.each(['follow-redirects', 'form-data', 'https-proxy-agent', 'iconv-lite', 'mime-db', 'semver'])(
    'given %s, then it is not in the bundle',
    (name) => {
      expect(packagesIn(bundle.chunks)).not.toContain(name);
    },
  );

  it('given undici, then no mock, cache or WebSocket of it is in the bundle', () => {
    const parts = bundle.chunks
      .flatMap(({ moduleIds }) => moduleIds)
      .flatMap((id) => id.match(/undici\/lib\/(.+)$/)?.[1] ?? []);
    expect(parts).toContain('dispatcher/proxy-agent.js');
    expect(
      parts.filter((part) => /^(mock|cache|interceptor|web\/(websocket|cookies|cache))/.test(part)),
    ).toEqual([]);
  });

  it('given all that `setup` loads, then Node.js loads neither a fetch of its own nor HTTP/2', async () => {
    const rooms = [
      'src/wizard/setup/setup.ts',
      'src/wizard/sign-in/open-session.ts',
      'src/http/open-way-out.ts',
    ];
    const files = rooms.map((path) => join(bundle.folder, chunkOf(bundle.chunks, path).fileName));
    const load = `for (const file of ${JSON.stringify(files)}) require(file); console.log(process.moduleLoadList.join('\\n'));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', load], { env: {} });
    const loaded = stdout.split('\n');
    expect(loaded).toContain('NativeModule tls');
    expect(loaded.filter((name) => /undici|http2/.test(name))).toEqual([]);
  });
});

describe('the start of the program, as Node sees it', () => {
  /** Prints every file that Node has loaded in the end, on stderr: it sees what no bundler promises. */
  const start = `
    process.on('exit', () => {
      for (const file of Object.keys(require.cache)) require('node:fs').writeSync(2, 'loads ' + file + '\\n');
    });
    require(process.env.BUNDLE).main(process);`;

  async function run(...args: readonly string[]) {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--eval', start, 'jamf-intune', ...args],
      { env: { PATH: process.env.PATH, BUNDLE: join(bundle.folder, 'main.js') } },
    );
    const loaded = stderr.split('\n').flatMap((line) => line.match(/^loads (.*)$/)?.[1] ?? []);
    return { stdout, loaded: loaded.map((file) => file.replace(/^.*\/(?=(chunks\/|main))/, '')).sort() };
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

  it('given a command that runs, then more is seen', async () => {
    const { stdout, loaded } = await run('explain', 'JI-E102');
    expect(stdout).toContain('JI-E102');
    expect(loaded).toContain(chunkOf(bundle.chunks, 'src/wizard/explain/explain.ts').fileName);
  });
});
