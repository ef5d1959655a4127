import type { Clock } from '../../../src/ports/clock.ts';
import { createCertificateAuthority, issueServerCertificate } from '../../../src/sandbox/certificates.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { makeWorld } from '../../../src/sandbox/make-world.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import { announce } from '../../../src/sandbox/running.ts';
import type { Interference, Sandbox, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import { uuidFrom } from '../../../src/sandbox/uuid-from.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { worldSaver } from '../../../src/sandbox/world-file.ts';
import { sandboxFolder } from '../../../src/wizard/sandbox/ground.ts';
import { newHome } from '../host.ts';
import { realClock } from '../sandbox/ground.ts';

/** The day on which every transcript happens. */
export const DAY = new Date('2026-11-23T09:41:00.000Z');

export interface WorldWish {
  readonly faults?: readonly Fault[];
  readonly jamfVariant?: World['jamf']['variant'];
  /** Changes the tenant before anybody looks at it. */
  readonly prepare?: (world: World) => void;
  readonly interfere?: (request: SandboxRequest) => Interference | undefined;
}

/** A sandbox that runs beside the commands under test, in a state home of its own. */
export interface RunningWorld {
  readonly home: string;
  readonly sandbox: Sandbox;
  /** Writing requests that Graph and Jamf Pro have had since it was opened. */
  readonly writes: () => number;
  /** Resolves when nobody has asked anything for a moment. */
  readonly quiet: () => Promise<void>;
  close(): Promise<void>;
}

/**
 * Quiet is told by looks and not by time: client, server and administrator share this process, so on a busy computer
 * a look takes longer as they do.
 */
const QUIET_LOOKS = 8;
const LOOK_MS = 15;

/** Whoever in the sandbox sleeps longer than this waits for no one's benefit: heartbeats. */
const LONGEST_NAP_MS = 10_000;

/** The sandbox's clock stands still; its short sleeps are shortened and counted, because somebody goes on after them. */
function dayClock(): { readonly clock: Clock; readonly naps: () => number } {
  let naps = 0;
  return {
    naps: () => naps,
    clock: {
      now: () => DAY,
      async sleep(milliseconds, signal) {
        if (milliseconds > LONGEST_NAP_MS) return realClock.sleep(milliseconds, signal);
        naps += 1;
        await realClock.sleep(milliseconds / 20, signal).finally(() => {
          naps -= 1;
        });
      },
    },
  };
}

/** Ids that are the same in every run: the first is always the first. */
export function numberedRandom(name: string): { readonly uuid: () => string } {
  let last = 0;
  return {
    uuid: () => {
      last += 1;
      return uuidFrom(`${name} ${last}`);
    },
  };
}

/** Opens a sandbox whose tenant lives on `DAY`, and announces it, so that commands with this home use it. */
export async function openWorld(wish: WorldWish = {}): Promise<RunningWorld> {
  const home = newHome();
  const folder = sandboxFolder(home);
  const { clock, naps } = dayClock();
  const random = numberedRandom('sandbox');
  const world = await makeWorld(seedWorld, { clock, random, lagMs: 0 });
  // TLS compares certificates with the computer's own clock, which no port replaces.
  const now = new Date();
  world.ca = await createCertificateAuthority({ commonName: 'jamf-intune sandbox CA', now });
  world.server = await issueServerCertificate(world.ca, { names: ['localhost', '127.0.0.1', '::1'], now });
  wish.prepare?.(world);
  worldSaver(folder, world)();

  let writes = 0;
  let requests = 0;
  const sandbox = await openSandbox({
    folder,
    clock,
    random,
    ...(wish.faults !== undefined && { faults: wish.faults }),
    ...(wish.jamfVariant !== undefined && { jamfVariant: wish.jamfVariant }),
    ...(wish.interfere !== undefined && { interfere: wish.interfere }),
    onRequest: (request) => {
      requests += 1;
      if (request.writes) writes += 1;
    },
  });
  const silence = announce(folder, { pid: process.pid, startedAt: DAY, access: sandbox.access });
  return {
    home,
    sandbox,
    writes: () => writes,
    quiet: async () => {
      let still = 0;
      while (still < QUIET_LOOKS) {
        const before = requests;
        await realClock.sleep(LOOK_MS);
        still = naps() === 0 && requests === before ? still + 1 : 0;
      }
    },
    close: async () => {
      silence();
      await sandbox.close();
    },
  };
}
