import type { Hono } from 'hono';
import { createEntra } from '../../../src/sandbox/entra/create-entra.ts';
import { makeWorld } from '../../../src/sandbox/make-world.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { contextOf, realClock, realRandom, virtualClock } from './ground.ts';

/** The simulated Entra without a server, over a world and a clock that belong to one test. */
export interface EntraBench {
  readonly world: World;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly context: SandboxContext;
  readonly app: Hono;
  post(path: string, form: Record<string, string>): Promise<{ status: number; text: string }>;
  /** Asks the token endpoint; the body is left unread as JSON. */
  token(
    form: Record<string, string>,
    tenant?: string,
  ): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }>;
}

/** A world at the addresses `https://localhost:1` (Entra) to `:4`; make it once, its key takes a moment. */
export async function makeBenchWorld(): Promise<World> {
  const world = await makeWorld(seedWorld, { clock: realClock, random: realRandom });
  return { ...world, ports: { entra: 1, graph: 2, intune: 3, jamf: 4 } };
}

/** A bench over a copy of `fresh`. */
export function entraBench(fresh: World): EntraBench {
  const world = structuredClone(fresh);
  const clock = virtualClock();
  const context = contextOf(world, clock);
  const app = createEntra(context);
  const post: EntraBench['post'] = async (path, form) => {
    const response = await app.request(path, { method: 'POST', body: new URLSearchParams(form) });
    return { status: response.status, text: await response.text() };
  };
  return {
    world,
    clock,
    context,
    app,
    post,
    async token(form, tenant = world.tenant.id) {
      const { status, text } = await post(`/${tenant}/oauth2/v2.0/token`, form);
      return { status, body: JSON.parse(text) };
    },
  };
}
