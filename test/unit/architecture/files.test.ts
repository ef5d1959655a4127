import { describe, expect, it } from 'vitest';
import { parseSource, readSources, type SourceFile } from '../../support/architecture/source.ts';

/** Lines beyond which a file probably holds more than one idea, and beyond which it surely does. */
const LONG = 200;
const TOO_LONG = 260;

const SOURCES = readSources('src');

function lines({ text }: SourceFile): number {
  return text.split('\n').length - 1;
}

function faultOfName(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const words = name.replace(/(\.test)?\.ts$/, '').split('-');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(name)) return 'is not kebab-case';
  const vague = words.find((word) => /^(utils?|helpers?|common|managers?|misc|stuff|impl)$/.test(word));
  return vague === undefined ? undefined : `says nothing by "${vague}"`;
}

function faultsOfExports({ program }: SourceFile): readonly string[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return ['a default export has no name'];
    if (statement.type === 'ExportAllDeclaration') return ['export * hides what a file gives'];
    return [];
  });
}

/** Only declarations run at import: a call at the top level, or a `let`, is a side effect or a state of its own. */
function faultsOfImport({ program }: SourceFile): readonly string[] {
  return program.body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'ExpressionStatement') return ['does something when it is imported'];
    if (declared?.type === 'VariableDeclaration' && declared.kind !== 'const')
      return ['has a state of its own'];
    return [];
  });
}

describe('the files', () => {
  it('given their length, then none holds several ideas', async ({ annotate }) => {
    const named = (limit: number) =>
      SOURCES.filter((file) => lines(file) > limit).map((file) => `${file.path}: ${lines(file)} lines`);
    for (const long of named(LONG)) await annotate(long, 'notice');
    expect(named(TOO_LONG)).toEqual([]);
  });

  it('given their names, then each names a thing of the domain', () => {
    const all = [...SOURCES, ...readSources('test')];
    const faults = all.flatMap(({ path }) => faultOfName(path) ?? []);
    expect(faults).toEqual([]);
  });

  it('given what they export, then by name and one by one', () => {
    expect(SOURCES.flatMap((file) => faultsOfExports(file).map((fault) => `${file.path}: ${fault}`))).toEqual(
      [],
    );
  });

  it('given an import, then nothing happens but declarations', () => {
    expect(SOURCES.flatMap((file) => faultsOfImport(file).map((fault) => `${file.path}: ${fault}`))).toEqual(
      [],
    );
  });

  it('given their text, then it names nothing that is not in this repository', () => {
    const leaks = SOURCES.filter(({ text }) => /work\/shared|\.\.\/shared\/|\/tmp\//.test(text));
    expect(leaks.map(({ path }) => path)).toEqual([]);
  });
});

describe('the watch over the files', () => {
  it.each([
    ['src/http/retry-utils.ts', 'says nothing by "utils"'],
    ['src/http/common.ts', 'says nothing by "common"'],
    ['src/state/stateManager.ts', 'is not kebab-case'],
    ['src/jamf/misc-calls.ts', 'says nothing by "misc"'],
  ])('given the name %s, then it objects', (path, fault) => {
    expect(faultOfName(path)).toBe(fault);
  });

  it.each([
    ['export default 1', 'a default export has no name'],
    ["export * from './door.ts'", 'export * hides what a file gives'],
  ])('given `%s`, then it objects', (text, fault) => {
    expect(faultsOfExports(parseSource('src/http/x.ts', text))).toEqual([fault]);
  });

  it.each([
    ['start()', 'does something when it is imported'],
    ['export let seen = 0', 'has a state of its own'],
  ])('given `%s` at the top, then it objects', (text, fault) => {
    expect(faultsOfImport(parseSource('src/http/x.ts', text))).toEqual([fault]);
  });
});
