import type { Event } from '../../engine/event.ts';
import type { Clock } from '../../ports/clock.ts';
import { linesOfFinding } from '../lines/finding.ts';
import { fieldText, linesOfGuide } from '../lines/guide.ts';
import { linesOfHeader } from '../lines/header.ts';
import { linesOfPlan } from '../lines/plan.ts';
import { linesOfResult, linesOfResultError } from '../lines/result.ts';
import { type LookUp, showFinding } from '../lines/shown-finding.ts';
import {
  linesOfGuideOpened,
  linesOfNotice,
  linesOfResuming,
  linesOfStepDone,
  linesOfStepFailed,
} from '../lines/step.ts';
import { createActivity } from '../screen/activity.ts';
import type { Screen } from '../screen/screen.ts';
import type { Ticker } from '../screen/ticker.ts';
import { visible } from '../visible.ts';
import { elapsed } from '../words/quantities.ts';
import { HERE, SECRET_HIDDEN } from '../words/words.ts';
import type { Renderer } from './renderer.ts';

const FRAME_MS = 100;
/** Events that show in the moving line alone. */
const MOVING: ReadonlySet<Event['type']> = new Set(['busy', 'wait-started', 'wait-ended', 'guide-waiting']);

export interface RendererDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly ticker: Ticker;
  readonly lookUp: LookUp;
}

/**
 * For eyes: colours, columns, and one line that moves. A guide is drawn by whoever is at this terminal
 * (`guide-at-terminal.ts`); only what somebody elsewhere is to do, such as the sandbox's administrator, is drawn here.
 */
export function renderTerminal(screen: Screen, { clock, ticker, lookUp }: RendererDeps): Renderer {
  const { out, err } = screen;
  const { spinner } = err.look().marks;
  let step: string | undefined;
  let guideBy: string | undefined;
  let planned = false;
  let running: string | undefined;
  /** What goes on again when a wait is over. */
  let interrupted: string | undefined;
  /** ` of 0:45`, where the time is limited. */
  let atMost = '';
  const activity = createActivity({
    clock,
    ticker,
    intervalMs: FRAME_MS,
    onBeat: (what, elapsedMs, beat) =>
      screen.live([`  ${spinner[beat % spinner.length] ?? ''} ${what} · ${elapsed(elapsedMs)}${atMost}`]),
  });

  function start(what: string, alreadyMs = 0): void {
    running = what;
    activity.start(what, alreadyMs);
  }

  function stop(): void {
    running = undefined;
    atMost = '';
    activity.stop();
    screen.live([]);
  }

  function ofStep(what: string): string {
    return step === undefined ? what : `${step}: ${what}`;
  }

  function emit(event: Event): void {
    // While a person is guided here, the moving lines are the guide's own.
    if (guideBy === HERE && MOVING.has(event.type)) return;
    if (event.type === 'wait-started') interrupted ??= running;
    stop();
    switch (event.type) {
      case 'busy':
        start(ofStep(visible(event.what)));
        return;
      case 'wait-started':
        atMost = ` of ${elapsed(event.limitMs)}`;
        start(ofStep(`waiting for ${visible(event.what)}`), event.elapsedMs);
        return;
      case 'wait-ended':
        if (interrupted !== undefined) start(interrupted);
        interrupted = undefined;
        return;
      case 'notice':
        err.print(linesOfNotice(event, err.look()));
        return;
      case 'header':
        out.print(linesOfHeader(event.header, out.look()));
        return;
      case 'resuming':
        err.print(linesOfResuming(event, err.look()));
        return;
      case 'plan':
        planned = true;
        out.print(linesOfPlan(event.steps, event.extension, out.look()));
        return;
      case 'step-started':
        // The question about the plan has left no blank line beneath it.
        if (planned) err.print(['']);
        planned = false;
        step = visible(event.title);
        start(step);
        return;
      case 'step-done':
        step = undefined;
        out.print(linesOfStepDone(event, out.look()));
        return;
      case 'step-failed':
        step = undefined;
        out.print(linesOfStepFailed(event.title, out.look()));
        return;
      case 'guide-opened':
        guideBy = event.by;
        err.print(linesOfGuideOpened(event.guide.title, event.by, err.look()));
        if (event.by === HERE) return;
        err.print(
          linesOfGuide(
            event.guide,
            { keys: false, show: (field) => fieldText(field, SECRET_HIDDEN) },
            err.look(),
          ),
        );
        start(`waiting for ${visible(event.by)}`);
        return;
      case 'guide-waiting':
        start(visible(event.text), event.elapsedMs);
        return;
      case 'guide-closed':
        guideBy = undefined;
        if (step !== undefined) start(step);
        return;
      case 'finding':
        err.print(linesOfFinding(showFinding(event.finding, lookUp), err.look()));
        return;
      case 'finished':
        out.print(linesOfResult(event.result, out.look()));
        err.print(linesOfResultError(event.result, err.look()));
        return;
    }
  }

  return { emit, close: stop };
}
