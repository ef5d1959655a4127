import type { Configuration } from '@azure/msal-node';
import type { WayOut } from '../../http/way-out.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Cloud } from '../clouds.ts';
import { openSignInNetwork, type SignInNetwork, type SignInPlaces } from './network-client.ts';

/** What every way to sign in needs. */
export interface SignInPowers {
  readonly cloud: Pick<Cloud, 'signIn' | 'graph'>;
  readonly wayOut: WayOut;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A number from 0 to 1 that spreads the waits between attempts. */
  readonly jitter: () => number;
  /**
   * Hosts **with port** whose sign-in service is trusted without Microsoft's list of clouds: the sandbox's. Without
   * the port MSAL asks the real list (microsoft.md §8.4).
   */
  readonly knownAuthorities?: readonly string[];
  /** What the sign-in service told of itself, for all clients that are opened with these powers. */
  readonly told?: SignInPlaces;
}

/** A network for one MSAL application. It reaches the cloud's sign-in service and nobody else. */
export function openNetworkFor(powers: SignInPowers): SignInNetwork {
  const { cloud, wayOut, clock, signal, jitter, told } = powers;
  const hosts = [new URL(cloud.signIn).host];
  return openSignInNetwork({
    fetch: wayOut.door({ purpose: 'microsoft-sign-in', hosts }),
    clock,
    signal,
    jitter,
    ...(told !== undefined && { told }),
  });
}

/**
 * MSAL's configuration for one application in one tenant.
 *
 * @param tenant id or domain; `organizations` when the person's own tenant is to be found out
 */
export function msalConfiguration(
  powers: SignInPowers,
  network: SignInNetwork,
  clientId: string,
  tenant: string,
): Configuration & { readonly auth: { readonly authority: string } } {
  return {
    auth: {
      clientId,
      authority: `${powers.cloud.signIn}/${encodeURIComponent(tenant)}`,
      knownAuthorities: [...(powers.knownAuthorities ?? [])],
    },
    system: { networkClient: network },
  };
}
