import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Builds `dist` once before the end-to-end tests, so that they never run yesterday's program. */
export async function setup(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build']);
}
