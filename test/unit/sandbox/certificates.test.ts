import { X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CertificateAndKey,
  createCertificateAuthority,
  issueServerCertificate,
} from '../../../src/sandbox/certificates.ts';
import { type RunningServer, serveTls } from '../../support/http/servers.ts';

const now = new Date();

const serve = (identity: CertificateAndKey) =>
  serveTls(identity, (_request, response) => response.end('hello'));

function getWithNode(url: string, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpsRequest(url, { ca, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

describe('given a certificate authority made on the spot', () => {
  let authority: CertificateAndKey;
  let server: RunningServer;

  beforeAll(async () => {
    authority = await createCertificateAuthority({ commonName: 'Sandbox CA', now });
    server = await serve(await issueServerCertificate(authority, { names: ['localhost', '127.0.0.1'], now }));
  });
  afterAll(() => server.close());

  it.each(['localhost', '127.0.0.1'])(
    'when Node and undici call %s, then both accept the server',
    async (name) => {
      const url = `https://${name}:${server.port}/`;
      expect(await getWithNode(url, authority.certificate)).toBe(200);
      const dispatcher = new Agent({ connect: { ca: authority.certificate } });
      const response = await fetch(url, { dispatcher });
      expect(await response.text()).toBe('hello');
      await dispatcher.close();
    },
  );

  it('when another authority is trusted, then the server is refused', async () => {
    const other = await createCertificateAuthority({ commonName: 'Sandbox CA', now });
    await expect(getWithNode(`https://localhost:${server.port}/`, other.certificate)).rejects.toMatchObject({
      code: expect.stringMatching(/CERT|SIGNATURE/),
    });
  });

  it('when a certificate for another name is shown, then the name is refused', async () => {
    const stranger = await serve(await issueServerCertificate(authority, { names: ['example.test'], now }));
    await expect(
      getWithNode(`https://localhost:${stranger.port}/`, authority.certificate),
    ).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await stranger.close();
  });

  it('when the dates lie in the past, then the certificate has expired', async () => {
    const old = await serve(
      await issueServerCertificate(authority, {
        names: ['localhost'],
        now,
        notBefore: new Date('2020-01-01T00:00:00Z'),
        notAfter: new Date('2020-02-01T00:00:00Z'),
      }),
    );
    await expect(getWithNode(`https://localhost:${old.port}/`, authority.certificate)).rejects.toMatchObject({
      code: 'CERT_HAS_EXPIRED',
    });
    await old.close();
  });

  it('then it says that it is an authority and the server certificate says that it is none', async () => {
    const server = await issueServerCertificate(authority, {
      names: ['localhost'],
      now,
      commonName: 'console',
    });
    expect(new X509Certificate(authority.certificate).ca).toBe(true);
    const leaf = new X509Certificate(server.certificate);
    expect(leaf.ca).toBe(false);
    expect(leaf.subject).toBe('CN=console');
    expect(leaf.subjectAltName).toBe('DNS:localhost');
    expect(leaf.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  });
});
