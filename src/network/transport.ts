import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { ProxyServer } from '../http/proxy.ts';
import { within } from './deadlines.ts';
import type { Endpoint } from './endpoint.ts';
import { codeOf } from './error-code.ts';
import type { PathEvidence, ProxyOutcome } from './evidence.ts';
import { openTunnel } from './proxy-connect.ts';
import { connectTcp, type Target } from './tcp.ts';
import type { TrustSets } from './trust.ts';

/** A stream to the endpoint, direct or through a proxy, and what was seen on the way there. */
export interface Transport {
  readonly seen: PathEvidence;
  readonly stream: Duplex | null;
  close(): void;
}

export type OpenTransport = (deadlineMs: number, signal: AbortSignal) => Promise<Transport>;

/** The direct way to one address. `shown` is what DNS said, when something else was connected to. */
export function directly(target: Target, shown: string | null): OpenTransport {
  return async (deadlineMs, signal) => {
    const { outcome, socket } = await connectTcp(target, deadlineMs, signal);
    return {
      seen: { address: shown, tcp: outcome },
      stream: socket,
      close: () => socket?.destroy(),
    };
  };
}

/** The way through a proxy, which resolves the name itself. */
export function through(
  proxy: ProxyServer,
  at: Target,
  { host, port }: Endpoint,
  trust: TrustSets,
): OpenTransport {
  return async (deadlineMs, signal) => {
    const failed = (ms: number, code: string): ProxyOutcome => ({ kind: 'failed', ms, code });
    const { outcome, socket } = await connectTcp(at, deadlineMs, signal);
    const close = () => socket?.destroy();
    if (socket === null) {
      const code = outcome.ok ? 'UNKNOWN' : outcome.code;
      return { seen: { address: null, proxy: failed(outcome.ms, code) }, stream: null, close };
    }
    const toProxy = await secure(socket, proxy, trust, deadlineMs, signal);
    if ('code' in toProxy) {
      return { seen: { address: null, proxy: failed(outcome.ms, toProxy.code) }, stream: null, close };
    }
    const tunnel = await openTunnel(toProxy.stream, proxy, { host, port }, deadlineMs, signal);
    return { seen: { address: null, proxy: tunnel.outcome }, stream: tunnel.socket, close };
  };
}

/** A proxy that is spoken to over https gets its password only when its certificate is right. */
async function secure(
  socket: Duplex,
  proxy: ProxyServer,
  trust: TrustSets,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<{ readonly stream: Duplex } | { readonly code: string }> {
  const url = new URL(proxy.uri);
  if (url.protocol !== 'https:') return { stream: socket };
  const secured = connect({ socket, servername: url.hostname, secureContext: trust.contextFor('public') });
  const result = await within(
    deadlineMs,
    signal,
    () =>
      new Promise<{ readonly stream: Duplex } | { readonly code: string }>((resolve) => {
        secured.on('error', (error) => resolve({ code: codeOf(error) }));
        secured.once('secureConnect', () => resolve({ stream: secured }));
      }),
  );
  return result === 'deadline' ? { code: 'DEADLINE' } : result;
}
