import {
  type CertificateAndKey,
  createCertificateAuthority,
  issueServerCertificate,
} from '../certificates.ts';
import type { SimulatedHost } from './host.ts';

/** Who signs in the simulated internet, and what each server shows. */
export interface Authorities {
  /** Roots that stand for the public ones. */
  readonly publicRoots: readonly string[];
  /** Stands for Apple Root CA, which is in no public list. */
  readonly appleRoot: string;
  /** The inspecting proxy's, which this computer trusts and the public does not. */
  readonly inspectorRoot: string;
  readonly courier: CertificateAndKey;
  readonly push: CertificateAndKey;
  /** Of web servers, by the organization that signed. */
  readonly web: ReadonlyMap<string, CertificateAndKey>;
  readonly inspector: CertificateAndKey;
}

const APPLE = 'Apple Inc.';
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Makes the authorities and one certificate for each kind of server, with the names of all that show it. */
export async function makeAuthorities(hosts: readonly SimulatedHost[], now: Date): Promise<Authorities> {
  // Whoever probes compares with the computer's own clock, which need not agree with the sandbox's.
  const notBefore = new Date(now.getTime() - YEAR_MS);
  const notAfter = new Date(now.getTime() + YEAR_MS);
  const authority = (organization: string, commonName: string) =>
    createCertificateAuthority({ organization, commonName, now: notBefore });
  const issue = (signer: CertificateAndKey, names: readonly string[]) =>
    issueServerCertificate(signer, { names, now, notBefore, notAfter });
  const namesOf = (those: (host: SimulatedHost) => boolean) => [
    ...new Set(hosts.filter(those).map(({ name }) => name)),
  ];
  const overTls = (host: SimulatedHost) => host.speaks !== 'plain';

  const issuers = [...new Set([APPLE, ...hosts.filter(overTls).map(({ issuer }) => issuer)])];
  const [appleOwn, inspector, ...signers] = await Promise.all([
    authority(APPLE, 'Apple Server Authentication CA (sandbox)'),
    authority('Contoso', 'Contoso Inspection CA'),
    ...issuers.map((organization) => authority(organization, `${organization} (sandbox)`)),
  ]);
  const signerOf = new Map(issuers.map((organization, at) => [organization, signers[at] ?? appleOwn]));
  const web = issuers.map(async (organization) => {
    const names = namesOf(({ speaks, issuer }) => speaks === 'web' && issuer === organization);
    return [organization, await issue(signerOf.get(organization) ?? appleOwn, names)] as const;
  });
  return {
    publicRoots: signers.map(({ certificate }) => certificate),
    appleRoot: appleOwn.certificate,
    inspectorRoot: inspector.certificate,
    courier: await issue(
      appleOwn,
      namesOf(({ speaks }) => speaks === 'courier'),
    ),
    push: await issue(
      signerOf.get(APPLE) ?? appleOwn,
      namesOf(({ speaks }) => speaks === 'push'),
    ),
    web: new Map(await Promise.all(web)),
    inspector: await issue(inspector, namesOf(overTls)),
  };
}
