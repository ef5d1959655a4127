import { describe, expect, it } from 'vitest';
import {
  forbiddenImports,
  importRings,
  LEAF_FILES,
  LEAVES,
  ROOMS,
} from '../../support/architecture/rooms.ts';
import { parseSource, readSources, roomOf } from '../../support/architecture/source.ts';

const SOURCES = readSources('src');

describe('the rooms', () => {
  it('given every import under src, then dependencies point the one way of the table', () => {
    expect(SOURCES.length).toBeGreaterThan(200);
    expect(forbiddenImports(SOURCES)).toEqual([]);
  });

  it('given the table itself, then nobody comes back to where it started by what it uses', () => {
    const reached = (room: string, seen: Set<string> = new Set()): Set<string> => {
      for (const next of ROOMS[room]?.uses ?? []) {
        if (!seen.has(next)) reached(next, seen.add(next));
      }
      return seen;
    };
    expect(Object.keys(ROOMS).filter((room) => reached(room).has(room))).toEqual([]);
  });

  it('given what everybody may use, then it uses nobody when the program runs', () => {
    const leaves = SOURCES.filter(({ path }) => LEAVES.includes(roomOf(path)) || LEAF_FILES.includes(path));
    const used = leaves.flatMap(({ path, imports }) =>
      imports
        .filter(({ kind, to }) => kind !== 'type' && to.startsWith('src/') && !LEAVES.includes(roomOf(to)))
        .map(({ to }) => `${path} → ${to}`),
    );
    expect(used).toEqual([]);
  });

  it('given the files, then none is loaded by what it loads', () => {
    expect(importRings(SOURCES)).toEqual([]);
  });
});

describe('the watch over the rooms', () => {
  const watch = (path: string, text: string) => forbiddenImports([parseSource(path, text)]);

  it.each([
    [
      'src/http/door.ts',
      "import { openGraph } from '../microsoft/open-graph.ts';",
      'http may not use microsoft',
    ],
    ['src/steps/step.ts', "import { runSetup } from '../engine/setup.ts';", 'steps may not use engine'],
    ['src/engine/setup.ts', "import('../terminal/screen.ts');", 'engine may not use terminal'],
    [
      'src/terminal/screen/screen.ts',
      "import { runSetup } from '../../engine/setup.ts';",
      'only types of engine',
    ],
    ['src/errors/failure.ts', "export { BOOK } from '../findings/book.ts';", 'only types of findings'],
    ['src/cli/setup.ts', "import type { World } from '../sandbox/world.ts';", 'start the sandbox'],
    ['src/attic/box.ts', "import { BOOK } from '../findings/book.ts';", 'no room attic'],
  ])('given %s with %s, then it objects', (path, text, why) => {
    expect(watch(path, text)).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    ['src/terminal/screen/screen.ts', "import type { Event } from '../../engine/event.ts';"],
    ['src/http/door.ts', "import { visible } from '../terminal/visible.ts';"],
    ['src/wizard/sandbox/sandbox.ts', "import { openSandbox } from '../../sandbox/open-sandbox.ts';"],
  ])('given %s with %s, then it is content', (path, text) => {
    expect(watch(path, text)).toEqual([]);
  });

  it('given two files that load each other, then it shows the ring', () => {
    const files = [
      parseSource('src/steps/a.ts', "import { b } from './b.ts';"),
      parseSource('src/steps/b.ts', "import { a } from './a.ts';"),
    ];
    expect(importRings(files)).toEqual(['src/steps/a.ts → src/steps/b.ts → src/steps/a.ts']);
  });
});
