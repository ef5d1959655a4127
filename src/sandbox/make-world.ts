import { X509Certificate } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import { createCertificateAuthority, issueServerCertificate } from './certificates.ts';
import { makeSigningKey } from './entra/signing-key.ts';
import type { SeededWorld } from './seed.ts';
import type { SandboxPorts, World } from './world.ts';

export type Seed = (options: {
  readonly random: Randomness;
  readonly now: Date;
  readonly lagMs: number;
}) => SeededWorld;

const NO_PORTS: SandboxPorts = { entra: 0, graph: 0, intune: 0, jamf: 0 };
const NAMES = ['localhost', '127.0.0.1', '::1'];
/** A fraction of a second: long enough to be met, short enough not to be waited for. */
const DEFAULT_LAG_MS = 400;
const RENEW_BEFORE_MS = 30 * 24 * 3600 * 1000;

/** A world at its first day, with a CA, a server certificate and a signing key of its own, and no ports yet. */
export async function makeWorld(
  seed: Seed,
  { clock, random, lagMs = DEFAULT_LAG_MS }: { clock: Clock; random: Randomness; lagMs?: number | undefined },
): Promise<World> {
  const now = clock.now();
  const seeded = seed({ random, now, lagMs });
  const ca = await createCertificateAuthority({ commonName: 'jamf-intune sandbox CA', now });
  return {
    ...seeded,
    ports: NO_PORTS,
    ca,
    server: await issueServerCertificate(ca, { names: NAMES, now }),
    signingKey: await makeSigningKey(seeded.born),
  };
}

/** Gives a kept world a new server certificate when the old one is about to expire. */
export async function renewServerCertificate(world: World, now: Date): Promise<void> {
  const expires = Date.parse(new X509Certificate(world.server.certificate).validTo);
  if (expires - now.getTime() > RENEW_BEFORE_MS) return;
  world.server = await issueServerCertificate(world.ca, { names: NAMES, now });
}
