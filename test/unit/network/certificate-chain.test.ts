import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { connect, createServer, type TLSSocket } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { indexRoots, readCertificates } from '../../../src/network/certificate-chain.ts';
import { type Authority, authority } from '../../support/network/certificates.ts';
import { listenAt } from '../../support/network/ground.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };

/** The root `of` once more, with its own name and key, but signed by `by`: a cross-signed certificate. */
async function crossSigned(of: Authority, by: Authority): Promise<string> {
  const root = new x509.X509Certificate(of.root.certificate);
  const signer = new x509.X509Certificate(by.root.certificate);
  const key = x509.PemConverter.decodeFirst(by.root.key);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: root.subjectName,
    issuer: signer.subjectName,
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    publicKey: root.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', key, ALGORITHM, false, ['sign']),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.AuthorityKeyIdentifierExtension.create(signer),
      await x509.SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** What a client sees that trusts `ca` and is sent `leaf` and then `more`. */
async function seen(
  leaf: { certificate: string; key: string },
  more: string,
  ca: string[],
  bundled: string[],
) {
  const server = createServer({ cert: leaf.certificate + more, key: leaf.key });
  const { port, close } = await listenAt(server, '127.0.0.1', 0);
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opened = connect({ port, host: '127.0.0.1', servername: 'a.test', ca, rejectUnauthorized: false });
    opened.once('secureConnect', () => resolve(opened)).once('error', reject);
  });
  const certificates = readCertificates(socket, { bundled: indexRoots(bundled), apple: indexRoots([]) });
  socket.destroy();
  await close();
  return certificates;
}

describe('given a chain of certificates', async () => {
  const publicRoot = await authority('Public Root', 'Public');
  const old = await authority('Old Root', 'Old');
  const corporate = await authority('Contoso Proxy CA', 'Contoso');
  const pem = ({ root }: Authority) => root.certificate;
  const leaf = await publicRoot.issue(['a.test']);

  it('when a public root signed, then it is public', async () => {
    const found = await seen(leaf, '', [pem(publicRoot)], [pem(publicRoot)]);
    expect(found).toMatchObject({
      anchor: 'public',
      error: null,
      issuer: 'Public Root',
      issuerOrganization: 'Public',
    });
  });

  it('when the server sends the root cross-signed by one that nobody ships, then it is public all the same', async () => {
    const found = await seen(leaf, await crossSigned(publicRoot, old), [pem(publicRoot)], [pem(publicRoot)]);
    expect(found.anchor).toBe('public');
  });

  it('when an inspector signed whose root this computer trusts, then it is private', async () => {
    const forged = await corporate.issue(['a.test']);
    const found = await seen(forged, pem(publicRoot), [pem(publicRoot), pem(corporate)], [pem(publicRoot)]);
    expect(found).toMatchObject({ anchor: 'private', error: null, issuer: 'Contoso Proxy CA' });
  });

  it('when an inspector has taken the name of a public root, then its key gives it away', async () => {
    const impostor = await authority('Public Root', 'Public');
    const found = await seen(await impostor.issue(['a.test']), '', [pem(impostor)], [pem(publicRoot)]);
    expect(found.anchor).toBe('private');
  });

  it('when nobody trusted signed, then the error says so', async () => {
    const found = await seen(await corporate.issue(['a.test']), '', [pem(publicRoot)], [pem(publicRoot)]);
    expect(found.anchor).toBe('none');
    expect(found.error).toMatch(/UNABLE_TO/);
  });
});
