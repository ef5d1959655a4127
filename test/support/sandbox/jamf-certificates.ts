import {
  type CertificateAndKey,
  createCertificateAuthority,
  issueServerCertificate,
} from '../../../src/sandbox/certificates.ts';

export interface SandboxCertificates {
  readonly ca: CertificateAndKey;
  readonly server: CertificateAndKey;
}

/** A CA and a certificate for `localhost`, of today: TLS looks at the real clock. */
export async function sandboxCertificates(): Promise<SandboxCertificates> {
  const now = new Date();
  const ca = await createCertificateAuthority({ commonName: 'test', now });
  return { ca, server: await issueServerCertificate(ca, { names: ['localhost', '127.0.0.1'], now }) };
}
