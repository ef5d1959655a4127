import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { ROOT } from '../architecture/source.ts';

/** The program as it is built, in a folder of its own: what is in `dist` may be yesterday's. */
export interface Bundle {
  readonly folder: string;
  readonly chunks: readonly OutputChunk[];
  remove(): Promise<void>;
}

/** Builds with the project's own configuration into a new folder. */
export async function buildBundle(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'jamf-intune-bundle-'));
  const { default: config } = await import(pathToFileURL(join(ROOT, 'rolldown.config.js')).href);
  const build = await rolldown({ ...config, cwd: ROOT });
  const { output } = await build.write({ ...config.output, dir: folder });
  await build.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  return { folder, chunks, remove: () => rm(folder, { recursive: true }) };
}

/** A chunk with all that is loaded with it before its first line runs. */
export function loadedWith(chunks: readonly OutputChunk[], first: OutputChunk): readonly OutputChunk[] {
  const loaded = new Set<OutputChunk>();
  const load = (chunk: OutputChunk): void => {
    if (loaded.has(chunk)) return;
    loaded.add(chunk);
    for (const next of chunks) if (chunk.imports.includes(next.fileName)) load(next);
  };
  load(first);
  return [...loaded];
}

/** The chunk that holds this source file: `src/wizard/setup/setup.ts`. */
export function chunkOf(chunks: readonly OutputChunk[], path: string): OutputChunk {
  const found = chunks.find(({ moduleIds }) => moduleIds.some((id) => relative(ROOT, id) === path));
  if (found === undefined) throw new Error(`no chunk holds ${path}`);
  return found;
}

/** Source files in these chunks, from the root, in alphabetical order. */
export function sourcesIn(chunks: readonly OutputChunk[]): readonly string[] {
  return chunks
    .flatMap(({ moduleIds }) => moduleIds.map((id) => relative(ROOT, id)))
    .filter((path) => path.startsWith('src/'))
    .sort();
}

/** Packages with code in these chunks, and those that are left outside the bundle and loaded with them. */
export function packagesIn(chunks: readonly OutputChunk[]): readonly string[] {
  const bundled = chunks.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => packageOf(id) ?? []));
  const outside = chunks.flatMap(({ imports }) =>
    imports.filter((one) => !/^(chunks\/|main\.js|node:)/.test(one)),
  );
  return [...new Set([...bundled, ...outside])].sort();
}

function packageOf(id: string): string | undefined {
  const [, path] = id.split(/.*node_modules[/\\]/);
  return path?.match(/^(@[^/\\]+[/\\])?[^/\\]+/)?.[0];
}
