import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { Hono } from 'hono';
import { Agent, fetch } from 'undici';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Randomness } from '../../../src/ports/randomness.ts';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import { createEntra } from '../../../src/sandbox/entra/create-entra.ts';
import { openGround, type SandboxOptions, type SandboxParts } from '../../../src/sandbox/ground.ts';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from '../../../src/sandbox/jamf/seed-jamf.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { sandboxContext } from '../../../src/sandbox/sandbox-context.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import type { World } from '../../../src/sandbox/world.ts';

export const realRandom: Randomness = { uuid: () => randomUUID() };

export const realClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};

/** A clock that moves only when it is told to. */
export function virtualClock(start = new Date()): Clock & { advance(milliseconds: number): void } {
  let now = start.getTime();
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { now: () => new Date(now), sleep: async (milliseconds) => advance(milliseconds), advance };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'jamf-intune-sandbox-'));
}

/** Parts with the real Entra and, in the other places, services that each test says for itself. */
function partsWith(services: Partial<SandboxParts['services']> = {}): SandboxParts {
  const empty = () => new Hono();
  return {
    seed: seedWorld,
    services: { entra: createEntra, graph: empty, intune: empty, jamf: empty, ...services },
    startHeartbeat: () => () => {},
    accounts: { ...SANDBOX_ACCOUNTS, jamfClient: SANDBOX_JAMF_CLIENT, jamfUser: SANDBOX_JAMF_USER },
  };
}

export function openTestGround(
  options: Partial<SandboxOptions> = {},
  services: Partial<SandboxParts['services']> = {},
): Promise<Sandbox> {
  return openGround(
    { folder: newFolder(), clock: realClock, random: realRandom, lagMs: 0, ...options },
    partsWith(services),
  );
}

/** A context without servers, for `app.request`. */
export function contextOf(world: World, clock: Clock = realClock): SandboxContext {
  return sandboxContext({ world, clock, random: realRandom, save: () => {} });
}

/** What the product's own MSAL adapter does in its place: undici that trusts the sandbox's CA and follows nothing. */
export function msalNetwork(caCertificate: string): INetworkModule {
  const dispatcher = new Agent({ connect: { ca: caCertificate } });
  async function send<T>(
    method: string,
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const response = await fetch(url, {
      method,
      dispatcher,
      redirect: 'manual',
      ...(options?.headers === undefined ? {} : { headers: options.headers }),
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    const body: T = JSON.parse(await response.text());
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}
