import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Failure } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';

/** No file, or a folder of that name as Python makes one: both are usual. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/**
 * Reads `.env` in a folder; a missing one gives nothing. The values stay here and are not put into the environment,
 * from where every child process would inherit them.
 * @throws Failure JI-P506 when it is there and cannot be read
 */
export async function readDotenv(folder: string): Promise<Readonly<Record<string, string | undefined>>> {
  const file = join(folder, '.env');
  try {
    return parseEnv(await readFile(file, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (NOT_THERE.has(code)) return {};
    throw new Failure({
      code: 'JI-P506',
      exit: 2,
      what: `The file ${visible(file)} cannot be read`,
      why: code === 'EACCES' ? 'It may not be read by this user.' : `The system says ${code}.`,
      fix: [`chmod 600 "${visible(file)}"`],
    });
  }
}
