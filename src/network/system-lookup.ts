import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { LOOK_UP_PROGRAM } from './look-up-program.ts';

/** Looks names up as other programs on this computer do: with the hosts file, a VPN's servers and whatever it has. */
export interface SystemLookup {
  /** Addresses of a name; none when there are none. Never rejects, and waits until `close` when nobody answers. */
  find(host: string): Promise<readonly string[]>;
  close(): void;
}

const Line = z.object({ host: z.string(), addresses: z.array(z.string()) });

/** Node's four threads would queue 30 names behind one another. */
const THREADS = '32';

/**
 * Works in a child that starts with the first name: `dns.lookup` cannot be ended, and in this process it would hold
 * the exit back for 10 seconds (network.md §7.2). A child can be killed.
 * @param node path of the Node executable
 * @param env environment of the child: hand in a clean one, without secrets
 */
export function openSystemLookup(
  node: string,
  env: Readonly<Record<string, string | undefined>>,
): SystemLookup {
  const waiting = new Map<string, (addresses: readonly string[]) => void>();
  let child: ChildProcess | undefined;

  function giveUp(): void {
    for (const resolve of waiting.values()) resolve([]);
    waiting.clear();
  }

  function start(): ChildProcess {
    const started = spawn(node, ['-e', LOOK_UP_PROGRAM], {
      env: { ...env, UV_THREADPOOL_SIZE: THREADS },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    started.on('error', giveUp).on('exit', giveUp);
    started.stdin.on('error', giveUp);
    createInterface({ input: started.stdout }).on('line', (text) => {
      const { host, addresses } = Line.parse(JSON.parse(text));
      waiting.get(host)?.(addresses);
      waiting.delete(host);
    });
    return started;
  }

  return {
    find: (host) =>
      new Promise((resolve) => {
        waiting.set(host, resolve);
        child ??= start();
        child.stdin?.write(`${host}\n`);
      }),
    close() {
      child?.kill('SIGKILL');
      giveUp();
    },
  };
}
