import type { ProxySettings } from '../http/proxy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Row } from './catalogue.ts';
import { clockAheadOf, isControl, withClock } from './control.ts';
import { DEADLINES, type Deadlines, endingAfter } from './deadlines.ts';
import { openDns } from './dns.ts';
import type { Endpoint } from './endpoint.ts';
import type { DnsEvidence, Evidence } from './evidence.ts';
import { inOrder, type Run, type Started } from './in-order.ts';
import { judge } from './judge.ts';
import { type ProbeGround, probe } from './probe.ts';
import type { ProbeResult } from './probe-result.ts';
import { probedResult, settledResult } from './result-of.ts';
import { openSlots } from './slots.ts';
import { startStopwatch } from './stopwatch.ts';
import type { SystemLookup } from './system-lookup.ts';
import type { Target } from './tcp.ts';
import { openTrust, type Roots } from './trust.ts';

export interface ProbeOptions {
  /** From `rowsFor`. */
  readonly rows: readonly Row[];
  readonly proxy: ProxySettings;
  readonly roots: Roots;
  readonly clock: Pick<Clock, 'now'>;
  /** Ends all probes at once. */
  readonly signal: AbortSignal;
  readonly deadlines?: Partial<Deadlines>;
  /** Cross-checks names that DNS does not know. Without it they are not. */
  readonly openSystemLookup?: () => SystemLookup;
  /** Whom to ask for names; or what they are, where nobody is to be asked. Default: the system's servers. */
  readonly dns?: { readonly servers: readonly string[] } | KnownNames;
  /** Where a host really is: for the sandbox and tests. Undefined: where DNS says. */
  readonly connectTo?: (host: string, port: number) => Target | undefined;
}

/** Names that are known without DNS: the sandbox's. */
export interface KnownNames {
  readonly answer: (host: string) => DnsEvidence;
}

const MOST_CONNECTIONS = 32;
const MOST_TO_ONE_HOST = 2;

/**
 * Probes all rows at the same time and gives their results in the order of the rows, each as soon as it and those
 * before it are known. Afterwards nothing is open that could hold the process.
 * @throws the reason of `signal` when it aborts
 */
export async function* probeNetwork(options: ProbeOptions): AsyncGenerator<ProbeResult, void, undefined> {
  const deadlines = { ...DEADLINES, ...options.deadlines };
  const ending = endingAfter(deadlines.total, options.signal);
  const lookup = options.openSystemLookup?.();
  try {
    for await (const result of inOrder(startAll(options, deadlines, ending.signal, lookup))) {
      // What an interruption cut short looks like a firewall, and must not be told.
      options.signal.throwIfAborted();
      yield result;
    }
  } finally {
    ending.end();
    lookup?.close();
  }
}

function startAll(
  options: ProbeOptions,
  deadlines: Deadlines,
  signal: AbortSignal,
  systemLookup: SystemLookup | undefined,
): Run {
  const { rows, clock, dns, connectTo = () => undefined } = options;
  const hosts = new Set<string>();
  let alive = false;
  let tellOfLife = () => {};
  const life = new Promise<void>((resolve) => {
    tellOfLife = resolve;
  });
  const ground: ProbeGround = {
    dns: openDns({ ...dns, deadlineMs: deadlines.dns, signal, systemLookup }),
    connectTo,
    proxy: options.proxy,
    trust: openTrust(options.roots),
    slots: openSlots(MOST_CONNECTIONS, MOST_TO_ONE_HOST),
    deadlines,
    signal,
    clockAhead: () => clockAhead,
    onLife() {
      alive = true;
      tellOfLife();
    },
    firstOf(host) {
      const first = !hosts.has(host);
      hosts.add(host);
      return first;
    },
  };

  const toProbe = rows.filter(({ settled }) => settled === undefined);
  const looks = new Map<string, Promise<Look>>();
  const lookAt = (endpoint: Endpoint): Promise<Look> => {
    const place = `${endpoint.host}:${endpoint.port}`;
    const look = looks.get(place) ?? takeLook(richest(place, toProbe) ?? endpoint, ground);
    looks.set(place, look);
    return look;
  };

  const control = toProbe.find(({ endpoint }) => isControl(endpoint))?.endpoint;
  const clockAhead: Promise<number | null> =
    control === undefined
      ? Promise.resolve(null)
      : lookAt(control).then(({ evidence }) => clockAheadOf(evidence, clock.now()));

  const started = rows.map((row): Started => {
    const { endpoint } = row;
    if (row.settled !== undefined)
      return { endpoint, probed: false, result: Promise.resolve(settledResult(row)) };
    const result = lookAt(endpoint).then(async ({ evidence, ms }) => {
      const opinion = judge(endpoint, evidence);
      const whole = isControl(endpoint) ? withClock(opinion, await clockAhead) : opinion;
      return probedResult(endpoint, evidence, whole, ms);
    });
    return { endpoint, probed: true, result };
  });
  return { started, life, isAlive: () => alive };
}

interface Look {
  readonly evidence: Evidence;
  readonly ms: number;
}

async function takeLook(endpoint: Endpoint, ground: ProbeGround): Promise<Look> {
  const elapsed = startStopwatch();
  const evidence = await probe(endpoint, ground);
  return { evidence, ms: elapsed() };
}

/** Of the rows about one host and port, the one that asks something answers for the others too. */
function richest(place: string, rows: readonly Row[]): Endpoint | undefined {
  const same = rows.map(({ endpoint }) => endpoint).filter(({ host, port }) => `${host}:${port}` === place);
  return same.find(({ question }) => question !== undefined) ?? same[0];
}
