import { request } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProxyServer } from '../http/proxy.ts';
import { visible } from '../terminal/visible.ts';
import { within } from './deadlines.ts';
import { codeOf } from './error-code.ts';
import { DEADLINE, type ProxyOutcome } from './evidence.ts';
import { startStopwatch } from './stopwatch.ts';

export interface ProxyResult {
  readonly outcome: ProxyOutcome;
  /** The tunnel, with a listener for errors; the caller destroys it. */
  readonly socket: Duplex | null;
}

/**
 * Asks a proxy for a tunnel, over a connection to it that stands. By hand, as undici's agent cannot tell a refusal
 * from a hang, and never carries HTTP/2 or a courier's TLS (network.md §7.5).
 */
export async function openTunnel(
  toProxy: Socket | Duplex,
  proxy: ProxyServer,
  target: { readonly host: string; readonly port: number },
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ProxyResult> {
  const elapsed = startStopwatch();
  const host = isIPv6(target.host) ? `[${target.host}]` : target.host;
  const result = await within(deadlineMs, signal, () => connect(toProxy, proxy, `${host}:${target.port}`));
  const ms = elapsed();
  if (result === 'deadline') return { outcome: { kind: 'failed', ms, code: DEADLINE }, socket: null };
  if ('code' in result) return { outcome: { kind: 'failed', ms, code: result.code }, socket: null };
  if (result.status >= 200 && result.status < 300) {
    return { outcome: { kind: 'opened', ms }, socket: result.socket };
  }
  result.socket.destroy();
  const { status, schemes } = result;
  return { outcome: { kind: 'refused', ms, status, schemes }, socket: null };
}

interface Connected {
  readonly status: number;
  readonly schemes: readonly string[];
  readonly socket: Duplex;
}

function connect(
  toProxy: Socket | Duplex,
  { authorization }: ProxyServer,
  authority: string,
): Promise<Connected | { readonly code: string }> {
  return new Promise((resolve) => {
    const asked = request({
      createConnection: () => toProxy,
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        'user-agent': 'jamf-intune',
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization.reveal() }),
      },
    });
    asked.once('error', (error) => resolve({ code: codeOf(error) }));
    asked.once('connect', (answer, socket) => {
      socket.on('error', () => {});
      const offered = answer.headers['proxy-authenticate'] ?? [];
      resolve({ status: answer.statusCode ?? 0, schemes: schemesIn([offered].flat()), socket });
    });
    asked.end();
  });
}

/** `Negotiate, NTLM, Basic realm="x"` gives the three names. Node can answer only Basic. */
function schemesIn(offers: readonly string[]): readonly string[] {
  const names = offers.flatMap(
    (offer) => offer.match(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+\w|\s*(?:,|$))/g) ?? [],
  );
  return [...new Set(names.map((name) => visible(name.replace(/^[,\s]+/, ''), 30)))];
}
