import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../errors/failure.ts';
import type { World } from './world.ts';
import { writeWholeFile } from './write-whole-file.ts';

const WORLD_FILE = 'world.json';

/** The parts without which nothing starts. The rest is the sandbox's own writing and is taken at its word. */
const Essentials = z.looseObject({
  version: z.literal(1),
  born: z.string(),
  ports: z.looseObject({ entra: z.int(), graph: z.int(), intune: z.int(), jamf: z.int() }),
  ca: z.looseObject({ certificate: z.string(), key: z.string() }),
  signingKey: z.looseObject({ kid: z.string() }),
  tenant: z.looseObject({ id: z.string() }),
  jamf: z.looseObject({ version: z.string() }),
});
const KeptWorld = z.custom<World>((value) => Essentials.safeParse(value).success);

/** Where a sandbox keeps its world. */
export function worldFile(folder: string): string {
  return join(folder, WORLD_FILE);
}

/** The world that was kept in `folder`, or undefined when there is none. Throws JI-P551 when it cannot be used. */
export function loadWorld(folder: string): World | undefined {
  let text: string;
  try {
    text = readFileSync(worldFile(folder), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable(folder, 'the file cannot be read', error);
  }
  const world = KeptWorld.safeParse(parseJson(text));
  if (!world.success) throw unusable(folder, 'the file is damaged, or another version wrote it');
  return world.data;
}

/** @returns a function that writes the world, unless nothing changed since it last did */
export function worldSaver(folder: string, world: World): () => void {
  let written = '';
  return () => {
    const text = JSON.stringify(world);
    if (text === written) return;
    writeWholeFile(worldFile(folder), text);
    written = text;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(folder: string, why: string, cause?: unknown): Failure {
  return new Failure({
    code: 'JI-P551',
    exit: 1,
    what: `The sandbox's world in ${worldFile(folder)} cannot be used`,
    why: `${why}.`,
    fix: ['Start with a new one: jamf-intune sandbox reset'],
    cause,
  });
}
