import { request } from 'node:http';

/** MSAL's own listener for the browser's answer, as the sign-in address names it. */
export interface Loopback {
  readonly port: number;
  readonly state: string;
}

/** Finds the listener in the address that the browser is sent to; undefined when it names none on this computer. */
export function loopbackOf(signInUrl: string): Loopback | undefined {
  const parameters = new URL(signInUrl).searchParams;
  const redirect = parameters.get('redirect_uri') ?? '';
  const state = parameters.get('state');
  if (state === null || !URL.canParse(redirect)) return undefined;
  const { hostname, port } = new URL(redirect);
  return hostname === 'localhost' && port !== '' ? { port: Number(port), state } : undefined;
}

/**
 * Ends MSAL's listener, which it offers no way to cancel: tells it that the sign-in was refused, as the browser would.
 * Never rejects; the listener may have ended by itself.
 */
export function endLoopback({ port, state }: Loopback): void {
  const body = new URLSearchParams({ error: 'access_denied', state }).toString();
  const ending = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    },
  });
  ending.on('response', (response) => response.resume());
  ending.on('error', () => {});
  ending.end(body);
}
