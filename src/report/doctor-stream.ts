import type { Check, CheckRoom, DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import { standingOf, worstOf } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import type { DoctorVoice } from './doctor-voice.ts';
import {
  GROUP_TITLES,
  groupOf,
  namesOrCount,
  notProbedGroups,
  reachOf,
  retiredGroups,
  troubledOf,
} from './probe-groups.ts';
import { findingsOf, ROOMS, roomOfCode, type Subject, titleOfRoom } from './rooms.ts';
import { endpointOf } from './verdict-words.ts';

const NETWORK_NOTE = "from this computer; what only Jamf Pro's server can reach is marked";

/** The doctor's answer, said while it comes in. Each call gives the lines that can be said now. */
export interface DoctorStream {
  opening(subject: Subject & Pick<DoctorResult, 'sandbox'>): string[];
  /** Checks come in the order of the rooms; a new room begins with its title. */
  check(check: Check, findings: readonly DoctorFinding[]): string[];
  /**
   * Nothing until the endpoint's group, and every group before it, is complete.
   * @param findings of all probes so far
   */
  probe(probe: ProbeResult, findings: readonly DoctorFinding[]): string[];
  /** What was not said yet, then the counts. */
  closing(result: DoctorResult): string[];
}

/** @param rows ids of all endpoints that will come, so that it is known when a group is complete */
export function createDoctorStream(voice: DoctorVoice, rows: readonly string[]): DoctorStream {
  const probes = new Map<string, ProbeResult>();
  const told = new Set<string>();
  let latest: readonly DoctorFinding[] = [];
  const groups = GROUP_TITLES.filter((title) => rows.some((id) => groupOf(id) === title));
  let room: CheckRoom | undefined;
  let nextGroup = 0;

  function enter(next: CheckRoom): string[] {
    if (room === next) return [];
    room = next;
    return voice.room(titleOfRoom(next), next === 'network' ? NETWORK_NOTE : undefined);
  }

  function tell(findings: readonly DoctorFinding[]): void {
    for (const finding of findings) told.add(keyOf(finding));
  }

  function group(title: string): string[] {
    const members = [...probes.values()].filter(({ id }) => groupOf(id) === title);
    const current = members.filter(({ required }) => required !== 'legacy');
    const troubled = troubledOf(current);
    const reach = reachOf(current);
    return [
      ...(reach === undefined ? [] : voice.endpoints(title, worstOf(current.map(standingOf)), reach)),
      ...troubled.flatMap((probe) => {
        const findings = findingsOf(probe.id, latest);
        tell(findings);
        return voice.trouble(probe, findings);
      }),
      ...notTested(title, current),
    ];
  }

  function notTested(title: string, current: readonly ProbeResult[]): string[] {
    const those = current.filter((probe) => standingOf(probe) === 'not-testable');
    if (those.length === 0) return [];
    const endpoints = [...new Set(those.map(endpointOf))].join(', ');
    return voice.endpoints(title, 'not-testable', `not testable from here · ${endpoints}`);
  }

  function completeGroups(): string[] {
    const lines: string[] = [];
    for (let title = groups[nextGroup]; title !== undefined; title = groups[nextGroup]) {
      if (rows.some((id) => groupOf(id) === title && !probes.has(id))) break;
      lines.push(...enter('network'), ...group(title));
      nextGroup += 1;
    }
    return lines;
  }

  function rest(): string[] {
    if (probes.size === 0) return [];
    const all = [...probes.values()];
    const elsewhere = all.filter((probe) => standingOf(probe) === 'not-testable');
    const commands = [...new Set(elsewhere.flatMap(({ fix }) => fix))];
    return [
      ...enter('network'),
      ...groups.slice(nextGroup).flatMap(group),
      ...retiredGroups(all).flatMap(({ title, probes: members }) =>
        voice.endpoints(title, 'skipped', members[0]?.detail ?? ''),
      ),
      ...notProbedGroups(all).flatMap(({ title, probes: members }) =>
        voice.endpoints('Not probed', 'skipped', `${title} · ${namesOrCount(members)}`),
      ),
      ...commands.flatMap((command) => voice.endpoints('Test them there', 'not-testable', command)),
    ];
  }

  return {
    opening: voice.opening,
    check(check, findings) {
      const own = findingsOf(check.id, findings);
      tell(own);
      return [...enter(check.room), ...voice.check(check, own)];
    },
    probe(probe, findings) {
      probes.set(probe.id, probe);
      // What a fallback makes of an endpoint is known only when both have come, so the newest judgement counts.
      latest = findings;
      return completeGroups();
    },
    closing(result) {
      const untold = result.findings.filter((finding) => !told.has(keyOf(finding)));
      return [
        ...rest(),
        ...ROOMS.flatMap((next) => {
          const own = untold.filter(({ code }) => roomOfCode(code) === next);
          return own.length === 0 ? [] : [...enter(next), ...own.flatMap(voice.finding)];
        }),
        ...voice.closing(result),
      ];
    },
  };
}

/** A whole answer in one go: the same lines as while it comes in. */
export function linesOf(result: DoctorResult, voice: DoctorVoice): string[] {
  const { checks, probes, findings } = result;
  const stream = createDoctorStream(
    voice,
    probes.map(({ id }) => id),
  );
  const inRooms = ROOMS.flatMap((room) => checks.filter((check) => check.room === room));
  return [
    ...stream.opening(result),
    ...inRooms.flatMap((check) => stream.check(check, findings)),
    ...probes.flatMap((probe) => stream.probe(probe, findings)),
    ...stream.closing(result),
  ];
}

function keyOf({ code, step, seen }: DoctorFinding): string {
  return JSON.stringify([code, step, seen]);
}
