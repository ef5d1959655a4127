import { type ProxySettings, proxyFor } from '../http/proxy.ts';
import type { Deadlines } from './deadlines.ts';
import type { Endpoint } from './endpoint.ts';
import type { DnsEvidence, Evidence, PathEvidence, StageOutcome } from './evidence.ts';
import { judgeDns } from './judge-connection.ts';
import type { Slots } from './slots.ts';
import { connectTcp, type Target } from './tcp.ts';
import { directly, through } from './transport.ts';
import type { TrustSets } from './trust.ts';
import { walk } from './walk.ts';

/** What all probes of one run share. */
export interface ProbeGround {
  readonly dns: (host: string) => Promise<DnsEvidence | undefined>;
  /** Where a host really is: the sandbox's Apple. Undefined: where DNS says. */
  readonly connectTo: (host: string, port: number) => Target | undefined;
  readonly proxy: ProxySettings;
  readonly trust: TrustSets;
  readonly slots: Slots;
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal;
  /** Milliseconds by which our clock is ahead of the control's; null when it gave no date. */
  readonly clockAhead: () => Promise<number | null>;
  /** Called for every name that was found and every connection that stands: there is an internet. */
  readonly onLife: () => void;
  /** True once for each host: its IPv6 address is tried for one of its ports only. */
  readonly firstOf: (host: string) => boolean;
}

