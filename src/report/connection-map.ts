import type { Check, CheckRoom, DoctorResult } from '../engine/doctor-result.ts';
import { type Standing, standingOf, worstOf } from '../engine/standing.ts';
import type { Place, ProbeResult } from '../network/probe-result.ts';
import { wordsOfVerdict } from './verdict-words.ts';

export type NodeId = 'admin' | 'entra' | 'jamf' | 'intune' | 'push' | 'macs';

/** Somebody or something that takes part in the connection. */
export interface MapNode {
  readonly id: NodeId;
  readonly title: string;
  readonly standing: Standing;
  readonly text: string;
}

/** Who talks to whom, what about, and how that is. */
export interface MapLine {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly what: string;
  readonly standing: Standing;
  /** The verdict in words: a line's colour never says it alone. */
  readonly text: string;
}

export interface ConnectionMap {
  readonly nodes: readonly MapNode[];
  readonly lines: readonly MapLine[];
}

const TITLES: Readonly<Record<NodeId, string>> = {
  admin: 'Administrator',
  entra: 'Microsoft Entra',
  jamf: 'Jamf Pro',
  intune: 'Microsoft Intune',
  push: 'Apple push',
  macs: 'Macs',
};

const ENTRA = /^microsoft\.(?:\w+\.)?(?:login|device-login|enterpriseregistration|certauth|graph)/u;
const INTUNE = /^microsoft\.(?:\w+\.)?(?:manage|portal|enterpriseenrollment|dm\b|afd|intune)/u;

/** From where, which endpoints, and the step whose checks say how the line is beyond the network. */
const LINES: readonly (Pick<MapLine, 'from' | 'to' | 'what'> & {
  readonly place: Place;
  readonly ids: RegExp;
  readonly steps?: readonly string[];
})[] = [
  { from: 'admin', to: 'entra', what: 'sign-in, Graph', place: 'admin', ids: ENTRA },
  { from: 'admin', to: 'jamf', what: 'Jamf Pro API', place: 'admin', ids: /^jamf\.server/u },
  {
    from: 'jamf',
    to: 'entra',
    what: 'app and secret',
    place: 'jamf-server',
    ids: ENTRA,
    steps: ['app-registration', 'api-permission', 'client-secret'],
  },
  {
    from: 'jamf',
    to: 'intune',
    what: 'compliance',
    place: 'jamf-server',
    ids: INTUNE,
    steps: ['intune-connector'],
  },
  {
    from: 'jamf',
    to: 'push',
    what: 'push messages',
    place: 'jamf-server',
    ids: /^apple\.(?:api|block\.2197)/u,
  },
  {
    from: 'push',
    to: 'macs',
    what: 'push, 5223 and 443',
    place: 'clients',
    ids: /^apple\.(?:courier|block)/u,
  },
  { from: 'macs', to: 'jamf', what: 'inventory', place: 'clients', ids: /^jamf\.(?:server|port)/u },
  { from: 'macs', to: 'entra', what: 'registration', place: 'clients', ids: ENTRA },
  { from: 'macs', to: 'intune', what: 'Company Portal', place: 'clients', ids: INTUNE },
];

/** The connection as a map: made of the same probes and checks as the tables beside it. Pure. */
export function connectionMapOf(result: DoctorResult): ConnectionMap {
  return { nodes: nodesOf(result), lines: LINES.map((line) => mapLine(line, result)) };
}

function nodesOf({ checks, observations, jamf, tenant }: DoctorResult): MapNode[] {
  const room = (id: NodeId & CheckRoom) => {
    const own = checks.filter((check) => check.room === id);
    return { id, title: TITLES[id], standing: worstOf(own.map(({ outcome }) => outcome)), text: tally(own) };
  };
  const states = Object.entries(observations.macsByState ?? {});
  const macs = states.reduce((sum, [, number]) => sum + number, 0);
  const looked = checks.find(({ id }) => id === 'macs');
  const known = { standing: 'passed' as const };
  const unknown = { standing: 'skipped' as const };
  return [
    {
      id: 'admin',
      title: TITLES.admin,
      ...(tenant === null ? unknown : known),
      text: tenant === null && jamf === null ? 'not signed in' : 'this computer',
    },
    room('entra'),
    room('jamf'),
    room('intune'),
    { id: 'push', title: TITLES.push, ...unknown, text: 'run by Apple' },
    {
      id: 'macs',
      title: TITLES.macs,
      ...(states.length === 0 ? unknown : { standing: looked?.outcome ?? 'passed' }),
      text: states.length === 0 ? 'not counted' : `${macs} in Jamf Pro`,
    },
  ];
}

function mapLine(
  { place, ids, steps = [], from, to, what }: (typeof LINES)[number],
  { probes, checks }: DoctorResult,
): MapLine {
  const own = probes.filter(
    (probe) => probe.from === place && ids.test(probe.id) && probe.required !== 'legacy',
  );
  const ownChecks = checks.filter(({ id }) => steps.includes(id));
  const standing = worstOf([...own.map(standingOf), ...ownChecks.map(({ outcome }) => outcome)]);
  return { from, to, what, standing, text: textOfLine(standing, own, ownChecks) };
}

/** The words of whatever made the line as bad as it is. */
function textOfLine(standing: Standing, probes: readonly ProbeResult[], checks: readonly Check[]): string {
  const probe = probes.find((one) => standingOf(one) === standing);
  const check = checks.find(({ outcome }) => outcome === standing);
  switch (standing) {
    case 'passed':
      return probe === undefined ? 'in order' : 'reachable';
    case 'failed':
    case 'warning': {
      if (probe === undefined) return check?.title ?? '';
      const { issuer: _issuer, ...short } = probe;
      return wordsOfVerdict({ ...short, issuer: null });
    }
    case 'not-testable':
      return 'not testable here';
    case 'skipped':
      return 'not tested';
  }
}

function tally(checks: readonly Check[]): string {
  if (checks.length === 0) return 'not checked';
  const bad = checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning').length;
  if (bad > 0) return `${bad} of ${checks.length} not in order`;
  const passed = checks.filter(({ outcome }) => outcome === 'passed').length;
  return `${passed} of ${checks.length} passed`;
}
