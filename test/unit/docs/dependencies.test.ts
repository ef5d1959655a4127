import { expect, it } from 'vitest';
import { z } from 'zod';
import { readSources } from '../../support/architecture/source.ts';
import { read } from '../../support/docs/files.ts';

const packages = z.record(z.string(), z.string());
const manifest = z.object({ dependencies: packages, devDependencies: packages });
const installed = z.object({ license: z.string() });

/** The packages of the page's tables with their licences; a row may name two. */
function listed(): ReadonlyMap<string, string> {
  const rows = [...read('docs/dependencies.md').matchAll(/^\| (`.*?`) \| (.*?) \|/gmu)];
  return new Map(
    rows.flatMap(([, names = '', licences = '']) => {
      const all = licences.split(', ');
      return [...names.matchAll(/`([^`]+)`/gu)].map(([, name = ''], at): [string, string] => [
        name,
        all[at] ?? all[0] ?? '',
      ]);
    }),
  );
}

it('given package.json, then docs/dependencies.md has every package, with its licence, and no other', () => {
  const { dependencies, devDependencies } = manifest.parse(JSON.parse(read('package.json')));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const licences = names.map((name) => [
    name,
    installed.parse(JSON.parse(read(`node_modules/${name}/package.json`))).license,
  ]);
  expect(Object.fromEntries(listed())).toEqual(Object.fromEntries(licences));
});

it('given the sources, then "In the program" has exactly the packages that they import', () => {
  const [, table = ''] = /^## In the program\n([\s\S]*?)^## /mu.exec(read('docs/dependencies.md')) ?? [];
  const told = [...table.matchAll(/^\| (`.*?`) \|/gmu)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([^`]+)`/gu)].map(([, name]) => name),
  );
  const imported = readSources('src')
    .flatMap(({ imports }) => imports.map(({ to }) => to))
    .filter((to) => !to.startsWith('src/') && !to.startsWith('node:'))
    .map((to) =>
      to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  expect([...new Set(told)].sort()).toEqual([...new Set(imported)].sort());
});
