/** What network errors mean, in words for an administrator (reliability.md §4, network.md §7.1). */

import type { NetworkErrorKind } from './network-error.ts';

const NO_WAY = 'there is no way to it; check the network connection, VPN or firewall';
const NO_CONNECTION = 'no connection within the time limit; a firewall may drop the packets';
const REFUSED = 'the connection was refused: nothing listens there, or a firewall says no';

/** Codes of errors that happen before a connection stands. */
export const UNREACHABLE: Readonly<Record<string, { kind: NetworkErrorKind; what: string }>> = {
  ENOTFOUND: { kind: 'dns', what: 'there is no such name in the DNS; check the spelling' },
  ENODATA: { kind: 'dns', what: 'the name has no address in the DNS' },
  EAI_AGAIN: { kind: 'dns', what: 'no DNS server answered; check the network connection or VPN' },
  EAI_FAIL: { kind: 'dns', what: 'the DNS server answered with an error' },
  ECONNREFUSED: { kind: 'refused', what: REFUSED },
  EHOSTUNREACH: { kind: 'refused', what: NO_WAY },
  ENETUNREACH: { kind: 'refused', what: NO_WAY },
  EADDRNOTAVAIL: { kind: 'refused', what: NO_WAY },
  EACCES: { kind: 'refused', what: 'a firewall on this computer forbids the connection' },
  ETIMEDOUT: { kind: 'timeout', what: NO_CONNECTION },
  UND_ERR_CONNECT_TIMEOUT: { kind: 'timeout', what: NO_CONNECTION },
};

type Meaning = (now: Date) => string;

const NEVER = 'turning the check off is no remedy, and this program cannot do it';
const TRUST = `if your network inspects TLS, give its CA with --ca FILE or NODE_EXTRA_CA_CERTS; ${NEVER}`;

const unknownAuthority: Meaning = () =>
  `its certificate was issued by an authority that this computer does not know; ${TRUST}`;
const intercepted: Meaning = () =>
  `its certificate chain ends in a private authority, as when a proxy inspects TLS; ${TRUST}`;
const selfSigned: Meaning = () =>
  'its certificate is self-signed; give it with --ca FILE if this server is yours, or have a CA issue one';
const tooOld: Meaning = () => 'it offers only TLS versions older than 1.2, which this program does not speak';

function clock(now: Date): string {
  return `this computer's clock says ${now.toISOString().slice(0, 16)}Z`;
}

export const TLS_MEANINGS: Readonly<Record<string, Meaning>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_SIGNATURE_FAILURE: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: intercepted,
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  CERT_HAS_EXPIRED: (now) => `its certificate has expired; if it has not, the clock is wrong: ${clock(now)}`,
  CERT_NOT_YET_VALID: (now) => `its certificate is not valid yet; usually the clock is wrong: ${clock(now)}`,
  ERR_TLS_CERT_ALTNAME_INVALID: () =>
    'its certificate is for another name; check the address, or who answers in its place',
  ERR_SSL_WRONG_VERSION_NUMBER: () =>
    'it does not speak TLS on this port; a captive portal or a plain http server answers there',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tooOld,
  ERR_SSL_UNSUPPORTED_PROTOCOL: tooOld,
};

const REFUSED_TUNNEL = /^Proxy response \((\d{3})\)/;

/** What the proxy said to CONNECT, read from undici's own sentence: it keeps the status nowhere else. */
export function proxyRefusal(message: string, proxy: string): { code: string; message: string } | undefined {
  const status = REFUSED_TUNNEL.exec(message)?.[1];
  if (status === undefined) return undefined;
  const code = `E_PROXY_${status}`;
  if (status === '407') {
    const fix = 'put user and password into HTTPS_PROXY (http://user:password@host:port)';
    return { code, message: `the proxy ${proxy} wants a sign-in (407); ${fix}` };
  }
  if (status === '403') {
    return { code, message: `the proxy ${proxy} forbids this host (403); have it allowed there` };
  }
  return { code, message: `the proxy ${proxy} did not open the way (status ${status})` };
}
