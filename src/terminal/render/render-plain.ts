import type { Event } from '../../engine/event.ts';
import { showFinding } from '../lines/shown-finding.ts';
import { createActivity } from '../screen/activity.ts';
import type { Screen } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import {
  sentencesOfFinding,
  sentencesOfGuide,
  sentencesOfHeader,
  sentencesOfNotice,
  sentencesOfPlan,
  sentencesOfResult,
  sentencesOfResultError,
  sentencesOfResuming,
  sentencesOfStepDone,
} from '../words/plain-sentences.ts';
import { count } from '../words/quantities.ts';
import { HERE, SECRET_HIDDEN } from '../words/words.ts';
import type { RendererDeps } from './render-terminal.ts';
import type { Renderer } from './renderer.ts';

const REMINDER_MS = 30_000;

/**
 * For ears, logs and pipes: one finished line after the other, never a redraw, and a sentence every 30 seconds while
 * something lasts. As in `render-terminal.ts`, a guide for the person at this terminal is shown by that person's part.
 */
export function renderPlain(screen: Screen, { clock, ticker, lookUp }: RendererDeps): Renderer {
  const out = (lines: readonly string[]): void => screen.out.print(lines);
  const err = (lines: readonly string[]): void => screen.err.print(lines);
  let guideBy: string | undefined;
  let lastText: string | undefined;
  let running: string | undefined;
  /** What goes on again when a wait is over. */
  let interrupted: string | undefined;
  const activity = createActivity({
    clock,
    ticker,
    intervalMs: REMINDER_MS,
    onBeat: (what, elapsedMs) => err([`wait: ${what}${soFar(elapsedMs)}`]),
  });

  function start(what: string, alreadyMs = 0): void {
    running = what;
    activity.start(what, alreadyMs);
  }

  function emit(event: Event): void {
    // The same text again is no news: the reminder every 30 seconds goes on.
    if (event.type === 'guide-waiting' && (guideBy === HERE || event.text === lastText)) return;
    if (event.type === 'wait-started') interrupted ??= running;
    running = undefined;
    activity.stop();
    lastText = undefined;
    switch (event.type) {
      case 'busy':
        start(visible(event.what));
        return;
      case 'wait-started':
        start(sentenceOfWait(event), event.elapsedMs);
        return;
      case 'wait-ended':
        if (interrupted !== undefined) start(interrupted);
        interrupted = undefined;
        return;
      case 'notice':
        err(sentencesOfNotice(event));
        return;
      case 'header':
        out(sentencesOfHeader(event));
        return;
      case 'resuming':
        err(sentencesOfResuming(event));
        return;
      case 'plan':
        out(sentencesOfPlan(event));
        return;
      case 'step-started':
        start(visible(event.title));
        return;
      case 'step-done':
        out(sentencesOfStepDone(event));
        return;
      case 'step-failed':
        out([`fail: ${visible(event.title)}`]);
        return;
      case 'guide-opened':
        guideBy = event.by;
        if (event.by === HERE) return;
        err(sentencesOfGuide(event.guide, SECRET_HIDDEN));
        start(`for ${visible(event.by)}`);
        return;
      case 'guide-waiting':
        lastText = event.text;
        start(visible(event.text), event.elapsedMs);
        return;
      case 'guide-closed':
        guideBy = undefined;
        return;
      case 'finding':
        err(sentencesOfFinding(showFinding(event.finding, lookUp)));
        return;
      case 'finished':
        out(sentencesOfResult(event.result));
        err(sentencesOfResultError(event.result));
        return;
    }
  }

  return { emit, close: activity.stop };
}

/** `for the application, up to 180 seconds` */
function sentenceOfWait({ what, limitMs }: Extract<Event, { type: 'wait-started' }>): string {
  return `for ${visible(what)}, up to ${count(Math.round(limitMs / 1000), 'second')}`;
}

/** `, 30 seconds so far`; nothing in the first second. */
export function soFar(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds === 0 ? '' : `, ${count(seconds, 'second')} so far`;
}
