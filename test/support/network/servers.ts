import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { CertificateAndKey } from '../../../src/sandbox/certificates.ts';

const identity = ({ certificate, key }: CertificateAndKey) => ({ cert: certificate, key });

/** Apple's push service as it answers without credentials; it asks for a certificate and takes none. */
export function pushService(certificate: CertificateAndKey): Server {
  const server = createSecureServer({
    ...identity(certificate),
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.on('stream', (stream) => {
    stream.respond({ ':status': 403, 'apns-id': '6b0c1c9c-5d4b-4d0a-9c4f-1d1b2a3c4d5e' });
    stream.end('{"reason":"MissingProviderToken"}');
  });
  server.on('sessionError', () => {});
  return server;
}

/** A courier: its own protocol, and silence until the device speaks. */
export function courier(certificate: CertificateAndKey, more: TlsOptions = {}): Server {
  const server = createTlsServer(
    { ...identity(certificate), ALPNProtocols: ['apns-security-v3'], ...more },
    (socket) => socket.on('error', () => {}),
  );
  return server.on('tlsClientError', () => {});
}

export function website(certificate: CertificateAndKey, listener: RequestListener = ok): Server {
  return createHttpsServer({ ...identity(certificate), ALPNProtocols: ['http/1.1'] }, listener);
}

export function plainWebsite(listener: RequestListener): Server {
  return createHttpServer(listener);
}

/** What `captive.apple.com` says when all is well, at the time `now`. */
export function control(now: () => Date = () => new Date()): Server {
  const success = '<HTML><BODY>Success</BODY></HTML>';
  return createHttpServer((_request, response) =>
    response.setHeader('date', now().toUTCString()).end(success),
  );
}

/** Lets the handshake begin and cuts the connection when the name is known. */
export function nameFilter(): Server {
  return createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.resetAndDestroy());
  });
}

/** Accepts and never says anything. */
export function silence(): Server {
  return createServer((socket) => void socket.on('error', () => {}).resume());
}

function ok(_request: unknown, response: { end(text: string): unknown }): void {
  response.end('hello');
}
