import { controlInWeather, isControl, isGood, NOT_IN_WEATHER, weatherOf } from './control.ts';
import type { Endpoint } from './endpoint.ts';
import type { ProbeResult, Verdict } from './probe-result.ts';
import { skippedResult } from './result-of.ts';

/** A row on its way. */
export interface Started {
  readonly endpoint: Endpoint;
  readonly probed: boolean;
  readonly result: Promise<ProbeResult>;
}

/** All rows of one run. */
export interface Run {
  readonly started: readonly Started[];
  /** Resolves when anything outside has a name that is found, or has answered. */
  readonly life: Promise<unknown>;
  readonly isAlive: () => boolean;
}

/**
 * Gives the results in the order of the rows, each as soon as it and those before it are known; or one line instead
 * of many, when the whole network is down or behind a portal (network.md §8 rule 1).
 */
export async function* inOrder({
  started,
  life,
  isAlive,
}: Run): AsyncGenerator<ProbeResult, void, undefined> {
  const probes = started.filter(({ probed }) => probed);
  const all = Promise.all(probes.map(({ result }) => result));
  const outside = probes.filter(({ endpoint }) => endpoint.ownServer !== true && !isControl(endpoint));
  const control = probes.find(({ endpoint }) => isControl(endpoint));
  // A portal is one line and so is no internet at all: only then must the first line wait for the last (rule 1).
  await Promise.race([life, all]);
  const controlResult = await control?.result;
  const mustWait = !isAlive() || controlResult?.verdict === 'intercepted';
  const others = mustWait ? await Promise.all(outside.map(({ result }) => result)) : [];
  const weather = mustWait ? weatherOf(isAlive(), controlResult, others) : 'usual';

  const verdicts = new Map<string, Verdict>();
  for (const { endpoint, probed, result } of started) {
    const found = await result;
    verdicts.set(endpoint.id, found.verdict);
    if (probed && weather !== 'usual') {
      if (isControl(endpoint)) yield controlInWeather(found, weather);
      else if (control === undefined || isGood(found)) yield found;
      else yield skippedResult(endpoint, NOT_IN_WEATHER[weather]);
    } else {
      yield withNeed(found, endpoint, verdicts, await fallbackOf(endpoint, found, started));
    }
  }
}

/** What stands in for an endpoint that was not reached: 443 for a courier's 5223. */
async function fallbackOf(
  { id }: Endpoint,
  found: ProbeResult,
  started: readonly Started[],
): Promise<ProbeResult | undefined> {
  if (isGood(found)) return undefined;
  return started.find(({ endpoint }) => endpoint.requiredWithout === id)?.result;
}

/**
 * A fallback becomes a requirement when what it stands in for has failed, which can then be done without as long as
 * the fallback is reached (network.md §3.2).
 */
function withNeed(
  result: ProbeResult,
  { requiredWithout }: Endpoint,
  verdicts: ReadonlyMap<string, Verdict>,
  fallback: ProbeResult | undefined,
): ProbeResult {
  if (result.required === true && fallback?.verdict === 'reachable') return { ...result, required: false };
  const instead = requiredWithout === undefined ? undefined : verdicts.get(requiredWithout);
  return instead === undefined || instead === 'reachable' || instead === 'skipped'
    ? result
    : { ...result, required: true };
}
