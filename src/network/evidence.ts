import type { Certificates } from './certificate-chain.ts';

/** The code of a stage that our own timer ended. */
export const DEADLINE = 'DEADLINE';

/** What DNS says about one name in one family of addresses. */
export type DnsAnswer =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'none'; readonly code: string };

export interface DnsEvidence {
  readonly v4: DnsAnswer;
  readonly v6: DnsAnswer;
  /** What the operating system finds, asked only when DNS knew nothing: it also reads the hosts file and a VPN's servers. */
  readonly system: readonly string[];
  readonly ms: number;
}

/** One stage that was reached: it took `ms` milliseconds and ended well, or with a code. */
export type StageOutcome =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly ms: number; readonly code: string };

/** What a proxy said to CONNECT. */
export type ProxyOutcome =
  | { readonly kind: 'opened'; readonly ms: number }
  | {
      readonly kind: 'refused';
      readonly ms: number;
      readonly status: number;
      readonly schemes: readonly string[];
    }
  | { readonly kind: 'failed'; readonly ms: number; readonly code: string };

export type TlsOutcome =
  | {
      readonly ok: true;
      readonly ms: number;
      readonly alpn: string | null;
      /** The server refused every protocol that we offered, and talked when we offered none. */
      readonly refusedAlpn: boolean;
      readonly certificates: Certificates;
    }
  | { readonly ok: false; readonly ms: number; readonly code: string };

export type ApplicationOutcome =
  | {
      readonly kind: 'answer';
      readonly ms: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'failed'; readonly ms: number; readonly code: string }
  /** Nothing was asked: whether the peer closed a moment after the handshake. */
  | { readonly kind: 'listened'; readonly ms: number; readonly closed: boolean };

/** One way to the endpoint, as far as it went. */
export interface PathEvidence {
  readonly address: string | null;
  readonly proxy?: ProxyOutcome;
  readonly tcp?: StageOutcome;
  readonly tls?: TlsOutcome;
  readonly application?: ApplicationOutcome;
}

/** Everything that was seen of one endpoint. */
export interface Evidence {
  /** Absent where no name had to be resolved. */
  readonly dns?: DnsEvidence;
  readonly direct: PathEvidence;
  /** The way through the proxy that the environment names for this host. */
  readonly tunnel?: PathEvidence & { readonly proxyShown: string };
  /** The other family, tried once the first had connected. */
  readonly ipv6?: StageOutcome;
  /** Milliseconds by which this computer's clock is ahead of the control's; null when the control gave no date. */
  readonly clockAheadMs: number | null;
}
