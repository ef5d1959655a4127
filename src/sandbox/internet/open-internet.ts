import type { Clock } from '../../ports/clock.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { Fault } from '../faults.ts';
import { makeAuthorities } from './authorities.ts';
import { type Fate, fateOf } from './fate.ts';
import type { SimulatedHost } from './host.ts';
import { CLOSED_PORT, listen } from './listening.ts';
import { courier, pushService } from './push.ts';
import { inspector, plainWebServer, portal, webServer } from './web.ts';

export interface InternetOptions {
  readonly hosts: readonly SimulatedHost[];
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Randomness;
  /** Asked at each look, so that a fault may come and go. */
  readonly has: (fault: Fault) => boolean;
}

/** The simulated internet: Apple's push, Microsoft's and Jamf's services, and what stands in between. */
export interface Internet {
  readonly roots: {
    readonly public: readonly string[];
    readonly apple: string;
    /** What this computer trusts besides, and the public does not. */
    readonly own: string;
  };
  /** What DNS says of a name. It knows all hosts and nobody else, so that no look-up leaves this computer. */
  addressOf(name: string): NameAnswer;
  /** Where a host is in truth. Whoever is not simulated is refused: nothing leaves this computer. */
  whereIs(host: string, port: number): { readonly address: string; readonly port: number };
  close(): Promise<void>;
}

/** An IPv4 address, or that there is no such name, or that DNS servers could not find out. */
export type NameAnswer = { readonly address: string } | 'no-name' | 'no-dns';

/** Opens it on free loopback ports. */
export async function openInternet({ hosts, clock, random, has }: InternetOptions): Promise<Internet> {
  const authorities = await makeAuthorities(hosts, clock.now());
  const certificateFor = (name: string) => {
    const found = hosts.find((one) => one.speaks === 'web' && one.name === name);
    return found === undefined ? undefined : authorities.web.get(found.issuer);
  };
  const servers = {
    courier: await listen(courier(authorities.courier)),
    push: await listen(pushService(authorities.push, random.uuid)),
    web: await listen(webServer(certificateFor, clock)),
    plain: await listen(plainWebServer(clock)),
    inspected: await listen(inspector(authorities.inspector, clock)),
    portal: await listen(portal()),
  };

  const portFor = (host: SimulatedHost, fate: Fate): number => {
    switch (fate) {
      case 'found':
        return servers[host.speaks].port;
      case 'inspected':
      case 'portal':
        return servers[fate].port;
      default:
        return CLOSED_PORT;
    }
  };
  return {
    roots: {
      public: authorities.publicRoots,
      apple: authorities.appleRoot,
      own: authorities.inspectorRoot,
    },
    addressOf: (name) => nameAnswer(name, hosts, has),
    whereIs(host, port) {
      const found = hosts.find((one) => one.host === host && one.port === port);
      const at = found === undefined ? CLOSED_PORT : portFor(found, fateOf(found, has));
      return { address: '127.0.0.1', port: at };
    },
    close: async () => {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}

function nameAnswer(
  name: string,
  hosts: readonly SimulatedHost[],
  has: (fault: Fault) => boolean,
): NameAnswer {
  const found = hosts.find(({ host }) => host === name);
  if (found === undefined) return 'no-name';
  const fate = fateOf(found, has);
  return fate === 'no-name' || fate === 'no-dns' ? fate : { address: addressOf(found, hosts) };
}

/** Apple's are in Apple's own network, as clients expect; the others in the one for documentation (RFC 5737). */
function addressOf({ host, owner }: SimulatedHost, hosts: readonly SimulatedHost[]): string {
  const names = [...new Set(hosts.map((one) => one.host))];
  return `${owner === 'apple' ? '17.57.144' : '203.0.113'}.${1 + names.indexOf(host)}`;
}
