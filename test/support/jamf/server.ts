import type { IncomingMessage, ServerResponse } from 'node:http';
import { openWayOut } from '../../../src/http/open-way-out.ts';
import type { WayOut } from '../../../src/http/way-out.ts';
import type { JamfCredential } from '../../../src/jamf/credential.ts';
import { type SignedInJamf, signInToJamf } from '../../../src/jamf/open-jamf.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { serveTls, testAuthority } from '../http/servers.ts';

/** The canary: it may be met in the body of a token request and nowhere else. */
export const CLIENT_SECRET = 'canary-jamf-client-secret-8f2c';
export const PASSWORD = 'canary-jamf-password-77a1';

export interface Received {
  readonly method: string;
  /** Path with query, as it was sent. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
}

/** An answer, several in turn (the last one for ever), or what decides; `cut` destroys the connection. */
export type Route = Reply | 'cut' | (Reply | 'cut')[] | ((request: Received) => Promise<Reply> | Reply);

export interface JamfTestServer {
  readonly origin: string;
  readonly received: Received[];
  readonly clock: TestClock;
  readonly wayOut: WayOut;
  /** What was asked of one path, query ignored: `GET /api/v1/auth`. */
  asked(route: string): readonly Received[];
  signIn(credential?: JamfCredential, signal?: AbortSignal): Promise<SignedInJamf>;
  close(): Promise<void>;
}

export interface TestClock extends Clock {
  advance(seconds: number): void;
  /** Lengths of the waits, in milliseconds. */
  readonly waits: readonly number[];
}

/** Time that passes only when somebody waits or advances it. */
export function testClock(): TestClock {
  let now = Date.parse('2026-11-23T09:00:00Z');
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}

export const apiClient: JamfCredential = {
  kind: 'client',
  id: 'client-1',
  secret: new Secret(CLIENT_SECRET),
};
export const userAccount: JamfCredential = {
  kind: 'user',
  username: 'admin',
  password: new Secret(PASSWORD),
};

/** Routes of a server that lets an API client in with tokens `token-1`, `token-2`, …. */
export function signInRoutes(lifetimeSeconds = 300): Record<string, Route> {
  let issued = 0;
  return {
    'POST /api/v1/oauth/token': () => {
      issued += 1;
      const body = { access_token: `token-${issued}`, expires_in: lifetimeSeconds, token_type: 'bearer' };
      return { body: { ...body, scope: 'api-role:1' } };
    },
    'GET /api/v1/auth': { status: 404, body: { httpStatus: 404, errors: [] } },
  };
}

const authority = testAuthority();

/** A real TLS server that knows just these routes (`GET /api/v1/auth`) and answers 418 to every other request. */
export async function startJamfServer(routes: Readonly<Record<string, Route>>): Promise<JamfTestServer> {
  const { ca, issue } = await authority;
  const received: Received[] = [];
  const turns = new Map<string, number>();

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const got = await read(request);
    received.push(got);
    const name = `${got.method} ${got.url.split('?')[0]}`;
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const reply = await replyOf(routes[name], got, turn);
    if (reply === 'cut') request.socket.destroy();
    else send(response, reply);
  };
  const server = await serveTls(await issue(['localhost']), (request, response) => {
    void answer(request, response);
  });
  const clock = testClock();
  const end = new AbortController();
  const wayOut = await openWayOut({ env: {}, extraCa: [ca.certificate], signal: end.signal, clock });

  return {
    origin: server.origin,
    received,
    clock,
    wayOut,
    asked: (route) => received.filter(({ method, url }) => `${method} ${url.split('?')[0]}` === route),
    signIn: (credential = apiClient, signal = end.signal) =>
      signInToJamf({ origin: server.origin, credential, wayOut, clock, signal, jitter: () => 1 }),
    async close() {
      end.abort();
      await wayOut.close();
      await server.close();
    },
  };
}

async function replyOf(route: Route | undefined, request: Received, turn: number): Promise<Reply | 'cut'> {
  if (route === undefined) return { status: 418, body: { httpStatus: 418, errors: [] } };
  if (typeof route === 'function') return route(request);
  if (Array.isArray(route)) return route[Math.min(turn, route.length - 1)] ?? {};
  return route;
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    authorization: request.headers.authorization,
    cookie: request.headers.cookie,
    contentType: request.headers['content-type'],
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', ...mutable(headers) });
  response.end(text);
}

function mutable(headers: NonNullable<Reply['headers']>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}
