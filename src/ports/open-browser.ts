import type { Browser } from './browser.ts';
import { browserCommand } from './browser-command.ts';

/**
 * The person's own browser. Opening rejects when none could be started; what it does after that is its own business.
 * @param env the whole environment of the browser: hand in a clean one, without secrets
 */
export function openBrowser(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Browser {
  return {
    async open(url) {
      const { spawn } = await import('node:child_process');
      const { command, args } = browserCommand(url, platform);
      await new Promise<void>((resolve, reject) => {
        const child = spawn(command, args, { env: { ...env }, stdio: 'ignore', detached: true });
        child.once('error', reject);
        child.once('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`)),
        );
        child.unref();
      });
    },
  };
}
