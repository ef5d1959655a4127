import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { type KnownRoots, readCertificates } from './certificate-chain.ts';
import { within } from './deadlines.ts';
import type { Endpoint } from './endpoint.ts';
import { codeOf } from './error-code.ts';
import { DEADLINE, type TlsOutcome } from './evidence.ts';
import { startStopwatch } from './stopwatch.ts';

export interface TlsOptions {
  readonly endpoint: Endpoint;
  readonly context: SecureContext;
  readonly roots: KnownRoots;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** False: offer no application protocol, to see whose certificate it is. */
  readonly offerAlpn: boolean;
}

export interface TlsResult {
  readonly outcome: TlsOutcome;
  /** Open, with a listener for errors; the caller destroys it. */
  readonly socket: TLSSocket | null;
}

/** The peer has no application protocol in common with us. */
export const NO_COMMON_PROTOCOL = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

/**
 * Shakes hands over a connection that stands already. Every certificate is let through and then judged: that is how
 * an inspector gets named. Nothing secret is ever sent here (network.md §6).
 */
export async function shakeHands(under: Duplex, options: TlsOptions): Promise<TlsResult> {
  const { endpoint, context, roots, deadlineMs, signal, offerAlpn } = options;
  const elapsed = startStopwatch();
  const servername = endpoint.servername ?? endpoint.host;
  const socket = connect({
    socket: under,
    secureContext: context,
    rejectUnauthorized: false,
    ...(isIP(servername) === 0 ? { servername } : { host: servername }),
    ...(offerAlpn ? { ALPNProtocols: [...(endpoint.alpn ?? ['http/1.1'])] } : {}),
  });
  const result = await within(deadlineMs, signal, () => secured(socket));
  const ms = elapsed();
  if (result === 'secured') {
    const alpn = typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null;
    const certificates = readCertificates(socket, roots);
    return { outcome: { ok: true, ms, alpn, refusedAlpn: !offerAlpn, certificates }, socket };
  }
  socket.destroy();
  return { outcome: { ok: false, ms, code: result === 'deadline' ? DEADLINE : result.code }, socket: null };
}

function secured(socket: TLSSocket): Promise<'secured' | { readonly code: string }> {
  return new Promise((resolve) => {
    socket.on('error', (error) => resolve({ code: codeOf(error) }));
    socket.once('close', () => resolve({ code: 'ECONNRESET' }));
    socket.once('secureConnect', () => resolve('secured'));
  });
}
