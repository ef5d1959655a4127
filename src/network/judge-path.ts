import { visible } from '../terminal/visible.ts';
import type { Certificates } from './certificate-chain.ts';
import type { Endpoint, Proof } from './endpoint.ts';
import { type ApplicationOutcome, DEADLINE, type PathEvidence, type TlsOutcome } from './evidence.ts';
import { judgeTcp } from './judge-connection.ts';
import { clockInWords, clockIsWrong, type Opinion } from './opinion.ts';
import type { Remark, Stage } from './probe-result.ts';

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

/** Rule 5 with network.md §6. Null: the certificate is what it should be. */
function judgeCertificates(
  endpoint: Endpoint,
  certificates: Certificates,
  clockAheadMs: number | null,
): Opinion | null {
  const { anchor, error } = certificates;
  if (error !== null && /EXPIRED|NOT_YET/.test(error)) {
    if (clockAheadMs !== null && clockIsWrong(clockAheadMs)) {
      return {
        verdict: 'clock',
        stage: 'tls',
        detail: `${clockInWords(clockAheadMs)}, so certificates look wrong`,
      };
    }
    const window = `valid from ${certificates.validFrom ?? '?'} to ${certificates.validTo ?? '?'}`;
    return { verdict: 'tls-error', stage: 'tls', detail: `its certificate is not valid now (${window})` };
  }
  const mayBePrivate = endpoint.ownServer === true && !endpoint.host.endsWith('.jamfcloud.com');
  if (error !== null) {
    const own = mayBePrivate ? '; if the server has a CA of its own, give it with --ca FILE' : '';
    return intercepted('tls', `its certificate comes from ${named(certificates)} (${error})${own}`);
  }
  if (anchor === 'private' && !mayBePrivate) {
    // What a browser hides: this computer trusts the inspector's root (network.md §6).
    return intercepted(
      'tls',
      `${named(certificates)} answers in its place; this computer trusts it, the public does not`,
    );
  }
  if (anchor === 'apple' && endpoint.owner !== 'apple') {
    return intercepted('tls', `${named(certificates)} answers in its place`);
  }
  if (endpoint.strictIssuer === true && !issuerExpected(endpoint, certificates)) {
    return intercepted('tls', `${named(certificates)} signed its certificate, not Apple`);
  }
  return null;
}

function issuerExpected({ issuers }: Endpoint, { issuerOrganization }: Certificates): boolean {
  return issuers === undefined || (issuerOrganization !== null && issuers.includes(issuerOrganization));
}

/** Content networks change their authorities; with a public root behind it that is no interception. */
function remarksOnIssuer(endpoint: Endpoint, certificates: Certificates): readonly Remark[] {
  if (certificates.anchor === 'private') {
    return [
      {
        kind: 'private-authority',
        text: `its certificate comes from ${named(certificates)}, a private authority`,
      },
    ];
  }
  if (issuerExpected(endpoint, certificates)) return [];
  return [{ kind: 'unusual-issuer', text: `a public certificate, though from ${named(certificates)}` }];
}

/** Rules 6 and 7. */
function judgeApplication(
  endpoint: Endpoint,
  tls: Extract<TlsOutcome, { ok: true }>,
  application: ApplicationOutcome | undefined,
): Opinion {
  if (application === undefined) {
    // A socket for HTTP/2 that was given no h2 was not asked anything.
    if (endpoint.protocol === 'http2') {
      return intercepted(
        'tls',
        `${named(tls.certificates)} answers without HTTP/2: not Apple's push service`,
      );
    }
    return skipped('tls', 'there was no time left for it');
  }
  if (application.kind === 'listened') {
    return application.closed
      ? {
          verdict: 'tls-error',
          stage: 'tls',
          detail: 'the server closes after the handshake; it wants a certificate',
        }
      : reachable('tls', provedBy(endpoint, tls.certificates));
  }
  const proof = endpoint.question?.proof ?? {};
  const missing =
    application.kind === 'answer' ? missingIn(proof, application) : `no answer (${application.code})`;
  if (missing === null) return reachable('application', 'proved by its answer');
  if (endpoint.protocol === 'http2') {
    return intercepted('application', `what answers is not Apple's push service: ${missing}`);
  }
  if (application.kind === 'failed' && application.code !== DEADLINE) {
    return {
      verdict: 'tls-error',
      stage: 'application',
      detail: `the connection ended before an answer (${application.code})`,
    };
  }
  // The certificate proved who it is. An answer that surprises is then the service's own business.
  return {
    ...reachable('application', provedBy(endpoint, tls.certificates)),
    remarks: [{ kind: 'unusual-answer', text: `its answer is unusual: ${missing}` }],
  };
}

/** Plain HTTP proves nothing by a certificate, so only its answer counts. */
function judgePlain(endpoint: Endpoint, application: ApplicationOutcome | undefined): Opinion {
  const proof = endpoint.question?.proof;
  if (proof === undefined || application === undefined || application.kind === 'listened') {
    return reachable('tcp', 'the connection stands');
  }
  if (application.kind === 'failed') {
    const detail = `the connection stands, and no answer came (${application.code})`;
    return { verdict: 'tcp-error', stage: 'application', detail };
  }
  const missing = missingIn(proof, application);
  if (missing === null) return reachable('application', 'proved by its answer');
  const location = application.headers.location;
  const portal = location === undefined ? missing : `it leads to ${visible(location, 200)}`;
  return intercepted('application', `a captive portal or proxy answers in its place: ${portal}`);
}

type Answer = Extract<ApplicationOutcome, { kind: 'answer' }>;

/** The first part of the proof that the answer lacks, in words; null when it has all. */
export function missingIn(proof: Proof, answer: Answer): string | null {
  if (proof.status !== undefined && !proof.status.includes(answer.status)) return `status ${answer.status}`;
  if (proof.header !== undefined && answer.headers[proof.header] === undefined)
    return `no ${proof.header} in it`;
  if (proof.bodyContains !== undefined && !answer.body.includes(proof.bodyContains)) return 'other content';
  if (proof.reason !== undefined && !proof.reason.includes(reasonIn(answer.body) ?? ''))
    return 'no reason in it';
  return null;
}

function reasonIn(body: string): string | null {
  const found = /"reason"\s*:\s*"([A-Za-z]+)"/.exec(body);
  return found?.[1] ?? null;
}

function provedBy({ trust }: Endpoint, certificates: Certificates): string {
  return trust === 'apple-root'
    ? "proved by the courier's certificate"
    : `certificate from ${named(certificates)}`;
}

function named({ issuer }: Certificates): string {
  return issuer === null ? 'an authority without a name' : `"${visible(issuer, 100)}"`;
}

function reachable(stage: Stage, detail: string): Opinion {
  return { verdict: 'reachable', stage, detail };
}

function intercepted(stage: Stage, detail: string): Opinion {
  return { verdict: 'intercepted', stage, detail };
}

function skipped(stage: Stage, detail: string): Opinion {
  return { verdict: 'skipped', stage, detail };
}
