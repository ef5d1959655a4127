import { visible } from '../terminal/visible.ts';
import { type CauseLink, causeChain } from './cause-chain.ts';
import type { NetworkErrorDetails, NetworkErrorKind } from './network-error.ts';
import { proxyRefusal, TLS_MEANINGS, UNREACHABLE } from './network-meanings.ts';

export interface FailureContext {
  /** Host (with a port that is not 443) that was called. */
  readonly host: string;
  /** The proxy on the way, password masked; undefined for the direct way. */
  readonly proxy: string | undefined;
  /** This computer's clock, for certificates that are not valid at this time. */
  readonly now: Date;
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

interface Verdict {
  readonly kind: NetworkErrorKind;
  readonly message: string;
  readonly mayHaveArrived: boolean;
}

const RESET = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

function cut({ host }: FailureContext): Verdict {
  const message = `${host}: the connection was cut before the answer was complete`;
  return { kind: 'reset', message, mayHaveArrived: true };
}

function unreachable(link: CauseLink, code: string, context: FailureContext): Verdict | undefined {
  const meaning = UNREACHABLE[code];
  if (meaning === undefined) return undefined;
  if (/^(read|write) /.test(link.message)) return cut(context); // it stood, and was lost on the way
  if (context.proxy === undefined) {
    return { kind: meaning.kind, message: `${context.host}: ${meaning.what}`, mayHaveArrived: false };
  }
  // With a proxy on the way, this program connects to nothing but the proxy.
  const message =
    meaning.kind === 'timeout'
      ? `${context.host}: no connection through the proxy ${context.proxy} within the time limit`
      : `the proxy ${context.proxy} cannot be reached: ${meaning.what}`;
  return { kind: 'proxy', message, mayHaveArrived: false };
}

function tlsVerdict(code: string, context: FailureContext): Verdict | undefined {
  const meaning = TLS_MEANINGS[code];
  if (meaning !== undefined) {
    return { kind: 'tls', message: `${context.host}: ${meaning(context.now)}`, mayHaveArrived: false };
  }
  if (!/^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code)) return undefined;
  // Alerts of this kind also come in the middle of an answer.
  const message = `${context.host}: the encrypted connection failed (${visible(code, 60)})`;
  return { kind: 'tls', message, mayHaveArrived: true };
}

function limitVerdict(code: string, context: FailureContext): Verdict | undefined {
  const { host } = context;
  const through = context.proxy === undefined ? '' : ` (through the proxy ${context.proxy})`;
  switch (code) {
    case 'E_DEADLINE': {
      const seconds = context.deadlineMs / 1000;
      return {
        kind: 'timeout',
        message: `${host}: no complete answer within ${seconds} s${through}`,
        mayHaveArrived: true,
      };
    }
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return {
        kind: 'timeout',
        message: `${host}: connected, but then it went silent${through}`,
        mayHaveArrived: true,
      };
    case 'E_TOO_LARGE':
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return {
        kind: 'too-large',
        message: `${host}: its answer is larger than the ${Math.floor(context.maxBytes / 1024)} KiB allowed here`,
        mayHaveArrived: true,
      };
    case 'E_ABORTED':
      return { kind: 'aborted', message: `${host}: the request was interrupted`, mayHaveArrived: true };
    default:
      return undefined;
  }
}

function resetVerdict(link: CauseLink, code: string, context: FailureContext): Verdict | undefined {
  if (!RESET.has(code)) return undefined;
  // Node's own words when the peer hangs up on the first TLS message; a filter that dislikes the name does that.
  if (/before secure TLS connection/.test(link.message)) {
    const message = `${context.host}: the connection was cut before it was encrypted; a firewall may filter this name`;
    return { kind: 'reset', message, mayHaveArrived: false };
  }
  return cut(context);
}

function verdictOf(
  link: CauseLink,
  context: FailureContext,
): (Verdict & { readonly code: string }) | undefined {
  const refused = context.proxy === undefined ? undefined : proxyRefusal(link.message, context.proxy);
  if (refused !== undefined) {
    return { kind: 'proxy', code: refused.code, message: refused.message, mayHaveArrived: false };
  }
  const { code } = link;
  if (code === undefined) return undefined;
  const verdict =
    unreachable(link, code, context) ??
    tlsVerdict(code, context) ??
    limitVerdict(code, context) ??
    resetVerdict(link, code, context);
  return verdict && { ...verdict, code };
}

/**
 * Turns whatever a failed request threw into one plain sentence and the question that matters afterwards: may it
 * have arrived? Codes: reliability.md §4, network.md §7.1. The texts of unknown errors are dropped on purpose,
 * because undici quotes the header it dislikes, token and all.
 */
export function describeNetworkFailure(error: unknown, context: FailureContext): NetworkErrorDetails {
  const chain = causeChain(error);
  // The innermost error that we know says most; wrappers stand before it.
  for (const link of chain.toReversed()) {
    const verdict = verdictOf(link, context);
    if (verdict !== undefined) return { host: context.host, ...verdict };
  }
  const code = chain.findLast((link) => link.code !== undefined)?.code ?? 'E_UNKNOWN';
  const damaged = /^(HPE_|Z_|ERR_BROTLI|UND_ERR_RES_)/.test(code);
  const what = damaged ? 'its answer is damaged or not HTTP' : 'the request failed';
  const message = `${context.host}: ${what} (${visible(code, 60)})`;
  return { kind: 'other', host: context.host, code, message, mayHaveArrived: true };
}
