import type { ServiceError } from '../errors/service-error.ts';
import { withRetries } from '../http/retry.ts';
import type { WayOut } from '../http/way-out.ts';
import type { Clock } from '../ports/clock.ts';
import { atMost } from './at-most.ts';
import { clientTokens } from './client-tokens.ts';
import type { JamfCredential } from './credential.ts';
import { type JamfIdentity, readIdentity } from './identity.ts';
import type { Jamf } from './jamf.ts';
import { JamfClient } from './jamf-client.ts';
import { keepTokens } from './tokens.ts';
import { openTransport } from './transport.ts';
import { userTokens } from './user-tokens.ts';

/** What Jamf asks of its API's users (jamf.md §4, "API Scalability Best Practices"). */
const MOST_CONNECTIONS = 5;

export interface JamfSignIn {
  /** `https://contoso.jamfcloud.com` */
  readonly origin: string;
  readonly credential: JamfCredential;
  readonly wayOut: WayOut;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A number from 0 to 1 that spreads retries. */
  readonly jitter: () => number;
}

/** A signed-in Jamf Pro and who it is signed in as. */
export interface SignedInJamf extends Jamf {
  readonly identity: JamfIdentity;
}

/**
 * Signs in to Jamf Pro. Nothing else is read but who the token belongs to.
 *
 * @throws ServiceError with code `NOT_JAMF_PRO` when something else answers there, `invalid_client` for a wrong API
 *   client, `INVALID_CREDENTIALS` or `USER_EXPIRED_PASSWORD` for a user account, a network code when nothing answers
 */
export async function signInToJamf(options: JamfSignIn): Promise<SignedInJamf> {
  const { origin, credential, wayOut, clock, signal, jitter } = options;
  const transport = openTransport({ origin, wayOut, signal });
  const issuer =
    credential.kind === 'client'
      ? clientTokens(transport, credential)
      : userTokens(transport, credential, () => clock.now());
  const tokens = keepTokens(issuer, clock);

  // A second token doubles nothing. Who does not answer at all is told of at once: the doctor waits for it.
  await withRetries({ clock, signal, jitter, idempotent: true, attempts: 3, worth: somebodyThere }, () =>
    tokens.current(),
  );
  const client = new JamfClient({ transport, tokens, gate: atMost(MOST_CONNECTIONS), clock, signal, jitter });
  try {
    return Object.assign(client, { identity: await readIdentity(client, credential) });
  } catch (error) {
    await client.signOut();
    throw error;
  }
}

/** It answered that it is busy, or its answer was cut off. */
function somebodyThere({ status, code }: ServiceError): boolean {
  return status !== undefined || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET';
}
