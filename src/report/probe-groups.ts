import { isTrouble, standingOf } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import { count } from '../terminal/words/quantities.ts';
import { endpointOf, nameOfPlace, PLACES_IN_ORDER } from './verdict-words.ts';

/** Endpoints that serve one purpose for one owner, and share a line as long as all is well with them. */
export interface ProbeGroup {
  readonly title: string;
  readonly probes: readonly ProbeResult[];
}

/** Groups by the beginning of the catalogue's ids; the first that fits. */
const GROUPS: readonly (readonly [title: string, ids: RegExp])[] = [
  ['Apple push, devices', /^apple\.(?:courier|init)/u],
  ['Apple push, servers', /^apple\.api\./u],
  ['Apple enrollment', /^apple\.(?:albert|deviceenrollment|iprofiles|mdmenrollment|deviceservices)/u],
  ['Apple, other', /^apple\./u],
  ['Intune', /^microsoft\.(?:\w+\.)?(?:manage|portal|enterpriseenrollment|dm\b|afd|intune)/u],
  ['Microsoft sign-in', /^microsoft\.(?:\w+\.)?(?:login|device-login|enterpriseregistration|certauth)/u],
  ['Microsoft Graph', /^microsoft\.(?:\w+\.)?graph/u],
  ['Microsoft, other', /^microsoft\./u],
  ['Jamf Pro', /^jamf\.(?:server|port)/u],
  ['Jamf services', /^jamf\./u],
];

const OTHER = 'Other';

/** All groups' titles, in the order in which they are shown. */
export const GROUP_TITLES: readonly string[] = [...GROUPS.map(([title]) => title), OTHER];

export function groupOf(id: string): string {
  return GROUPS.find(([, ids]) => ids.test(id))?.[0] ?? OTHER;
}

/** Retired endpoints, by owner and reason: `Apple 2195, 2196`. */
export function retiredGroups(probes: readonly ProbeResult[]): ProbeGroup[] {
  const groups = new Map<string, ProbeResult[]>();
  for (const probe of probes.filter(({ required }) => required === 'legacy')) {
    const key = `${probe.owner} ${probe.detail.split(';')[0]}`;
    groups.set(key, [...(groups.get(key) ?? []), probe]);
  }
  return [...groups.values()].map((members) => ({ title: titleOfRetired(members), probes: members }));
}

/** Web ports are not what was retired there, but the host. */
function titleOfRetired(probes: readonly ProbeResult[]): string {
  const [first] = probes;
  if (first === undefined) return OTHER;
  const ports = [...new Set(probes.map(({ port }) => port))];
  if (ports.includes(443)) return probes.map(endpointOf).join(', ');
  return `${first.owner.charAt(0).toUpperCase()}${first.owner.slice(1)} ${ports.join(', ')}`;
}

/** `the connection does not need it (7) · a rule for firewalls (3)`; what stands behind a semicolon is about the single endpoint. */
export function wordsOfNotProbed(probes: readonly ProbeResult[]): string {
  const counts = new Map<string, number>();
  for (const probe of probes) {
    if (probe.required === 'legacy' || standingOf(probe) !== 'skipped') continue;
    const [reason = ''] = probe.detail.split(';');
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, number]) => `${reason} (${number})`).join(' · ');
}

/** What only another computer can tell, by that computer; the other forms name each endpoint. */
export function elsewhereGroups(probes: readonly ProbeResult[]): ProbeGroup[] {
  const elsewhere = probes.filter((probe) => standingOf(probe) === 'not-testable');
  return PLACES_IN_ORDER.flatMap((place) => {
    const members = elsewhere.filter(({ from }) => from === place);
    if (members.length === 0) return [];
    return [{ title: `${count(members.length, 'endpoint')} of ${nameOfPlace(place)}`, probes: members }];
  });
}

/** The endpoints of a group that need a line of their own. */
export function troubledOf(probes: readonly ProbeResult[]): ProbeResult[] {
  return probes.filter((probe) => isTrouble(standingOf(probe)));
}

/** `3 of 3 · 41 ms`: how many of the tested were reached, and the slowest; nothing where none was tested. */
export function reachOf(probes: readonly ProbeResult[]): string | undefined {
  const reached = probes.filter((probe) => standingOf(probe) === 'passed');
  const tested = reached.length + troubledOf(probes).length;
  if (tested === 0) return undefined;
  const slowest = Math.max(0, ...reached.map(({ timings }) => Math.round(timings.total)));
  return `${reached.length} of ${tested}${reached.length === 0 ? '' : ` · ${slowest} ms`}`;
}
