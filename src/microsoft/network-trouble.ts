import { NetworkError } from '../http/network-error.ts';
import { type FailedRequest, serviceErrorFrom } from '../http/service-error-from.ts';

/** A request as an error may name it: nothing in it is secret. */
export type NamedRequest = FailedRequest;

/** Host and path of an address, for messages. */
export function targetOf(address: string): string {
  const url = new URL(address);
  return url.host + url.pathname;
}

/**
 * What to throw on when a door has rejected. An interruption is no failure of the service: the signal's own reason is
 * thrown on.
 */
export function fromDoor(error: unknown, request: NamedRequest, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof NetworkError ? serviceErrorFrom(error, request) : error;
}
