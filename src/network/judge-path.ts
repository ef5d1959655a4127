import type { Endpoint } from './endpoint.ts';
import { DEADLINE, type PathEvidence } from './evidence.ts';
import { judgeApplication, judgePlain } from './judge-application.ts';
import { judgeCertificates, named, remarksOnIssuer } from './judge-certificates.ts';
import { judgeTcp } from './judge-connection.ts';
import { intercepted, type Opinion, skipped } from './opinion.ts';

/** Rules 3 to 7 of network.md §8 over one way to the endpoint; the way through a proxy begins with its TLS. */
export function judgePath(endpoint: Endpoint, path: PathEvidence, clockAheadMs: number | null): Opinion {
  if (path.tcp?.ok === false) return judgeTcp(endpoint, path.tcp);
  if (endpoint.protocol === 'tcp') return judgePlain(endpoint, path.application);
  const { tls } = path;
  if (tls === undefined) return skipped('tcp', 'there was no time left for it');
  if (!tls.ok) return judgeTlsFailure(tls.code);
  const { certificates } = tls;
  if (tls.refusedAlpn) {
    return intercepted('tls', `${named(certificates)} answers, and does not speak the endpoint's protocol`);
  }
  const doubt = judgeCertificates(endpoint, certificates, clockAheadMs);
  if (doubt !== null) return doubt;
  const remarks = remarksOnIssuer(endpoint, certificates);
  const opinion = judgeApplication(endpoint, tls, path.application);
  return { ...opinion, remarks: [...remarks, ...(opinion.remarks ?? [])] };
}

/** Rule 4. */
function judgeTlsFailure(code: string): Opinion {
  switch (code) {
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_HTTP_REQUEST':
      return intercepted(
        'tls',
        'something answers in plain text where TLS belongs, as a captive portal does',
      );
    case DEADLINE:
      return {
        verdict: 'blocked',
        how: 'tls-stall',
        stage: 'tls',
        detail: 'the connection stands and TLS gets no answer; an inspecting firewall swallows it',
      };
    case 'ECONNRESET':
      return {
        verdict: 'blocked',
        how: 'sni',
        stage: 'tls',
        detail: 'the connection is cut as soon as TLS names the host; a firewall filters by name',
      };
    default:
      return { verdict: 'tls-error', stage: 'tls', detail: `the TLS handshake failed (${code})` };
  }
}
