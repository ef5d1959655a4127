import { createSecureServer } from 'node:http2';
import type { Server } from 'node:net';
import { createServer } from 'node:tls';
import type { CertificateAndKey } from '../certificates.ts';

const REFUSAL = JSON.stringify({ reason: 'MissingProviderToken' });

/**
 * Apple's push service for senders as it is without credentials: HTTP/2 alone, it asks for a certificate and takes
 * none, and it refuses in words of its own (network.md §3.5).
 */
export function pushService({ certificate, key }: CertificateAndKey, uuid: () => string): Server {
  const server = createSecureServer({ cert: certificate, key, requestCert: true, rejectUnauthorized: false });
  server.on('stream', (stream) => {
    stream.respond({ ':status': 403, 'apns-id': uuid(), 'content-type': 'application/json' });
    stream.end(REFUSAL);
  });
  return server.on('sessionError', () => {}).on('tlsClientError', () => {});
}

/** A courier: a protocol of its own, and silence until the device speaks (network.md §3.4). */
export function courier({ certificate, key }: CertificateAndKey): Server {
  const server = createServer(
    { cert: certificate, key, ALPNProtocols: ['apns-security-v3', 'apns-pack-v1'] },
    (socket) => socket.on('error', () => {}).resume(),
  );
  return server.on('tlsClientError', () => {});
}
