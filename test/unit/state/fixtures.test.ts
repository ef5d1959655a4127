import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STATE_VERSION } from '../../../src/state/state.ts';
import { parseStateFile } from '../../../src/state/state-file.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/state');

test('given a file of every version there ever was, then each one still loads', async () => {
  const names = (await readdir(FOLDER)).sort();
  expect(names).toHaveLength(STATE_VERSION);
  for (const name of names) {
    expect(parseStateFile(await readFile(join(FOLDER, name), 'utf8')).kind, name).toBe('state');
  }
});
