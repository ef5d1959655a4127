import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';

export const ROOT = resolve(import.meta.dirname, '../../..');

/** One import of a source file: of another file under the root, of a package, or of Node. */
export interface Import {
  /** `src/http/door.ts`, `zod`, `node:fs`. */
  readonly to: string;
  /** How it is reached: types are gone when the program runs, and `lazy` is read only when it is needed. */
  readonly kind: 'static' | 'type' | 'lazy';
}

export interface SourceFile {
  /** From the root, with slashes: `src/http/door.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Strings and templates in the order in which they stand; `…` is where a template has an expression. */
  readonly texts: readonly string[];
  readonly program: ReturnType<typeof parseSync>['program'];
}

/** Reads every TypeScript file below `folder`, a path from the root. */
export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`.split(sep).join('/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

/** Parses one file, real or made up for a test. */
export function parseSource(path: string, text: string): SourceFile {
  const lang = path.endsWith('.ts') ? 'ts' : 'js';
  const { program, module, errors } = parseSync(path, text, { lang });
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);

  const imports: Import[] = module.staticImports.map(({ moduleRequest, entries }) => {
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    return { to: target(path, moduleRequest.value), kind: typeOnly ? 'type' : 'static' };
  });
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest)
        imports.push({ to: target(path, moduleRequest.value), kind: isType ? 'type' : 'static' });
    }
  }
  const texts: string[] = [];
  new Visitor({
    ImportExpression({ source }) {
      if (source.type === 'Literal') imports.push({ to: target(path, String(source.value)), kind: 'lazy' });
    },
    TSImportType({ source }) {
      imports.push({ to: target(path, source.value), kind: 'type' });
    },
    Literal({ value }) {
      if (typeof value === 'string') texts.push(value);
    },
    TemplateLiteral({ quasis }) {
      texts.push(quasis.map(({ value }) => value.cooked ?? value.raw).join('…'));
    },
  }).visit(program);
  return { path, text, imports, texts, program };
}

/** The folder directly below `src`, or the file itself where it stands in `src`. */
export function roomOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function target(from: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(from), specifier).split(sep).join('/') : specifier;
}
