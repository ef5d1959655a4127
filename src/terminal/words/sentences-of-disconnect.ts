import type { DisconnectResult } from '../../engine/disconnect-result.ts';
import {
  aftermathOfDisconnect,
  endOfDisconnect,
  failureOfDisconnect,
  outcomeOfDisconnect,
} from '../lines/disconnect.ts';
import { visible } from '../visible.ts';
import { sentencesOfFailure } from './plain-sentences.ts';
import { count, duration } from './quantities.ts';

const WORDS: Readonly<Record<DisconnectResult['status'], string>> = {
  done: 'ok',
  'nothing-to-do': 'ok',
  planned: 'ok',
  waiting: 'wait',
  failed: 'fail',
};

/** The end of `disconnect` for ears, logs and pipes. */
export function sentencesOfDisconnect(result: DisconnectResult): string[] {
  const { status, steps, requests, elapsedMs, next, error } = result;
  const word = WORDS[status];
  return [
    ...steps
      .filter((step) => step.status === 'waiting')
      .flatMap(({ title, lines }) => lines.map((line) => `wait: ${visible(title)}: ${visible(line)}`)),
    `${word}: ${outcomeOfDisconnect(result)} (${count(requests.sent, 'request')}, ${duration(elapsedMs)})`,
    ...endOfDisconnect(result).map((line) => `${word}:    ${line}`),
    ...(error === null ? next : []).map((line, at) => `next: ${at + 1}. ${visible(line)}`),
  ];
}

export function sentencesOfDisconnectError(result: DisconnectResult): string[] {
  const failure = failureOfDisconnect(result);
  return failure === undefined ? [] : sentencesOfFailure(failure, aftermathOfDisconnect(result));
}
