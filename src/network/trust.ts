import tls, { createSecureContext, type SecureContext } from 'node:tls';
import { APPLE_ROOTS } from './apple-roots.ts';
import { indexRoots, type KnownRoots } from './certificate-chain.ts';
import type { Trust } from './endpoint.ts';

export interface Roots {
  /** What this computer and this run trust: Node's, NODE_EXTRA_CA_CERTS, `--ca`. */
  readonly effective: readonly string[];
  /** Default: the public roots that come with Node. What else is trusted is somebody's own. */
  readonly bundled?: readonly string[];
  /** Default: Apple's own. */
  readonly apple?: readonly string[];
}

export interface TrustSets extends KnownRoots {
  contextFor(trust: Trust): SecureContext;
}

/** A context blocks the program for 5 to 20 ms, so there is one for each kind of trust, made when first needed (network.md §7.4). */
export function openTrust({
  effective,
  bundled = tls.rootCertificates,
  apple = APPLE_ROOTS,
}: Roots): TrustSets {
  const authorities: Readonly<Record<Trust, readonly string[]>> = {
    public: effective,
    'apple-root': apple,
    'apple-root-or-public': [...effective, ...apple],
  };
  const contexts = new Map<Trust, SecureContext>();
  return {
    bundled: indexRoots(bundled),
    apple: indexRoots(apple),
    contextFor(trust) {
      const made = contexts.get(trust) ?? createSecureContext({ ca: [...authorities[trust]] });
      contexts.set(trust, made);
      return made;
    },
  };
}