/** This computer has no way into that family, which says nothing about the endpoint (network.md §7.1). */
const NO_SUCH_FAMILY: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** Looks at one endpoint from all sides: DNS, the direct way, IPv6, the way through the proxy. */
export async function probe(endpoint: Endpoint, ground: ProbeGround): Promise<Evidence> {
  // Whatever a retired port answers would mean nothing (network.md §3.3).
  if (endpoint.required === 'legacy') return { direct: { address: null }, clockAheadMs: null };
  const dns = await ground.dns(endpoint.host);
  if (dns !== undefined && hasAddress(dns)) onLifeAt(endpoint, ground);
  const { direct, ipv6 } = await goDirectly(endpoint, dns, ground);
  const tunnel = await goThroughProxy(endpoint, direct, ground);
  const wrongDate = [direct, tunnel].some((path) => isAboutDates(path));
  return {
    ...(dns === undefined ? {} : { dns }),
    direct,
    ...(tunnel === undefined ? {} : { tunnel }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
    clockAheadMs: wrongDate ? await ground.clockAhead() : null,
  };
}

/** That there is no such name says nothing: without an internet, many a router says so of every name. */
function hasAddress({ v4, v6, system }: DnsEvidence): boolean {
  return system.length > 0 || [v4, v6].some(({ kind }) => kind === 'addresses');
}

/** The customer's own server may be in the next room, and lives without an internet. */
function onLifeAt({ ownServer }: Endpoint, { onLife }: ProbeGround): void {
  if (ownServer !== true) onLife();
}

function isAboutDates(path: PathEvidence | undefined): boolean {
  return path?.tls?.ok === true && /EXPIRED|NOT_YET/.test(path.tls.certificates.error ?? '');
}

interface Direct {
  readonly direct: PathEvidence;
  readonly ipv6?: StageOutcome;
}

async function goDirectly(
  endpoint: Endpoint,
  dns: DnsEvidence | undefined,
  ground: ProbeGround,
): Promise<Direct> {
  // A sinkhole must not be spoken to, and without an address nothing can be.
  if (dns !== undefined && judgeDns(endpoint, dns) !== null) return { direct: { address: null } };
  const { v4, v6 } = candidates(endpoint, dns, ground);
  const [main, other] = v4 === undefined ? [v6, undefined] : [v4, v6];
  if (main === undefined) return { direct: { address: null } };

  let ipv6: Promise<StageOutcome | undefined> | undefined;
  const onConnected = () => {
    onLifeAt(endpoint, ground);
    const spares = endpoint.protocol === 'http2' || other === undefined || !ground.firstOf(endpoint.host);
    if (!spares) ipv6 ??= tryIpv6(endpoint, other, ground);
  };
  const direct = await walkTo(main, endpoint, ground, onConnected);
  if (other !== undefined && direct.tcp?.ok === false && NO_SUCH_FAMILY.has(direct.tcp.code)) {
    return { direct: await walkTo(other, endpoint, ground, () => onLifeAt(endpoint, ground)) };
  }
  const sixth = await ipv6;
  return sixth === undefined ? { direct } : { direct, ipv6: sixth };
}

interface Candidate {
  readonly target: Target;
  /** The address to show: what DNS said. */
  readonly shown: string | null;
}

function candidates(
  { host, port }: Endpoint,
  dns: DnsEvidence | undefined,
  { connectTo }: ProbeGround,
): { readonly v4: Candidate | undefined; readonly v6: Candidate | undefined } {
  const moved = connectTo(host, port);
  const candidate = (address: string | undefined): Candidate | undefined =>
    address === undefined ? undefined : { target: moved ?? { address, port }, shown: address };
  if (dns === undefined) {
    const address = host === 'localhost' ? '127.0.0.1' : host;
    return { v4: moved === undefined ? candidate(address) : { target: moved, shown: null }, v6: undefined };
  }
  const v4 = dns.v4.kind === 'addresses' ? dns.v4.addresses[0] : dns.system.find((one) => !one.includes(':'));
  const v6 = dns.v6.kind === 'addresses' ? dns.v6.addresses[0] : dns.system.find((one) => one.includes(':'));
  return { v4: candidate(v4), v6: candidate(v6) };
}

function walkTo(
  { target, shown }: Candidate,
  endpoint: Endpoint,
  ground: ProbeGround,
  onConnected: () => void,
): Promise<PathEvidence> {
  return ground.slots.use(endpoint.host, () =>
    walk(directly(target, shown), { ...ground, endpoint, onConnected }),
  );
}

async function tryIpv6(
  { host }: Endpoint,
  { target }: Candidate,
  { slots, deadlines, signal }: ProbeGround,
): Promise<StageOutcome | undefined> {
  const { outcome, socket } = await slots.use(host, () => connectTcp(target, deadlines.ipv6, signal));
  socket?.destroy();
  return !outcome.ok && NO_SUCH_FAMILY.has(outcome.code) ? undefined : outcome;
}

async function goThroughProxy(
  endpoint: Endpoint,
  direct: PathEvidence,
  ground: ProbeGround,
): Promise<Evidence['tunnel']> {
  const { host, port, protocol } = endpoint;
  if (protocol === 'tcp') return undefined;
  const proxy = proxyFor(ground.proxy, new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`));
  // One connection to Apple's push service is enough; a second only where the first did not come about.
  if (proxy === undefined || (protocol === 'http2' && direct.tls?.ok === true)) return undefined;
  const at = await proxyAddress(new URL(proxy.uri), ground);
  if (at === undefined) {
    const outcome = { kind: 'failed', ms: 0, code: 'ENOTFOUND' } as const;
    return { address: null, proxy: outcome, proxyShown: proxy.shown };
  }
  // The proxy is the host that is connected to, and one for all: the limit for each host is not meant for it.
  const path = await ground.slots.use(`${host} through a proxy`, () =>
    walk(through(proxy, at, endpoint, ground.trust), { ...ground, endpoint }),
  );
  // Also a proxy that says no proves that there is a network.
  if (path.proxy !== undefined && path.proxy.kind !== 'failed') ground.onLife();
  return { ...path, proxyShown: proxy.shown };
}

async function proxyAddress(url: URL, { dns, connectTo }: ProbeGround): Promise<Target | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port);
  const moved = connectTo(host, port);
  if (moved !== undefined) return moved;
  const found = await dns(host);
  if (found === undefined) return { address: host === 'localhost' ? '127.0.0.1' : host, port };
  const address = [found.v4, found.v6].flatMap((one) => (one.kind === 'addresses' ? one.addresses : []))[0];
  const known = address ?? found.system[0];
  return known === undefined ? undefined : { address: known, port };
}
