import type { Check, CheckRoom, DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import { standingOf, worstOf } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import type { DoctorVoice } from './doctor-voice.ts';
import {
  elsewhereGroups,
  GROUP_TITLES,
  groupOf,
  reachOf,
  retiredGroups,
  troubledOf,
  wordsOfNotProbed,
} from './probe-groups.ts';
import { findingsOf, ROOMS, roomOfCode, type Subject, titleOfRoom } from './rooms.ts';

/** Findings at the control endpoint that are about the whole network: no internet, a captive portal. */
const ABOUT_EVERYTHING: ReadonlySet<string> = new Set(['JI-N310', 'JI-N311']);

const NETWORK_NOTE = 'from this computer';

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
  const explained = new Set<string>();
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
    for (const finding of findings) {
      told.add(keyOf(finding));
      explained.add(finding.code);
    }
  }

  function group(title: string): string[] {
    const members = [...probes.values()].filter(({ id }) => groupOf(id) === title);
    const current = members.filter(({ required }) => required !== 'legacy');
    const findings = latest.filter(({ step }) => current.some(({ id }) => id === step));
    const weather = findings.find(({ code }) => ABOUT_EVERYTHING.has(code));
    if (weather !== undefined) {
      tell([weather]);
      return voice.finding(weather);
    }
    const troubled = troubledOf(current);
    const reach = reachOf(current);
    return [
      ...(reach === undefined ? [] : voice.endpoints(title, worstOf(current.map(standingOf)), reach)),
      ...troubled.flatMap((probe) => {
        const own = findingsOf(probe.id, latest);
        const lines = voice.trouble(probe, own, explained);
        tell(own);
        return lines;
      }),
    ];
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
    const elsewhere = elsewhereGroups(all);
    const notProbed = wordsOfNotProbed(all);
    return [
      ...enter('network'),
      ...groups.slice(nextGroup).flatMap(group),
      ...retiredGroups(all).flatMap(({ title, probes: members }) =>
        voice.endpoints(title, 'skipped', members[0]?.detail ?? ''),
      ),
      ...(notProbed === '' ? [] : voice.endpoints('Not probed', 'skipped', notProbed)),
      ...elsewhere.flatMap(({ title, probes: members }) => [
        ...voice.endpoints('Not testable from here', 'not-testable', title),
        ...commandsFor(members).flatMap((command) =>
          voice.endpoints('Test them there', 'not-testable', command),
        ),
      ]),
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

function commandsFor(probes: readonly ProbeResult[]): readonly string[] {
  return [...new Set(probes.flatMap(({ fix }) => fix))];
}

function keyOf({ code, step, seen }: DoctorFinding): string {
  return JSON.stringify([code, step, seen]);
}
