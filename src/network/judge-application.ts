import { visible } from '../terminal/visible.ts';
import type { Certificates } from './certificate-chain.ts';
import type { Endpoint, Proof } from './endpoint.ts';
import { type ApplicationOutcome, DEADLINE, type TlsOutcome } from './evidence.ts';
import { named } from './judge-certificates.ts';
import { intercepted, type Opinion, reachable, skipped } from './opinion.ts';

/** Rules 6 and 7. */
export function judgeApplication(
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
export function judgePlain(endpoint: Endpoint, application: ApplicationOutcome | undefined): Opinion {
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
function missingIn(proof: Proof, answer: Answer): string | null {
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
