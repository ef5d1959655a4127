export type NetworkErrorKind =
  | 'not-https'
  | 'host-not-allowed'
  | 'redirect'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'tls'
  | 'proxy'
  | 'too-large'
  | 'aborted'
  | 'other';

export interface NetworkErrorDetails {
  readonly kind: NetworkErrorKind;
  readonly host: string;
  /** The innermost code of the cause chain: `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`, `UND_ERR_…`. */
  readonly code: string;
  /** One plain sentence that says what happened and what it usually means. */
  readonly message: string;
  /** True when the request may have reached the server: the connection stood when it failed. */
  readonly mayHaveArrived: boolean;
}

/** No proper HTTP answer came. The cause chain is kept as text only: SDK error objects hold tokens. */
export class NetworkError extends Error {
  readonly kind: NetworkErrorKind;
  readonly host: string;
  readonly code: string;
  readonly mayHaveArrived: boolean;

  constructor(details: NetworkErrorDetails) {
    super(details.message);
    this.name = 'NetworkError';
    this.kind = details.kind;
    this.host = details.host;
    this.code = details.code;
    this.mayHaveArrived = details.mayHaveArrived;
  }
}
