import type { Check, DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import { type Standing, standingOf } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import { attributes, escapeMarkup } from './markup.ts';
import { findingsOf, ROOMS, roomOfCode, titleOfRoom } from './rooms.ts';
import { endpointOf, nameOfPlace, wordsOfVerdict } from './verdict-words.ts';

interface Case {
  readonly name: string;
  readonly standing: Standing;
  /** One line, and all that is to be said. */
  readonly message: string;
  readonly text: readonly string[];
  readonly seconds: number;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/**
 * JUnit XML as Jenkins, GitLab and Azure DevOps read it: one suite a room, one case a check or endpoint. A warning does not
 * fail its case (`doctor` does not fail for it either); it stands in the case's output.
 */
export function junitOfDoctor(result: DoctorResult): string {
  const suites = ROOMS.map((room) => suiteOf(room, result)).filter(({ cases }) => cases.length > 0);
  const all = suites.flatMap(({ cases }) => cases);
  const head = {
    name: `jamf-intune doctor (${result.profile})`,
    ...totals(all),
    time: seconds(result.elapsedMs),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(head)}>`,
    ...suites.flatMap((suite) => linesOfSuite(suite, result)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(room: Check['room'], { checks, findings, probes }: DoctorResult): Suite {
  const known = new Set([...checks, ...probes].map(({ id }) => id));
  const loose = findings.filter(({ step, code }) => !known.has(step) && roomOfCode(code) === room);
  return {
    name: titleOfRoom(room),
    cases: [
      ...checks
        .filter((check) => check.room === room)
        .map((check) => caseOfCheck(check, findingsOf(check.id, findings))),
      ...loose.map(caseOfFinding),
      ...(room === 'network'
        ? probes.map((probe) => caseOfProbe(probe, findingsOf(probe.id, findings)))
        : []),
    ],
  };
}

function caseOfCheck({ title, outcome, lines }: Check, findings: readonly DoctorFinding[]): Case {
  const message = findings[0]?.title ?? lines[0] ?? '';
  return {
    name: title,
    standing: outcome,
    message,
    text: [...lines, ...findings.flatMap(textOf)],
    seconds: 0,
  };
}

function caseOfFinding(finding: DoctorFinding): Case {
  const standing = ({ error: 'failed', warning: 'warning', info: 'passed' } as const)[finding.severity];
  const name = `${finding.code} ${finding.step}`;
  return { name, standing, message: finding.title, text: textOf(finding), seconds: 0 };
}

function caseOfProbe(probe: ProbeResult, findings: readonly DoctorFinding[]): Case {
  return {
    name: `${endpointOf(probe)} for ${nameOfPlace(probe.from)} (${probe.id})`,
    standing: standingOf(probe),
    message: wordsOfVerdict(probe),
    text: [probe.detail, ...(findings.length === 0 ? probe.fix : findings.flatMap(textOf))],
    seconds: probe.timings.total / 1000,
  };
}

function textOf({ code, title, seen, details, cause, fix, source }: DoctorFinding): string[] {
  return [
    `${code} ${title}`,
    `seen: ${seen}`,
    ...details,
    `cause: ${cause}`,
    ...fix.map((line) => `fix: ${line}`),
    `source: ${source.url} (checked ${source.checked})`,
  ];
}

function linesOfSuite(
  { name, cases }: Suite,
  { at, program, connection, tenant, jamf }: DoctorResult,
): string[] {
  const time = seconds(cases.reduce((sum, one) => sum + one.seconds, 0) * 1000);
  // The schema that Ant's format goes by knows no zone: this is UTC.
  const head = { name, ...totals(cases), time, timestamp: at.slice(0, 19), hostname: 'localhost' };
  const facts = {
    version: program.version,
    node: program.node,
    platform: program.platform,
    connection,
    tenant: tenant?.domain ?? 'none',
    jamf: jamf?.url ?? 'none',
  };
  return [
    `  <testsuite${attributes(head)}>`,
    '    <properties>',
    ...Object.entries(facts).map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
    '    </properties>',
    ...cases.flatMap((one) => linesOfCase(one, name)),
    '  </testsuite>',
  ];
}

function linesOfCase({ name, standing, message, text, seconds: took }: Case, suite: string): string[] {
  const open = `    <testcase${attributes({ name, classname: `doctor.${suite}`, time: took.toFixed(3) })}`;
  const body = text.map(escapeMarkup).join('\n');
  switch (standing) {
    case 'passed':
      return [`${open}/>`];
    case 'failed':
      return [
        `${open}>`,
        `      <failure${attributes({ message, type: 'failed' })}>${body}</failure>`,
        '    </testcase>',
      ];
    case 'warning':
      return [`${open}>`, `      <system-out>warning: ${body}</system-out>`, '    </testcase>'];
    case 'skipped':
    case 'not-testable':
      return [`${open}>`, `      <skipped${attributes({ message })}/>`, '    </testcase>'];
  }
}

function totals(cases: readonly Case[]): Readonly<Record<string, number>> {
  const skipped = cases.filter(
    ({ standing }) => standing === 'skipped' || standing === 'not-testable',
  ).length;
  const failures = cases.filter(({ standing }) => standing === 'failed').length;
  return { tests: cases.length, failures, errors: 0, skipped };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
