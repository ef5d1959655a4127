import { getRequestListener } from '@hono/node-server';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Fault } from './faults.ts';
import { createHarness, type Interfere, type SandboxAnswer } from './harness.ts';
import { type LoopbackServer, listenOnLoopback, type RequestListener } from './loopback-server.ts';
import { makeWorld, renewServerCertificate, type Seed } from './make-world.ts';
import { moveWorld } from './move-world.ts';
import type { Sandbox, SandboxAccess, SandboxRequest, ServiceName } from './sandbox.ts';
import { sandboxContext } from './sandbox-context.ts';
import type { SandboxContext, SandboxService } from './service.ts';
import type { SandboxPorts, World } from './world.ts';
import { loadWorld, worldSaver } from './world-file.ts';

/** How much later an answer comes with the fault `slow-answers`: about a satellite's way, or a far cloud's. */
const SLOW_ANSWER_MS = 100;

export interface SandboxOptions {
  /** Where the world is kept between runs; made with mode 0700 when missing. */
  readonly folder: string;
  /** Must show the real day: TLS clients compare the certificates with their own clock. */
  readonly clock: Clock;
  readonly random: Randomness;
  /** Default: the faults that the world was left with. */
  readonly faults?: readonly Fault[];
  readonly jamfVariant?: World['jamf']['variant'];
  /** Milliseconds for which a new object is invisible. Default: as the world has it; 400 in a new one. */
  readonly lagMs?: number;
  readonly interfere?: Interfere;
  /** False: the world is made anew and nothing is written. Default true. */
  readonly persist?: boolean;
  readonly onRequest?: (request: SandboxRequest, answer: SandboxAnswer) => void;
}

/** What grows on the ground: the four services, the world they begin with, and what beats while they run. */
export interface SandboxParts {
  readonly seed: Seed;
  readonly services: Readonly<Record<ServiceName, SandboxService>>;
  /** @returns a function that stops it */
  readonly startHeartbeat: (context: SandboxContext) => () => void;
  readonly accounts: Pick<SandboxAccess, 'administrator' | 'automation' | 'jamfClient' | 'jamfUser'>;
}

const SERVICES: readonly ServiceName[] = ['entra', 'graph', 'intune', 'jamf'];

/** Opens four HTTPS servers on loopback over one world, at the ports that the world remembers. */
export async function openGround(options: SandboxOptions, parts: SandboxParts): Promise<Sandbox> {
  const { folder, clock, random, persist = true } = options;
  const kept = persist ? loadWorld(folder) : undefined;
  const before = kept ?? (await makeWorld(parts.seed, options));
  await renewServerCertificate(before, clock.now());

  // The ports decide where the world is, and the world what is served there: so listening comes first.
  const listeners = new Map<ServiceName, RequestListener>();
  const servers = await listenForAll(before, listeners);
  const ports = portsOf(servers);
  const world = kept === undefined ? { ...before, ports } : moveWorld(before, ports);
  applyWishes(world, options);

  const save = persist ? worldSaver(folder, world) : () => {};
  save();
  const context = sandboxContext({ world, clock, random, save });
  const answererFor = createHarness({
    clock,
    save,
    latency: () => (context.has('slow-answers') ? SLOW_ANSWER_MS : 0),
    interfere: options.interfere,
    onRequest: options.onRequest,
  });
  for (const service of SERVICES) {
    const app = parts.services[service](context);
    app.onError(passOn);
    const answer = answererFor(service, app);
    listeners.set(
      service,
      getRequestListener((request, { incoming }) => answer(request, incoming), {
        overrideGlobalObjects: false,
      }),
    );
  }
  const stopHeartbeat = parts.startHeartbeat(context);

  return {
    access: accessTo(context, parts),
    world,
    setFaults(faults) {
      world.faults = [...faults];
      save();
    },
    async close() {
      stopHeartbeat();
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

/** To the harness: it reports a crash, where Hono would print it. */
function passOn(error: Error): never {
  throw error;
}

async function listenForAll(
  world: World,
  listeners: ReadonlyMap<ServiceName, RequestListener>,
): Promise<ReadonlyMap<ServiceName, LoopbackServer>> {
  const servers = new Map<ServiceName, LoopbackServer>();
  // One after the other: a service that must move must not take the port that another one comes back to.
  for (const service of SERVICES) {
    const server = await listenOnLoopback(world.server, world.ports[service], (incoming, outgoing) => {
      const listener = listeners.get(service);
      if (listener === undefined) incoming.socket.destroy();
      else listener(incoming, outgoing);
    });
    servers.set(service, server);
  }
  return servers;
}

function portsOf(servers: ReadonlyMap<ServiceName, LoopbackServer>): SandboxPorts {
  const port = (service: ServiceName) => servers.get(service)?.port ?? 0;
  return { entra: port('entra'), graph: port('graph'), intune: port('intune'), jamf: port('jamf') };
}

function applyWishes(world: World, { faults, jamfVariant, lagMs }: SandboxOptions): void {
  if (faults !== undefined) world.faults = [...faults];
  if (jamfVariant !== undefined) world.jamf.variant = jamfVariant;
  if (lagMs !== undefined) world.lagMs = lagMs;
}

function accessTo(context: SandboxContext, { accounts }: SandboxParts): SandboxAccess {
  const { id, domains } = context.world.tenant;
  const domain = domains.find((one) => one.isInitial)?.name ?? '';
  return { endpoints: context.endpoints(), tenantId: id, domain, ...accounts };
}
