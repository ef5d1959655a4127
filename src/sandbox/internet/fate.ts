import type { Fault } from '../faults.ts';
import type { SimulatedHost } from './host.ts';

/**
 * What becomes of whoever looks for a host: it is found, its name does not exist or cannot be resolved, a firewall
 * refuses, an inspecting proxy answers in its place, or a captive portal does.
 */
export type Fate = 'found' | 'no-name' | 'no-dns' | 'refused' | 'inspected' | 'portal';

/** Which network fault befalls which hosts; the first that does counts. */
const FATES: readonly (readonly [
  fault: Fault,
  fate: Exclude<Fate, 'found'>,
  befalls: (host: SimulatedHost) => boolean,
])[] = [
  ['no-internet', 'no-name', () => true],
  ['captive-portal', 'portal', () => true],
  ['push-blocked', 'refused', ({ speaks }) => speaks === 'courier'],
  ['push-port-blocked', 'refused', ({ speaks, port }) => speaks === 'courier' && port !== 443],
  ['courier-intercepted', 'inspected', ({ speaks }) => speaks === 'courier'],
  ['push-intercepted', 'inspected', ({ speaks }) => speaks === 'push'],
  ['microsoft-intercepted', 'inspected', ({ owner, speaks }) => owner === 'microsoft' && speaks === 'web'],
  ['push-filtered', 'no-name', ({ speaks }) => speaks === 'courier'],
  ['microsoft-unresolved', 'no-dns', ({ owner }) => owner === 'microsoft'],
];

export function fateOf(host: SimulatedHost, has: (fault: Fault) => boolean): Fate {
  return FATES.find(([fault, , befalls]) => has(fault) && befalls(host))?.[1] ?? 'found';
}
