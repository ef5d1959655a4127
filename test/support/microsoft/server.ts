import type { IncomingMessage, ServerResponse } from 'node:http';
import { openWayOut } from '../../../src/http/open-way-out.ts';
import type { WayOut } from '../../../src/http/way-out.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { CertificateAndKey } from '../../../src/sandbox/certificates.ts';
import { type RunningServer, serveTls, testAuthority } from '../http/servers.ts';

/** A request as a test looks at it. */
export interface SeenRequest {
  readonly method: string;
  /** Path as it was sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a test answers. `cut` hangs up, `silent` never answers. */
export type TestAnswer =
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'cut'
  | 'silent';

export interface TestService extends RunningServer {
  readonly seen: readonly SeenRequest[];
  readonly caCertificate: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, answer: Exclude<TestAnswer, string>): void {
  const type = answer.json === undefined ? 'text/plain' : 'application/json; charset=utf-8';
  response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
  response.end(answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json));
}

let authority: Promise<{ ca: CertificateAndKey; leaf: CertificateAndKey }> | undefined;

async function identity() {
  authority ??= testAuthority().then(async ({ ca, issue }) => ({ ca, leaf: await issue(['localhost']) }));
  return authority;
}

/** A TLS server on loopback that answers by one function and remembers what it was asked. */
export async function serveTest(
  answer: (request: SeenRequest, number: number) => TestAnswer | Promise<TestAnswer>,
): Promise<TestService> {
  const { ca, leaf } = await identity();
  const seen: SeenRequest[] = [];
  const server = await serveTls(leaf, async (request, response) => {
    const url = new URL(request.url ?? '/', 'https://localhost');
    const one: SeenRequest = {
      method: request.method ?? '',
      path: (request.url ?? '').split('?', 1)[0] ?? '',
      query: url.searchParams,
      headers: request.headers,
      body: await bodyOf(request),
    };
    seen.push(one);
    const what = await answer(one, seen.length);
    if (what === 'cut') request.socket.destroy();
    else if (what !== 'silent') send(response, what);
  });
  return { ...server, seen, caCertificate: ca.certificate };
}

/** The real way out, trusting the test CA and using no proxy. */
export function testWayOut(service: TestService, clock: Clock, signal: AbortSignal): Promise<WayOut> {
  return openWayOut({ env: {}, extraCa: [service.caCertificate], clock, signal });
}
