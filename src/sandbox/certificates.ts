// tsyringe, which @peculiar/x509 is built on, refuses to load before this polyfill has run.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

/** A certificate with its private key, both as PEM text (the key as PKCS #8). */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

export interface AuthorityRequest {
  readonly commonName: string;
  readonly organization?: string;
  readonly now: Date;
}

export interface ServerCertificateRequest {
  /** DNS names and IP addresses that the server answers to; the first is its common name unless one is given. */
  readonly names: readonly string[];
  readonly now: Date;
  /** Default: one day before `now`, because computers that talk to each other rarely agree on the time. */
  readonly notBefore?: Date;
  /** Default: 820 days after `now`; macOS refuses server certificates that live longer than 825 days. */
  readonly notAfter?: Date;
  readonly commonName?: string;
}

const DAY = 24 * 60 * 60 * 1000;
const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' };

function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY);
}

function newKeyPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function signingKeyOf(authority: CertificateAndKey): Promise<webcrypto.CryptoKey> {
  const pkcs8 = x509.PemConverter.decodeFirst(authority.key);
  return webcrypto.subtle.importKey('pkcs8', pkcs8, KEY_ALGORITHM, false, ['sign']);
}

/**
 * Makes the sandbox's own certificate authority (ECDSA P-256, valid for 10 years). Node and browsers accept it only
 * with critical basic constraints and the two signing usages (reliability.md §2.4).
 */
export async function createCertificateAuthority(request: AuthorityRequest): Promise<CertificateAndKey> {
  const keys = await newKeyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [
      ...(request.organization === undefined ? [] : [{ O: [request.organization] }]),
      { CN: [request.commonName] },
    ],
    notBefore: daysAfter(request.now, -1),
    notAfter: daysAfter(request.now, 3650),
    keys,
    signingAlgorithm: SIGNATURE_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await privateKeyPem(keys.privateKey) };
}

/** Issues a certificate (ECDSA P-256) with which a server on this computer proves its names. */
export async function issueServerCertificate(
  authority: CertificateAndKey,
  request: ServerCertificateRequest,
): Promise<CertificateAndKey> {
  const keys = await newKeyPair();
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [request.commonName ?? request.names[0] ?? 'localhost'] }],
    issuer: issuer.subjectName,
    notBefore: request.notBefore ?? daysAfter(request.now, -1),
    notAfter: request.notAfter ?? daysAfter(request.now, 820),
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(authority),
    signingAlgorithm: SIGNATURE_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        request.names.map((name) => ({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await privateKeyPem(keys.privateKey) };
}
