import type { Clock } from '../../../src/ports/clock.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { sandboxContext } from '../../../src/sandbox/sandbox-context.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import { uuidFrom } from '../../../src/sandbox/uuid-from.ts';
import type { SandboxPorts, World } from '../../../src/sandbox/world.ts';

/** A clock that stands still until told; a sleep moves it and gives way to whatever else is waiting. */
export interface StandingClock extends Clock {
  forward(milliseconds: number): void;
}

export function standingClock(start = '2026-11-23T09:00:00.000Z'): StandingClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      now += milliseconds;
    },
    forward(milliseconds) {
      now += milliseconds;
    },
  };
}

export interface JamfContextOptions {
  readonly clock?: Clock;
  readonly faults?: readonly Fault[];
  readonly variant?: World['jamf']['variant'];
  readonly ports?: Partial<SandboxPorts>;
  readonly caCertificate?: string;
  readonly save?: () => void;
}

/** The seeded world as a service is given it, without servers around it. */
export function jamfContext(options: JamfContextOptions = {}): SandboxContext {
  const clock = options.clock ?? standingClock();
  let counter = 0;
  const random = {
    uuid() {
      counter += 1;
      return uuidFrom(`test ${counter}`);
    },
  };
  const world: World = {
    ...seedWorld({ random, now: clock.now(), lagMs: 0 }),
    ports: { entra: 8441, graph: 8442, intune: 8443, jamf: 8444, ...options.ports },
    ca: { certificate: options.caCertificate ?? '', key: '' },
    server: { certificate: '', key: '' },
    signingKey: {},
    faults: [...(options.faults ?? [])],
  };
  if (options.variant !== undefined) world.jamf.variant = options.variant;
  return sandboxContext({ world, clock, random, save: options.save ?? (() => undefined) });
}
