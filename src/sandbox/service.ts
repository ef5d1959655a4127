import type { Hono } from 'hono';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Fault } from './faults.ts';
import type { World } from './world.ts';

/** Addresses of a running sandbox, all `https://localhost:PORT`, and the CA that signs them. */
export interface SandboxEndpoints {
  readonly entra: string;
  readonly graph: string;
  readonly intune: string;
  readonly jamf: string;
  readonly caCertificate: string;
}

/** What every simulated service is given. */
export interface SandboxContext {
  /** Changed in place; the harness saves it before the answer to a writing request leaves. */
  readonly world: World;
  readonly endpoints: () => SandboxEndpoints;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly has: (fault: Fault) => boolean;
  /** Marks an object as not yet visible to readers for the world's lag. */
  readonly replicate: (id: string) => void;
  /** Whether readers see it by now. */
  readonly visible: (id: string) => boolean;
  /** Saves the world now: for changes that happen outside a request. */
  readonly save: () => void;
}

/**
 * A simulated service: a Hono app for one port. It answers its own refusals inside its handlers; `onError` belongs
 * to the ground, which reports what is left as a crash.
 */
export type SandboxService = (context: SandboxContext) => Hono;
