import { isSinkhole } from './addresses.ts';
import type { Endpoint } from './endpoint.ts';
import { DEADLINE, type DnsEvidence, type StageOutcome } from './evidence.ts';
import type { Opinion } from './opinion.ts';

const NO_SUCH_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** Rule 2: what DNS alone decides (network.md §8). Null: it gave addresses that may be tried. */
export function judgeDns(endpoint: Endpoint, { v4, v6, system }: DnsEvidence): Opinion | null {
  const given = [v4, v6].flatMap((answer) => (answer.kind === 'addresses' ? answer.addresses : []));
  const sinkhole = given.find(isSinkhole);
  // The customer's own server may be in his own network.
  if (sinkhole !== undefined && endpoint.ownServer !== true) {
    return filtered(`DNS gives ${sinkhole}, where no public service is: a filter answers for it`);
  }
  // The hosts file or a VPN's servers may know what plain DNS does not.
  if (given.length > 0 || system.length > 0) return null;
  const codes = [v4, v6].flatMap((answer) => (answer.kind === 'none' ? [answer.code] : []));
  if (codes.every((code) => NO_SUCH_NAME.has(code))) return filtered('DNS says that there is no such name');
  const code = codes.find((one) => !NO_SUCH_NAME.has(one)) ?? '';
  return { verdict: 'dns-broken', stage: 'dns', detail: DNS_TROUBLE[code] ?? `DNS failed (${code})` };
}

function filtered(detail: string): Opinion {
  return { verdict: 'dns-filtered', stage: 'dns', detail };
}

const DNS_TROUBLE: Readonly<Record<string, string>> = {
  ESERVFAIL: 'the DNS server could not find out (SERVFAIL)',
  EREFUSED: 'the DNS server refuses to answer',
  ETIMEOUT: 'no DNS server answered',
  ECANCELLED: 'no DNS server answered in time',
  [DEADLINE]: 'no DNS server answered in time',
  ECONNREFUSED: 'no DNS server listens at the address that this computer uses',
};

/** Rule 3: why no TCP connection came about. */
export function judgeTcp(endpoint: Endpoint, { code }: Extract<StageOutcome, { ok: false }>): Opinion {
  const at = `port ${endpoint.port}`;
  switch (code) {
    case DEADLINE:
    case 'ETIMEDOUT':
      return blocked('drop', `no answer from ${at}; a firewall drops the packets`);
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return blocked('reset', `the connection to ${at} is refused; a firewall answers for the server`);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EACCES':
    case 'EPERM':
      return blocked('reject', `a firewall or router says that ${at} may not be reached (${code})`);
    default:
      return { verdict: 'tcp-error', stage: 'tcp', detail: `no connection to ${at} (${code})` };
  }
}

function blocked(how: NonNullable<Opinion['how']>, detail: string): Opinion {
  return { verdict: 'blocked', how, stage: 'tcp', detail };
}
