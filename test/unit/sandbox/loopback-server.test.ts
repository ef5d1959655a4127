import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type CertificateAndKey,
  createCertificateAuthority,
  issueServerCertificate,
} from '../../../src/sandbox/certificates.ts';
import { listenOnLoopback } from '../../../src/sandbox/loopback-server.ts';

let ca: CertificateAndKey;
let certificate: CertificateAndKey;
beforeAll(async () => {
  const now = new Date();
  ca = await createCertificateAuthority({ commonName: 'Test CA', now });
  certificate = await issueServerCertificate(ca, { names: ['localhost', '127.0.0.1', '127.0.0.2'], now });
});

const nobody = () => {};

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, ca: ca.certificate, servername: 'localhost' });
    socket.once('secureConnect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('listenOnLoopback', () => {
  // Only Linux has the whole of 127.0.0.0/8 without being asked; the two stand for 127.0.0.1 and ::1.
  test.runIf(process.platform === 'linux')(
    'given two addresses, when the port is taken on the second, then both move to one that is free on both',
    async () => {
      const squatter = createServer().listen(0, '127.0.0.2');
      await new Promise((resolve) => squatter.once('listening', resolve));
      const address = squatter.address();
      const taken = typeof address === 'object' && address !== null ? address.port : 0;
      const server = await listenOnLoopback(certificate, taken, nobody, ['127.0.0.1', '127.0.0.2']);
      expect(server.port).not.toBe(taken);
      expect(await reaches('127.0.0.1', server.port)).toBe(true);
      expect(await reaches('127.0.0.2', server.port)).toBe(true);
      await server.close();
      expect(await reaches('127.0.0.1', server.port)).toBe(false);
      squatter.close();
    },
  );

  test('given a second address that this machine does not have, when it listens, then the first one serves', async () => {
    const server = await listenOnLoopback(certificate, 0, nobody, ['127.0.0.1', '2001:db8::1']);
    expect(await reaches('127.0.0.1', server.port)).toBe(true);
    await server.close();
  });

  test('given a first address that this machine does not have, when it listens, then it says so', async () => {
    await expect(listenOnLoopback(certificate, 0, nobody, ['203.0.113.1'])).rejects.toThrow(/EADDRNOTAVAIL/);
  });
});
