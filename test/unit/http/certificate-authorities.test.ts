import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { builtInAuthorities, trustedAuthorities } from '../../../src/http/certificate-authorities.ts';
import { testAuthority } from '../../support/http/servers.ts';

describe('given certificate files', () => {
  let folder: string;
  let pem: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ji-ca-'));
    pem = (await testAuthority()).ca.certificate;
    await writeFile(join(folder, 'ca.pem'), `# Contoso\n${pem}\n${pem}`);
    await writeFile(join(folder, 'empty.pem'), 'no certificate');
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    await writeFile(join(folder, 'broken.pem'), pem + broken);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('when all sources are given, then they are trusted beside the roots of Node', async () => {
    const env = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') };
    const trusted = await trustedAuthorities({ env, caFile: join(folder, 'ca.pem'), extraCa: [pem] });
    expect(trusted).toHaveLength(rootCertificates.length + 5);
    expect(trusted.at(-1)).toBe(pem);
  });

  it.each([
    ['missing.pem', /no such file/],
    ['empty.pem', /holds no PEM certificate/],
    ['broken.pem', /Certificate 2 of 2 in it is damaged/],
    ['.', /is a folder/],
  ])('when --ca names %s, then the failure says why and names the input', async (name, why) => {
    const error = await trustedAuthorities({ env: {}, caFile: join(folder, name) }).catch((e: unknown) => e);
    if (!(error instanceof Failure)) throw new Error('expected a Failure');
    expect(error).toMatchObject({ code: 'JI-P507', exit: 2, field: 'ca' });
    expect(error.message).toContain(join(folder, name));
    expect(error.why).toMatch(why);
    expect(error.fix.length).toBeGreaterThan(0);
  });

  it('when NODE_EXTRA_CA_CERTS is wrong, then the variable is named', async () => {
    const env = { NODE_EXTRA_CA_CERTS: join(folder, 'missing.pem') };
    await expect(trustedAuthorities({ env })).rejects.toThrow(/NODE_EXTRA_CA_CERTS/);
  });

  it('when Node knows the authorities of the system, then those count', () => {
    const getCACertificates = () => ['system'];
    expect(builtInAuthorities({ rootCertificates: ['bundled'], getCACertificates })).toEqual(['system']);
    expect(builtInAuthorities({ rootCertificates: ['bundled'] })).toEqual(['bundled']);
  });
});
