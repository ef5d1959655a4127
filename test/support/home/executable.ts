import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Runs an executable in pipes, in a state home of its own, and gives it `input` to read. */
export async function runExecutable(file: string, args: readonly string[], home: string, input = '') {
  const child = spawn(file, args, {
    cwd: home,
    // Windows starts nothing without SystemRoot.
    env: { SystemRoot: process.env.SystemRoot, HOME: home, LANG: 'C.UTF-8', JAMF_INTUNE_HOME: home },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.on('error', () => {}).end(input);
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
