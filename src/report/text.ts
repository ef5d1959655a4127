import type { DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import { type Standing, standingOf } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import { entry, numbered } from '../terminal/lines/finding.ts';
import { displayWidth } from '../terminal/screen/display-width.ts';
import { ends, row, wrap } from '../terminal/screen/layout.ts';
import type { Look } from '../terminal/screen/screen.ts';
import { visible } from '../terminal/visible.ts';
import { duration } from '../terminal/words/quantities.ts';
import { SANDBOX } from '../terminal/words/words.ts';
import { linesOf } from './doctor-stream.ts';
import type { DoctorVoice } from './doctor-voice.ts';
import { subjectOf } from './rooms.ts';
import { wordsOfStatus, wordsOfSummary } from './summary-words.ts';
import { endpointOf, wordsOfVerdict } from './verdict-words.ts';

const LABEL_WIDTH = 24;

const STANDING_OF_SEVERITY = { error: 'failed', warning: 'warning', info: 'skipped' } as const;

/** The doctor's answer for a terminal of the look's width. */
export function textOfDoctor(result: DoctorResult, look: Look): string[] {
  return linesOf(result, terminalVoice(look));
}

/** The doctor's words for a terminal, also while they come in. */
export function terminalVoice(look: Look): DoctorVoice {
  const { width, paint, marks } = look;

  function line(standing: Standing, label: string, texts: readonly string[], right?: string): string[] {
    return row(
      {
        lead: `  ${markOf(standing, look)} `,
        label: visible(label),
        labelWidth: LABEL_WIDTH,
        ...(right === undefined ? {} : { right: paint.quiet(visible(right)) }),
      },
      texts.map((text) => marks.text(visible(text))),
      width,
    );
  }

  function findingLines(label: string, finding: DoctorFinding): string[] {
    const standing = STANDING_OF_SEVERITY[finding.severity];
    return [...line(standing, label, [finding.title], finding.code), ...reasons(finding, look)];
  }

  return {
    opening(subject) {
      const heading = { lead: '  ', label: paint.strong('Connection'), labelWidth: 12 };
      const text = subjectOf(subject)
        .map((part) => visible(part))
        .join(' · ');
      return [
        '',
        ...row(heading, [marks.text(text)], width),
        ...(subject.sandbox ? [`  ${paint.warn(SANDBOX)}`] : []),
      ];
    },
    room(title, note) {
      if (note === undefined) return ['', `  ${paint.strong(title)}`];
      const heading = { lead: '  ', label: paint.strong(title), labelWidth: LABEL_WIDTH + 2 };
      return ['', ...row(heading, [note], width)];
    },
    check: ({ outcome, title, lines }, findings) =>
      findings.length === 0
        ? line(outcome, title, lines)
        : findings.flatMap((finding) => findingLines(title, finding)),
    endpoints: (title, standing, text) => line(standing, title, [text]),
    trouble: (probe, findings, explained) => troubleLines(probe, findings, explained, look),
    finding: (finding) => findingLines('', finding),
    closing({ status, summary, elapsedMs }) {
      const state = status === 'not-signed-in' ? [wordsOfStatus(status)] : [];
      const words = marks.text(wordsOfSummary(summary));
      const time = paint.quiet(duration(elapsedMs));
      const [first = '', ...others] = wrap(words, width - 3).map((part) => `  ${paint.strong(part)}`);
      return [
        '',
        ...state.flatMap((text) => [...wrap(text, width - 3).map((part) => `  ${part}`), '']),
        ...(others.length === 0 ? ends(first, time, width) : [first, ...others, `  ${time}`]),
        '',
      ];
    },
  };
}

/** An endpoint is longer than a label: its verdict stands on the right, or beneath where the line does not hold both. */
function troubleLines(
  probe: ProbeResult,
  findings: readonly DoctorFinding[],
  explained: ReadonlySet<string>,
  look: Look,
): string[] {
  const { width, paint } = look;
  const left = `  ${markOf(standingOf(probe), look)} ${visible(endpointOf(probe))}`;
  const verdict = visible(wordsOfVerdict(probe));
  const codes = [...new Set(findings.map(({ code }) => code))].map((code) => paint.quiet(visible(code)));
  const right = [verdict, ...codes].join('  ');
  const fits = displayWidth(left) + displayWidth(right) + 3 <= width;
  const ownReasons =
    findings.length === 0
      ? [...entry('seen', [probe.detail], look), ...entry('fix', numbered(probe.fix), look)]
      : [];
  return [
    ...(fits ? ends(left, right, width) : [...ends(left, codes.join('  '), width), `    ${verdict}`]),
    ...findings.flatMap((finding) => reasons(finding, look, explained.has(finding.code))),
    ...ownReasons,
  ];
}

/** @param isKnown whether the cause was told before: what many endpoints share is said once */
function reasons(
  { seen, details, cause, fix, severity, code }: DoctorFinding,
  look: Look,
  isKnown = false,
): string[] {
  const isTrouble = severity !== 'info' && !isKnown;
  return [
    ...entry('seen', [seen, ...details], look),
    ...(isTrouble ? entry('cause', [cause], look) : []),
    ...entry('fix', numbered(fix), look),
    ...(isTrouble ? entry('more', [`jamf-intune explain ${code}`], look) : []),
  ];
}

function markOf(standing: Standing, { marks, paint }: Look): string {
  switch (standing) {
    case 'passed':
      return paint.ok(marks.ok);
    case 'failed':
      return paint.bad(marks.fail);
    case 'warning':
      return paint.warn(marks.warn);
    case 'skipped':
    case 'not-testable':
      return paint.quiet(marks.skip);
  }
}
