import { visible } from '../terminal/visible.ts';
import type { Certificates } from './certificate-chain.ts';
import type { Endpoint } from './endpoint.ts';
import { clockInWords, clockIsWrong, intercepted, type Opinion } from './opinion.ts';
import type { Remark } from './probe-result.ts';

/** Rule 5 with network.md §6. Null: the certificate is what it should be. */
export function judgeCertificates(
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
export function remarksOnIssuer(endpoint: Endpoint, certificates: Certificates): readonly Remark[] {
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

/** The issuer in quotes. */
export function named({ issuer }: Certificates): string {
  return issuer === null ? 'an authority without a name' : `"${visible(issuer, 100)}"`;
}
