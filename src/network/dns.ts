import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { within } from './deadlines.ts';
import { codeOf } from './error-code.ts';
import { DEADLINE, type DnsAnswer, type DnsEvidence } from './evidence.ts';
import { startStopwatch } from './stopwatch.ts';
import type { SystemLookup } from './system-lookup.ts';

export interface DnsOptions {
  /** Whom to ask instead of the system's servers: `127.0.0.1:5353`. */
  readonly servers?: readonly string[];
  /** What the names are, where nobody is to be asked. */
  readonly answer?: (host: string) => DnsEvidence;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly systemLookup: SystemLookup | undefined;
}

/**
 * Makes a function that asks DNS for a name, once for all ports of a host, IPv4 and IPv6 at the same time. It never
 * uses `dns.lookup`, whose four threads would queue the names behind one another (network.md §7.2).
 */
export function openDns(options: DnsOptions): (host: string) => Promise<DnsEvidence | undefined> {
  const asked = new Map<string, Promise<DnsEvidence | undefined>>();
  return (host) => {
    const already = asked.get(host);
    if (already !== undefined) return already;
    const known = options.answer;
    const answer = needsNoDns(host)
      ? Promise.resolve(undefined)
      : known === undefined
        ? ask(host, options)
        : Promise.resolve(known(host));
    asked.set(host, answer);
    return answer;
  };
}

/** An address is its own answer, and `localhost` is in the hosts file, which DNS does not read. */
function needsNoDns(host: string): boolean {
  return isIP(host) !== 0 || host === 'localhost';
}

async function ask(host: string, options: DnsOptions): Promise<DnsEvidence> {
  const { deadlineMs, signal, systemLookup } = options;
  const elapsed = startStopwatch();
  const [v4, v6] = await Promise.all([askFor('resolve4', host, options), askFor('resolve6', host, options)]);
  const ms = elapsed();
  const unknown = v4.kind === 'none' && v6.kind === 'none';
  // Cross-checked once, as c-ares knows neither the hosts file nor a VPN's split DNS (network.md §7.2).
  const found =
    unknown && systemLookup !== undefined
      ? await within(deadlineMs, signal, () => systemLookup.find(host))
      : [];
  return { v4, v6, system: found === 'deadline' ? [] : found, ms };
}

/** 800 ms twice is 2.4 s by measurement; our own timer makes sure of it (network.md §7.2). */
async function askFor(
  family: 'resolve4' | 'resolve6',
  host: string,
  { servers, deadlineMs, signal }: DnsOptions,
): Promise<DnsAnswer> {
  const resolver = new Resolver({ timeout: 800, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  const answer = await within(deadlineMs, signal, async (ended): Promise<DnsAnswer> => {
    ended.addEventListener('abort', () => resolver.cancel(), { once: true });
    try {
      return { kind: 'addresses', addresses: await resolver[family](host) };
    } catch (error) {
      return { kind: 'none', code: codeOf(error) };
    }
  });
  return answer === 'deadline' ? { kind: 'none', code: DEADLINE } : answer;
}
