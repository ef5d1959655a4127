import type { Endpoint, Protocol } from '../../network/endpoint.ts';
import type { DnsEvidence } from '../../network/evidence.ts';
import type { ProbeOptions } from '../../network/run-probes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { Fault } from '../../sandbox/faults.ts';
import type { SimulatedHost } from '../../sandbox/internet/host.ts';
import type { NameAnswer } from '../../sandbox/internet/open-internet.ts';

/** Where the doctor's probes find the world outside, and whose certificates it shows. */
export type SimulatedNetwork = Pick<ProbeOptions, 'roots' | 'dns' | 'connectTo'>;

export interface InternetWish {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Randomness;
  readonly has: (fault: Fault) => boolean;
  /** The CA of the sandbox's own services. */
  readonly caCertificate: string;
}

/** Simulates every endpoint of the catalogue on loopback, so that nothing leaves this computer. */
export async function openSandboxInternet(
  wish: InternetWish,
): Promise<{ readonly network: SimulatedNetwork; close(): Promise<void> }> {
  const [{ ENDPOINTS }, { openInternet }] = await Promise.all([
    import('../../network/catalogue.ts'),
    import('../../sandbox/internet/open-internet.ts'),
  ]);
  const internet = await openInternet({ ...wish, hosts: ENDPOINTS.flatMap(simulated) });
  const { roots } = internet;
  const bundled = [wish.caCertificate, ...roots.public];
  const network: SimulatedNetwork = {
    dns: { answer: (host) => evidenceOf(internet.addressOf(host)) },
    roots: { bundled, effective: [...bundled, roots.own], apple: [roots.apple] },
    connectTo: (host, port) => (host === 'localhost' ? undefined : internet.whereIs(host, port)),
  };
  return { network, close: internet.close };
}

/** As a resolver would tell it: an IPv4 address and no IPv6, no such name, or a failure of the server. */
function evidenceOf(answer: NameAnswer): DnsEvidence {
  const none = (code: string) => ({ kind: 'none', code }) as const;
  if (typeof answer !== 'string') {
    const v4 = { kind: 'addresses', addresses: [answer.address] } as const;
    return { v4, v6: none('ENODATA'), system: [], ms: 0 };
  }
  const code = none(answer === 'no-name' ? 'ENOTFOUND' : 'ESERVFAIL');
  return { v4: code, v6: code, system: [], ms: 0 };
}

const SPEAKS: Readonly<Record<Protocol, SimulatedHost['speaks']>> = {
  tcp: 'plain',
  tls: 'courier',
  https: 'web',
  http2: 'push',
};

/** Firewall rules and retired endpoints have no server, and the sandbox's Jamf Pro has its own. */
function simulated(endpoint: Endpoint): readonly SimulatedHost[] {
  const { host, port, owner, protocol, servername, issuers, rule, retired, ownServer } = endpoint;
  if (rule !== undefined || retired !== undefined || ownServer === true) return [];
  const issuer = issuers?.[0] ?? 'DigiCert Inc';
  return [{ host, port, owner, speaks: SPEAKS[protocol], name: servername ?? host, issuer }];
}
