import type { DoctorFinding } from '../engine/doctor-result.ts';
import { type Standing, standingOf } from '../engine/standing.ts';
import { numbered } from '../terminal/lines/finding.ts';
import { visible } from '../terminal/visible.ts';
import { duration } from '../terminal/words/quantities.ts';
import { SANDBOX } from '../terminal/words/words.ts';
import type { DoctorVoice } from './doctor-voice.ts';
import { subjectOf } from './rooms.ts';
import { wordsOfStatus, wordsOfSummary } from './summary-words.ts';
import { endpointOf, wordsOfVerdict } from './verdict-words.ts';

type Word = 'ok' | 'fail' | 'warn' | 'skip' | 'note';

const WORDS: Readonly<Record<Standing, Word>> = {
  passed: 'ok',
  failed: 'fail',
  warning: 'warn',
  skipped: 'skip',
  'not-testable': 'skip',
};
const WORD_OF_SEVERITY = { error: 'fail', warning: 'warn', info: 'note' } as const;

/** The doctor's words in plain sentences, also while they come in. */
export function plainVoice(): DoctorVoice {
  let room = '';
  return {
    opening: (subject) => [
      `connection: ${subjectOf(subject)
        .map((part) => visible(part))
        .join(', ')}`,
      ...(subject.sandbox ? [`note: ${SANDBOX}`] : []),
    ],
    // A heading means nothing to ears three lines later: each sentence names its room.
    room(title, note) {
      room = title;
      return note === undefined ? [] : [`note: ${title}: ${note}`];
    },
    check({ title, outcome, lines }, findings) {
      if (findings.length > 0)
        return findings.flatMap((finding) => sentences(`${room}: ${title}: `, finding));
      const [first, ...others] = lines;
      const word = WORDS[outcome];
      return [
        `${word}: ${room}: ${visible(title)}${first === undefined ? '' : `: ${visible(first)}`}`,
        ...others.map((text) => `${word}:    ${visible(text)}`),
      ];
    },
    endpoints: (title, standing, text) => [
      `${WORDS[standing]}: ${room}: ${visible(title)}: ${visible(text).replaceAll(' · ', ', ')}`,
    ],
    trouble(probe, findings, explained) {
      const word = WORDS[standingOf(probe)];
      const code = findings[0] === undefined ? '' : ` (${visible(findings[0].code)})`;
      return [
        `${word}: ${room}: ${visible(endpointOf(probe))}: ${visible(wordsOfVerdict(probe))}${code}`,
        ...(findings.length === 0
          ? [...under(word, 'seen', [probe.detail]), ...under(word, 'fix', numbered(probe.fix))]
          : findings.flatMap((finding) => reasons(word, finding, explained.has(finding.code)))),
      ];
    },
    finding: (finding) => sentences(`${room}: `, finding),
    closing: ({ status, summary, elapsedMs }) => [
      `${status === 'healthy' ? 'ok' : 'fail'}: ${wordsOfStatus(status)}: ${wordsOfSummary(summary).replaceAll(' · ', ', ')} (${duration(elapsedMs)})`,
    ],
  };
}

function sentences(before: string, finding: DoctorFinding): string[] {
  const word = WORD_OF_SEVERITY[finding.severity];
  return [
    `${word}: ${visible(before)}${visible(finding.title)} (${visible(finding.code)})`,
    ...reasons(word, finding),
  ];
}

/** @param isKnown whether the cause was told before: what many endpoints share is said once */
function reasons(word: Word, { seen, details, cause, fix, code }: DoctorFinding, isKnown = false): string[] {
  return [
    ...under(word, 'seen', [seen, ...details]),
    ...(isKnown ? [] : under(word, 'cause', [cause])),
    ...under(word, 'fix', numbered(fix)),
    ...(isKnown ? [] : under(word, 'more', [`jamf-intune explain ${code}`])),
  ];
}

function under(word: Word, what: string, texts: readonly string[]): string[] {
  return texts.map((text) => `${word}:    ${what}: ${visible(text)}`);
}
