import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Fault } from './faults.ts';
import type { SandboxContext, SandboxEndpoints } from './service.ts';
import type { World } from './world.ts';

const SLOW_LAG_MS = 5000;

/** Makes what every service is given from one world. */
export function sandboxContext(parts: {
  readonly world: World;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly save: () => void;
}): SandboxContext {
  const { world, clock } = parts;
  const has = (fault: Fault) => world.faults.includes(fault);
  const seenBy = (until: string | undefined) =>
    until === undefined || Date.parse(until) <= clock.now().getTime();

  return {
    ...parts,
    endpoints: () => endpointsOf(world),
    has,
    replicate(id) {
      for (const [known, until] of Object.entries(world.visibleFrom)) {
        if (seenBy(until)) delete world.visibleFrom[known];
      }
      const lagMs = has('slow-replication') ? SLOW_LAG_MS : has('slow-answers') ? 0 : world.lagMs;
      if (lagMs > 0) world.visibleFrom[id] = new Date(clock.now().getTime() + lagMs).toISOString();
    },
    visible: (id) => seenBy(world.visibleFrom[id]),
  };
}

function endpointsOf({ ports, ca }: World): SandboxEndpoints {
  return {
    entra: `https://localhost:${ports.entra}`,
    graph: `https://localhost:${ports.graph}`,
    intune: `https://localhost:${ports.intune}`,
    jamf: `https://localhost:${ports.jamf}`,
    caCertificate: ca.certificate,
  };
}
