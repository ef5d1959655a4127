import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs npm, quietly, and without what an `npm test` around it has put into the environment.
 * @returns its standard output
 */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const { stdout } = await promisify(execFile)('npm', [...args, ...quiet], { cwd, env });
  return stdout;
}
