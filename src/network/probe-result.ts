/** What a probe of one endpoint can end with; the order of the rules stands in network.md §8. */
export type Verdict =
  | 'reachable'
  | 'blocked'
  | 'intercepted'
  | 'dns-filtered'
  | 'dns-broken'
  | 'proxy-required'
  | 'proxy-auth'
  | 'clock'
  | 'legacy'
  | 'not-testable-from-here'
  | 'skipped'
  | 'tcp-error'
  | 'tls-error';

/** How a connection was blocked, for the verdict `blocked`. */
export type BlockedHow = 'drop' | 'reset' | 'reject' | 'sni' | 'tls-stall';

/** From where a connection is made in real life, and who can therefore test it. */
export type Place = 'clients' | 'jamf-server' | 'admin';

/** How far a probe came. */
export type Stage = 'none' | 'dns' | 'tcp' | 'proxy' | 'tls' | 'application';

/** Something worth knowing that does not change the verdict. */
export interface Remark {
  readonly kind:
    | 'ipv6-dead'
    | 'split-dns'
    | 'clock'
    | 'outside-apple'
    | 'unusual-issuer'
    | 'private-authority'
    | 'unusual-answer'
    | 'proxy'
    | 'front-door'
    | 'no-internet'
    | 'captive-portal';
  /** One sentence without a full stop. */
  readonly text: string;
}

/** One endpoint as it was found. Times in milliseconds; absent stages were not reached. */
export interface ProbeResult {
  readonly id: string;
  readonly owner: 'apple' | 'microsoft' | 'jamf';
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  readonly from: Place;
  readonly required: boolean | 'legacy';
  readonly purpose: string;
  readonly verdict: Verdict;
  readonly how?: BlockedHow;
  readonly stage: Stage;
  /** One sentence of what was seen. */
  readonly detail: string;
  readonly addresses: readonly string[];
  /** Who signed the certificate that was seen, for people: `Contoso Proxy CA`. */
  readonly issuer: string | null;
  readonly alpn: string | null;
  readonly timings: {
    readonly dns?: number;
    readonly tcp?: number;
    readonly tls?: number;
    readonly application?: number;
    readonly total: number;
  };
  readonly fix: readonly string[];
  /** Absent when there is nothing to remark. */
  readonly remarks?: readonly Remark[];
  /** Where it says that this endpoint is needed. */
  readonly source: string;
}
