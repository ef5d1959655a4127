import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../../ports/clock.ts';
import type { CertificateAndKey } from '../certificates.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ID = '00000000-0000-4000-8000-000000000000';

/** What the right server says to somebody without credentials: the marks by which it is known (network.md §3.6, §4.7). */
const ANSWERS: readonly (readonly [path: RegExp, answer: Answer])[] = [
  [/^\/hotspot-detect\.html$/u, { status: 200, body: '<HTML><BODY>Success</BODY></HTML>' }],
  [
    /^\/bag$/u,
    { status: 200, body: '<key>APNSCourierHostname</key><string>courier.push.apple.com</string>' },
  ],
  [/\/\.well-known\/openid-configuration$/u, { status: 200, body: '{"token_endpoint":"https://localhost"}' }],
  [/\/discover\?/u, { status: 200, body: '{}' }],
  [/^\/v1\.0\//u, { status: 401, headers: { 'request-id': ID } }],
  [/^\/TrafficGateway\//u, { status: 404, headers: { 'x-azure-ref': ID } }],
];

function answerTo(path: string): Answer {
  return ANSWERS.find(([pattern]) => pattern.test(path))?.[1] ?? { status: 404 };
}

function site({ now }: Pick<Clock, 'now'>): RequestListener {
  return ({ url = '/' }, response) => {
    const { status, headers, body } = answerTo(url);
    // The control's date is the sandbox's time of day.
    response.writeHead(status, { ...headers, date: now().toUTCString() }).end(body);
  };
}

/** All web servers at one port, each with the certificate for the name that is asked for. */
export function webServer(
  certificateFor: (name: string) => CertificateAndKey | undefined,
  clock: Pick<Clock, 'now'>,
): Server {
  const contexts = new Map<CertificateAndKey, SecureContext>();
  const contextFor = (name: string): SecureContext | undefined => {
    const shown = certificateFor(name);
    if (shown === undefined) return undefined;
    const context = contexts.get(shown) ?? createSecureContext({ cert: shown.certificate, key: shown.key });
    contexts.set(shown, context);
    return context;
  };
  const options = {
    ALPNProtocols: ['http/1.1'],
    SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) =>
      done(null, contextFor(name)),
  };
  return createServer(options, site(clock)).on('tlsClientError', () => {});
}

export function plainWebServer(clock: Pick<Clock, 'now'>): Server {
  return createPlainServer(site(clock));
}

/** An inspecting proxy that answers for everybody, with its own certificate and without HTTP/2. */
export function inspector({ certificate, key }: CertificateAndKey, clock: Pick<Clock, 'now'>): Server {
  const options = { cert: certificate, key, ALPNProtocols: ['http/1.1'] };
  return createServer(options, site(clock)).on('tlsClientError', () => {});
}

/** A captive portal: whatever is asked for, it leads to its own page, in plain text even where TLS belongs. */
export function portal(): Server {
  return createPlainServer((_request, response) => {
    response.writeHead(302, { location: 'http://wifi.contoso.example/' }).end();
  });
}
