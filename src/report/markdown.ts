import type { Check, DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import { standingOf } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import { duration, moment } from '../terminal/words/quantities.ts';
import { code, link, table, words } from './markdown-escape.ts';
import { ROOMS, subjectOf, titleOfRoom } from './rooms.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { wordsOfStatus, wordsOfSummary } from './summary-words.ts';
import { endpointOf, nameOfPlace, wordsOfVerdict } from './verdict-words.ts';

const SEVERITIES = { error: '✖ error', warning: '! warning', info: '– note' } as const;

/** For a ticket or GitHub's job summary: GitHub's Markdown, in which nothing from outside can become markup or a mention. */
export function markdownOfDoctor(result: DoctorResult): string {
  const { findings, checks, probes, status, summary, sandbox } = result;
  return [
    `# jamf-intune doctor: ${wordsOfStatus(status)}`,
    '',
    subjectOf(result).map(words).join(' · '),
    ...(sandbox ? ['', '**Sandbox: nothing real was looked at.**'] : []),
    '',
    `**${wordsOfSummary(summary)}**`,
    '',
    ...section('Findings', findings.flatMap(linesOfFinding)),
    ...section('Checks', linesOfChecks(checks)),
    ...section('Network, from this computer', linesOfProbes(probes)),
    footOf(result),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function linesOfFinding(finding: DoctorFinding): string[] {
  const { severity, title, code: name, seen, details, cause, certainty, fix, source } = finding;
  return [
    `### ${SEVERITIES[severity]}: ${words(title)} (${words(name)})`,
    '',
    `- **Seen:** ${words(seen)}`,
    ...details.map((detail) => `  - ${words(detail)}`),
    `- **Cause (${certainty}):** ${words(cause)}`,
    ...(fix.length === 0 ? [] : ['- **Fix:**']),
    ...fix.map((line, at) => `  ${at + 1}. ${line.startsWith('jamf-intune ') ? code(line) : words(line)}`),
    `- **Source:** ${link(source.url)}, checked ${words(source.checked)}`,
    '',
  ];
}

function linesOfChecks(checks: readonly Check[]): string[] {
  if (checks.length === 0) return [];
  const rows = ROOMS.flatMap((room) => checks.filter((check) => check.room === room)).map(
    ({ room, title, outcome, lines }) => [
      `${STANDING_WORDS[outcome].mark} ${STANDING_WORDS[outcome].word}`,
      titleOfRoom(room),
      words(title),
      lines.map(words).join('<br>'),
    ],
  );
  return [...table(['Result', 'Where', 'Check', 'Seen'], rows), ''];
}

function linesOfProbes(probes: readonly ProbeResult[]): string[] {
  if (probes.length === 0) return [];
  const rows = probes.map((probe) => [
    `${STANDING_WORDS[standingOf(probe)].mark} ${words(wordsOfVerdict(probe))}`,
    code(endpointOf(probe)),
    nameOfPlace(probe.from),
    words(probe.purpose),
    words(probe.detail),
  ]);
  return [...table(['Verdict', 'Endpoint', 'Needed by', 'For', 'Seen'], rows), ''];
}

function footOf({ program, at, elapsedMs, profile }: DoctorResult): string {
  const { version, node, platform } = program;
  return `${words(`jamf-intune ${version} · Node ${node} · ${platform} · profile ${profile} · ${moment(at)} · ${duration(elapsedMs)}`)}`;
}
