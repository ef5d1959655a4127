import { setMaxListeners } from 'node:events';
import { createSecureContext } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { type ProxyServer, type ProxySettings, proxyFor } from './proxy.ts';

export interface PhaseTimeouts {
  /** Until the TLS connection stands. */
  readonly connectMs: number;
  /** From the request to the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
}

export const PHASE_TIMEOUTS: PhaseTimeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 30_000 };

export interface Dispatchers {
  /** The connections that lead to `url`, and the proxy on the way. */
  route(url: URL): { readonly dispatcher: Dispatcher; readonly proxy: ProxyServer | undefined };
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/**
 * Connections with our own trust, limits and proxy. Not undici's EnvHttpProxyAgent: that one reads `process.env`
 * behind our back, ignores ALL_PROXY and would send the sandbox's loopback traffic to the proxy.
 */
export function openDispatchers(
  authorities: readonly string[],
  settings: ProxySettings,
  timeouts: PhaseTimeouts = PHASE_TIMEOUTS,
): Dispatchers {
  // One context for all connections: parsing the roots blocks for 20 ms on Node 20 (network.md §7.4).
  const secureContext = createSecureContext({ ca: [...authorities], minVersion: 'TLSv1.2' });
  // Destroying an agent leaves its sockets alone while they connect: the process would live on for 10 s.
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const connect = {
    secureContext,
    signal: closing.signal,
    timeout: timeouts.connectMs,
    // Node's 250 ms for each address make slow but working links fail (network.md §7.3).
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 2_500,
  };
  const limits = {
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    allowH2: false,
  };
  const direct = new Agent({ ...limits, connect });
  const { proxy } = settings;
  const tunnel =
    proxy === undefined
      ? undefined
      : new ProxyAgent({
          ...limits,
          uri: proxy.uri,
          ...(proxy.authorization === undefined ? {} : { token: proxy.authorization.reveal() }),
          requestTls: connect,
          proxyTls: connect,
        });

  return {
    route(url) {
      const onTheWay = proxyFor(settings, url);
      return onTheWay === undefined || tunnel === undefined
        ? { dispatcher: direct, proxy: undefined }
        : { dispatcher: tunnel, proxy: onTheWay };
    },
    async close() {
      closing.abort();
      await Promise.all([direct.destroy(), tunnel?.destroy()]);
    },
  };
}
