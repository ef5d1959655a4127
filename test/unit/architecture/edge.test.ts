import { describe, expect, it } from 'vitest';
import { edgeUses } from '../../support/architecture/globals.ts';
import { parseSource, readSources } from '../../support/architecture/source.ts';

/** Who may touch the process besides `main.ts`, what, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // A deadline has to end a request, or a probe, whatever clock the run was given.
  'src/http/deadline.ts': ['setTimeout'],
  'src/network/deadlines.ts': ['setTimeout', 'setImmediate'],
  // Not a wait: the next turn of the loop, when an answered prompt has settled.
  'src/terminal/prompts/until-input-ends.ts': ['setImmediate'],
  // Not a wait: the next turn of the loop, so that a clock without delays cannot keep the process busy.
  'src/sandbox/jamf/microsoft-connection.ts': ['node:timers/promises'],
};

const SOURCES = readSources('src').filter(({ path }) => path !== 'src/main.ts');

describe('the edge of the program', () => {
  it('given every file but main.ts, then time, chance, network, screen and process are handed in', () => {
    const found = SOURCES.map(
      (file) => [file.path, [...new Set(edgeUses(file).map(({ name }) => name))]] as const,
    );
    const expected = SOURCES.map(({ path }) => [path, EXCEPTIONS[path] ?? []] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  it.each([
    ['process.exit(1)', 'process'],
    ['const { env } = process', 'process'],
    ["import process from 'node:process'", 'node:process'],
    ['const now = Date.now()', 'Date.now'],
    ['const now = new Date()', 'new Date()'],
    ['const spread = [1].map(() => Math.random())', 'Math.random'],
    ['await fetch(url)', 'fetch'],
    ['globalThis.fetch(url)', 'globalThis.fetch'],
    ["console.error('x')", 'console'],
    ['setTimeout(end, 5)', 'setTimeout'],
    ['const tick = setInterval', 'setInterval'],
    ["import { setTimeout } from 'node:timers/promises'", 'node:timers/promises'],
  ])('given `%s`, then it is seen', (text, name) => {
    expect(edgeUses(parseSource('src/http/door.ts', text)).map((use) => use.name)).toContain(name);
  });

  it.each([
    'export function open({ fetch }: Powers) { return fetch(url); }',
    'function main(process: NodeJS.Process) { process.exit(1); }',
    'const at = new Date(text)',
    'const { now } = clock; const date = clock.now()',
    'const row = { process: 1, fetch: 2 }; row.process',
    'type Fetch = typeof fetch',
    "import type { Process } from 'node:process'",
  ])('given `%s`, then it is left alone', (text) => {
    expect(edgeUses(parseSource('src/http/door.ts', text))).toEqual([]);
  });
});
