import { Agent, fetch, type RequestInit, type Response } from 'undici';

/** A fetch that trusts the sandbox's own CA and gives up after a while. */
export type TrustingFetch = (url: string, init?: RequestInit) => Promise<Response>;

const DEADLINE_MS = 10_000;

/**
 * Lends such a fetch to `use` and closes its connections afterwards. The simulated Jamf Pro is another machine: it
 * does not go through the program's own way out, so that its requests never count as the program's.
 */
export async function withTrustingFetch<T>(
  caCertificate: string,
  use: (fetch: TrustingFetch) => Promise<T>,
): Promise<T> {
  const agent = new Agent({
    connect: { ca: caCertificate, timeout: DEADLINE_MS },
    headersTimeout: DEADLINE_MS,
    bodyTimeout: DEADLINE_MS,
  });
  try {
    return await use((url, init) => fetch(url, { redirect: 'error', ...init, dispatcher: agent }));
  } finally {
    await agent.destroy();
  }
}
