import type { StatusResult, StatusStep } from '../../engine/status-result.ts';
import { waits } from '../lines/status.ts';
import { visible } from '../visible.ts';
import { SANDBOX } from './words.ts';
import { numberRows, type StatusRow, subjectRows } from './words-of-status.ts';

const WORDS: Readonly<Record<StatusStep['standing'], string>> = {
  right: 'ok',
  warning: 'warn',
  wrong: 'fail',
  waiting: 'wait',
  todo: 'todo',
  unseen: 'skip',
};

/** The status for ears, logs and pipes: a finished sentence a line, the mark as its first word. */
export function sentencesOfStatus(result: StatusResult): string[] {
  return [
    `status: ${result.status}, profile ${visible(result.profile)}`,
    ...(result.sandbox ? [`note: ${SANDBOX}`] : []),
    ...subjectRows(result).map(sentence),
    ...result.steps.flatMap(sentencesOfStep),
    ...numberRows(result).map(sentence),
    ...result.waiting.map((one) => `wait: ${waits(one)}`),
    ...result.next.map((line) => `next: ${visible(line)}`),
  ];
}

function sentence({ label, text }: StatusRow): string {
  return `${label.toLowerCase()}: ${visible(text)}`;
}

function sentencesOfStep({ title, standing, lines, codes }: StatusStep): string[] {
  const word = WORDS[standing];
  const [first, ...others] = lines;
  const shown = codes.length > 0 && standing !== 'right' ? ` (${visible(codes.join(', '))})` : '';
  return [
    `${word}: ${visible(title)}${first === undefined ? '' : `: ${visible(first)}`}${shown}`,
    ...others.map((line) => `${word}:    ${visible(line)}`),
  ];
}
