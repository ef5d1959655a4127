import { entraFailure } from './entra-failure.ts';
import type { SignInNetwork } from './network-client.ts';

/** Runs one call of MSAL and throws, in place of its errors, what really happened. */
export async function callMsal<T>(network: SignInNetwork, call: () => Promise<T>): Promise<T> {
  network.forget();
  try {
    return await call();
  } catch (error) {
    throw entraFailure(error, network.trouble());
  }
}
