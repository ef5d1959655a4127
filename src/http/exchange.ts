import { type Dispatcher, fetch } from 'undici';
import { visible } from '../terminal/visible.ts';
import { readBounded } from './bounded-body.ts';
import { NetworkError } from './network-error.ts';
import type { OutgoingRequest } from './outgoing-request.ts';

export interface ExchangeLimits {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

export interface Exchanged {
  /** A fresh Response that holds the whole body: nothing of the connection hangs on it. */
  readonly response: Response;
  /** Size of the decoded body. */
  readonly bytes: number;
}

/** Statuses whose Response may have no body, by the fetch standard. */
const WITHOUT_BODY = new Set([101, 204, 205, 304]);
/** They describe the body as it came over the wire; ours is decoded. */
const WIRE_HEADERS = new Set(['content-encoding', 'content-length', 'transfer-encoding']);

function refuseRedirect(url: URL, status: number, location: string | null): NetworkError {
  const target =
    location !== null && URL.canParse(location, url.href) ? new URL(location, url).host : 'nowhere';
  const where = target === url.host ? 'another page of itself' : visible(target, 260);
  return new NetworkError({
    kind: 'redirect',
    host: url.host,
    code: `E_REDIRECT_${status}`,
    message: `${url.host}: sends the request on to ${where} (status ${status}); not followed, because credentials go with it`,
    mayHaveArrived: true,
  });
}

/** One request and its whole answer. Rejects with whatever undici throws, or a NetworkError for a redirect. */
export async function exchange(request: OutgoingRequest, limits: ExchangeLimits): Promise<Exchanged> {
  const answer = await fetch(request.url, {
    method: request.method,
    headers: [...request.headers],
    body: request.body ?? null,
    redirect: 'manual',
    dispatcher: limits.dispatcher,
    signal: limits.signal,
  });
  if (answer.status >= 300 && answer.status < 400) {
    await answer.body?.cancel();
    throw refuseRedirect(request.url, answer.status, answer.headers.get('location'));
  }
  const body = await readBounded(answer.body, limits.maxBytes);
  const headers = new Headers();
  for (const [name, value] of answer.headers) if (!WIRE_HEADERS.has(name)) headers.append(name, value);
  const { status, statusText } = answer;
  const response = new Response(WITHOUT_BODY.has(status) ? null : body, { status, statusText, headers });
  // A constructed Response has no address; axios and the Graph client look at it.
  Object.defineProperty(response, 'url', { value: request.url.href });
  return { response, bytes: body.byteLength };
}
