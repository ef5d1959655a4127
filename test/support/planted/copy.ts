import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
/** What a copy does without, or gets by a link. */
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'test-results']);

export interface ProjectCopy {
  /** An empty folder for whatever is needed beside it. */
  readonly around: string;
  readonly copy: string;
  readonly remove: () => void;
}

/** The project as it is now, in a folder of its own, to be changed as one likes. */
export function copyOfProject(): ProjectCopy {
  const around = mkdtempSync(join(tmpdir(), 'jamf-intune-copy-'));
  const copy = join(around, 'main');
  mkdirSync(copy);
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => dirname(path) !== ROOT || !LEFT_OUT.has(basename(path)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // The published contracts are beside the project where they are at all.
  if (existsSync(join(ROOT, '../shared'))) symlinkSync(join(ROOT, '../shared'), join(around, 'shared'));
  return { around, copy, remove: () => rmSync(around, { recursive: true, force: true }) };
}
