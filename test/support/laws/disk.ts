import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes every save of the state fail from now on, for root too: where the previous copy belongs, there is a folder
 * that is not empty. What stands on the disk stays readable, as on a disk that is full.
 */
export function breakDisk(home: string): void {
  const copy = copyOf(home);
  rmSync(copy, { force: true, recursive: true });
  mkdirSync(join(copy, 'in the way'), { recursive: true });
}

export function mendDisk(home: string): void {
  rmSync(copyOf(home), { force: true, recursive: true });
}

function copyOf(home: string): string {
  return join(home, 'sandbox', 'state.json.bak');
}
