import { visible } from '../terminal/visible.ts';
import { NetworkError } from './network-error.ts';
import type { Fetch } from './way-out.ts';

/** A request as it leaves: everything that the callers' different ways to say it have in common. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  /** The whole body; ours are small JSON documents and forms. */
  readonly body: ArrayBuffer | undefined;
}

export type FetchInput = Parameters<Fetch>[0];
export type FetchInit = Parameters<Fetch>[1];

/** The signal that ends this request: axios puts it into the Request, the others hand it over beside it. */
export function callersSignal(input: FetchInput, init: FetchInit): AbortSignal | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined);
}

/**
 * Reads what a caller of fetch gave: text, URL or the global `Request`, with or without `init`.
 * @throws NetworkError of kind `other` for what cannot be sent; without the reason, which may quote a header
 */
export async function readOutgoing(input: FetchInput, init: FetchInit): Promise<OutgoingRequest> {
  try {
    const request = new Request(input, { ...init, signal: null });
    const body = request.body === null ? undefined : await request.arrayBuffer();
    return { url: new URL(request.url), method: request.method, headers: request.headers, body };
  } catch {
    throw new NetworkError({
      kind: 'other',
      host: '',
      code: 'E_BAD_REQUEST',
      message: 'the request was not sent: its address, a header or its body is malformed',
      mayHaveArrived: false,
    });
  }
}

/**
 * Lets a request pass only over https and to a host of the list (`host` or `host:port`), because a token goes with it.
 * @throws NetworkError of kind `not-https` or `host-not-allowed`; nothing was sent
 */
export function admit(url: URL, hosts: readonly string[]): void {
  const host = visible(url.host, 260);
  if (url.protocol !== 'https:') {
    throw new NetworkError({
      kind: 'not-https',
      host,
      code: 'E_NOT_HTTPS',
      message: `${host}: not called, because the address is ${visible(url.protocol, 20)}// and not https://`,
      mayHaveArrived: false,
    });
  }
  if (!hosts.some((allowed) => allowed.toLowerCase() === url.host)) {
    throw new NetworkError({
      kind: 'host-not-allowed',
      host,
      code: 'E_HOST_NOT_ALLOWED',
      message: `${host}: not called, because these credentials are only for ${hosts.join(', ')}`,
      mayHaveArrived: false,
    });
  }
}
