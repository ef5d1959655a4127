import type { CloudName } from '../microsoft/clouds.ts';
import type { Place, ProbeResult } from './probe-result.ts';

/** `tcp` ends when the connection stands; `tls` after the handshake; `https` and `http2` after an answer. */
export type Protocol = 'tcp' | 'tls' | 'https' | 'http2';

/** Whose signature a certificate of this endpoint must lead to. Apple's own root is in no list that Node ships. */
export type Trust = 'public' | 'apple-root' | 'apple-root-or-public';

/** What is asked of an endpoint to see that it is itself. Nothing secret is ever sent. */
export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly accept?: string;
  readonly body?: string;
  /** What the right server answers; every part that is given must hold. */
  readonly proof: Proof;
}

export interface Proof {
  readonly status?: readonly number[];
  /** A header that the answer carries. */
  readonly header?: string;
  readonly bodyContains?: string;
  /** The `reason` of a JSON answer is one of these. */
  readonly reason?: readonly string[];
}

/** One line of what the connection needs from the network (network.md §2). */
export interface Endpoint {
  readonly id: string;
  readonly owner: ProbeResult['owner'];
  /** A name, a range (`17.0.0.0/8`), a pattern (`*.manage.microsoft.com`), or `{jamf-pro-host}`. */
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly from: Place;
  readonly required: boolean | 'legacy';
  readonly purpose: string;
  readonly clouds: readonly CloudName[] | 'all';
  /** Only where Jamf Pro runs so; absent: wherever it runs. */
  readonly jamf?: 'cloud' | 'on-premises';
  readonly source: string;
  /** A rule for a firewall: listed, and never connected to. */
  readonly rule?: {
    readonly kind: 'range' | 'pattern';
    /** The endpoints that prove the rule. */
    readonly provedBy: readonly string[];
    readonly also?: readonly string[];
  };
  readonly retired?: { readonly why: string; readonly replacement: string };
  /** The id of an endpoint: this one becomes required when that one fails. */
  readonly requiredWithout?: string;
  /** Not needed for the connection itself: probed only when everything is asked for. */
  readonly extra?: boolean;
  readonly trust?: Trust;
  /** Name to ask for in TLS when it is not the host: couriers. */
  readonly servername?: string;
  readonly alpn?: readonly string[];
  /** Organizations whose name may stand as issuer. */
  readonly issuers?: readonly string[];
  /** An issuer that is not among `issuers` is interception even when it is a public one (network.md §6). */
  readonly strictIssuer?: boolean;
  readonly question?: Question;
  /** The owner forbids TLS inspection here. */
  readonly noInspection?: boolean;
  /** A proxy that asks for a sign-in breaks this endpoint. */
  readonly noProxySignIn?: boolean;
  /** The server is the customer's: it may be private, and a CA of his own may vouch for it. */
  readonly ownServer?: boolean;
}
