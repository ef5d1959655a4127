import type { Endpoint } from './endpoint.ts';
import type { Opinion } from './opinion.ts';
import type { Place } from './probe-result.ts';

const FROM: Readonly<Record<Place, string>> = {
  clients: 'all networks with Macs',
  'jamf-server': 'the Jamf Pro server',
  admin: "the administrator's network",
};

/** What the network team has to do about a verdict, with the host and port of the row. Pure; empty when nothing. */
export function fixesFor(endpoint: Endpoint, { verdict, how, stage }: Opinion): readonly string[] {
  const { host, port, from, servername } = endpoint;
  const open = `Open TCP ${port} from ${FROM[from]} to ${host}`;
  switch (verdict) {
    case 'blocked':
      if (how === 'sni') return [`Let the firewall pass TLS to ${servername ?? host} (filtered by name)`];
      if (how === 'tls-stall') return [`Exempt ${host} from TLS inspection`];
      // Couriers come and go; a rule for one name would not hold (network.md §3.2).
      return servername === undefined ? [open] : [`Open TCP ${port} from ${FROM[from]} to 17.0.0.0/8`];
    case 'intercepted':
      return stage === 'application' && endpoint.protocol === 'tcp'
        ? ['Sign in to the network in a browser, then run it again']
        : [`Exempt ${servername ?? host} from TLS inspection`];
    case 'dns-filtered':
      return [`Allow ${host} in the DNS filter`];
    case 'dns-broken':
      return [`Check the DNS servers of this computer: nslookup ${host}`];
    case 'proxy-required':
      return servername === undefined
        ? [`${open}, or give Macs the proxy in a PAC file`]
        : [`Open TCP ${port} from ${FROM[from]} to 17.0.0.0/8: Macs use no proxy for it`];
    case 'proxy-auth':
      return [`Let ${host} pass the proxy without sign-in, or open TCP ${port} to it directly`];
    case 'clock':
      return ['Set the clock: macOS sudo sntp -sS time.apple.com; Windows w32tm /resync'];
    case 'tcp-error':
    case 'tls-error':
      return [
        `Look at it by hand: openssl s_client -connect ${host}:${port} -servername ${servername ?? host}`,
      ];
    case 'reachable':
    case 'legacy':
    case 'not-testable-from-here':
    case 'skipped':
      return [];
  }
}
