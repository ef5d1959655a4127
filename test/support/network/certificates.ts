import type { Roots } from '../../../src/network/trust.ts';
import {
  type CertificateAndKey,
  createCertificateAuthority,
  issueServerCertificate,
} from '../../../src/sandbox/certificates.ts';

export interface Authority {
  readonly root: CertificateAndKey;
  issue(
    names: readonly string[],
    dates?: { readonly notBefore?: Date; readonly notAfter?: Date },
  ): Promise<CertificateAndKey>;
}

/** The authorities of a small world: who is public, who is Apple's own, and who inspects. */
export interface Pki {
  readonly publicApple: Authority;
  readonly publicMicrosoft: Authority;
  /** As Apple Root CA: in no public list. */
  readonly appleOwn: Authority;
  /** The inspecting proxy's, which this computer trusts. */
  readonly corporate: Authority;
  /** Trusted by nobody. */
  readonly selfSigned: CertificateAndKey;
  readonly roots: Required<Roots>;
}

export async function authority(commonName: string, organization: string): Promise<Authority> {
  const now = new Date();
  const root = await createCertificateAuthority({ commonName, organization, now });
  return { root, issue: (names, dates = {}) => issueServerCertificate(root, { names, now, ...dates }) };
}

export async function makePki(): Promise<Pki> {
  const [publicApple, publicMicrosoft, appleOwn, corporate, { root: selfSigned }] = await Promise.all([
    authority('Apple Public Server RSA CA 12 - G1', 'Apple Inc.'),
    authority('Microsoft TLS G2 RSA CA', 'Microsoft Corporation'),
    authority('Apple Server Authentication CA', 'Apple Inc.'),
    authority('Contoso Proxy CA', 'Contoso'),
    authority('firewall.contoso.test', 'Firewall'),
  ]);
  const bundled = [publicApple.root.certificate, publicMicrosoft.root.certificate];
  const roots = {
    bundled,
    effective: [...bundled, corporate.root.certificate],
    apple: [appleOwn.root.certificate],
  };
  return { publicApple, publicMicrosoft, appleOwn, corporate, selfSigned, roots };
}
