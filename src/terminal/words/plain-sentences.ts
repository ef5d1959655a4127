import type { Event, PlannedStep } from '../../engine/event.ts';
import type { SetupResult } from '../../engine/result.ts';
import type { Guide } from '../../steps/person.ts';
import type { Aftermath, ShownFailure } from '../lines/failure.ts';
import { numbered, sourceOf } from '../lines/finding.ts';
import { fieldText } from '../lines/guide.ts';
import { rolesOf, tenantOf } from '../lines/header.ts';
import { noteOf, summaryOf } from '../lines/plan.ts';
import { aftermathOf, failureOf, outcomeOf } from '../lines/result.ts';
import type { ShownFinding } from '../lines/shown-finding.ts';
import { visible } from '../visible.ts';
import { count, duration, moment } from './quantities.ts';
import { CHANGED_AND_KEPT, LONGEST_TEXT, NOTHING_CHANGED, NOTHING_TO_DO, SANDBOX } from './words.ts';

/** Whole lines that a screen reader reads and `grep` finds: a word first, no marks, no columns, no wrapping. */
export function sentencesOfHeader({ header }: Extract<Event, { type: 'header' }>): string[] {
  return [
    `${visible(header.title)}, profile ${visible(header.profile)}`,
    ...(header.sandbox ? [SANDBOX] : []),
    `Microsoft: ${tenantOf(header)}`,
    `Microsoft: signed in as ${visible(header.microsoft.signedInAs)}, roles: ${rolesOf(header)}`,
    `Jamf Pro: ${visible(header.jamf.url)} · ${visible(header.jamf.version)} · ${visible(header.jamf.signedInAs)}`,
  ];
}

export function sentencesOfPlan({ steps, extension }: Extract<Event, { type: 'plan' }>): string[] {
  return [
    `plan: ${count(steps.length, 'step')}, ${noteOf(steps, extension)}`,
    ...steps.flatMap(sentencesOfStep),
  ];
}

function sentencesOfStep(step: PlannedStep, at: number): string[] {
  const lead = `plan: ${at + 1}. ${visible(step.title)}`;
  if (step.changes.length === 0) {
    const already = step.already.map((line) => `plan:    ${visible(line)}`);
    return [`${lead}: ${NOTHING_TO_DO}`, ...already];
  }
  return step.changes.flatMap((change) => [
    `${lead}: ${summaryOf(change)}`,
    ...change.details.map((detail) => `plan:    ${visible(detail)}`),
  ]);
}

export function sentencesOfNotice({ level, title, lines }: Extract<Event, { type: 'notice' }>): string[] {
  const word = level === 'warning' ? 'warn' : 'note';
  return [title, ...lines].map((line) => `${word}: ${visible(line)}`);
}

export function sentencesOfResuming({ since, what }: Extract<Event, { type: 'resuming' }>): string[] {
  return [`note: going on where the last run stopped (${moment(visible(since))}, ${visible(what)})`];
}

export function sentencesOfStepDone(step: Extract<Event, { type: 'step-done' }>): string[] {
  const [first, ...others] = step.lines.map((line) => visible(line));
  const what = first === undefined ? visible(step.title) : `${visible(step.title)}: ${first}`;
  return [`ok: ${what} (${duration(step.elapsedMs)})`, ...others.map((line) => `ok:    ${line}`)];
}

export function sentencesOfFinding(finding: ShownFinding): string[] {
  const word = { error: 'fail', warning: 'warn', info: 'note' }[finding.severity];
  return [
    `${word}: ${visible(finding.title)} (${visible(finding.code)})`,
    ...(finding.seen === finding.title ? [] : under(word, 'seen', [finding.seen])),
    ...under(word, 'seen', finding.details),
    ...under(word, 'cause', finding.cause === undefined ? [] : [finding.cause]),
    ...under(word, 'fix', numbered(finding.fix)),
    ...under(word, 'more', sourceOf(finding)),
  ];
}

export function sentencesOfGuide(guide: Guide, secretText: string | undefined): string[] {
  return [
    `wait: ${visible(guide.title)}`,
    `wait: 1. open ${visible(guide.url, LONGEST_TEXT)}`,
    `wait: 2. ${guide.clicks.map((click) => visible(click)).join(', then ')}`,
    ...guide.fields.map(
      (field, at) => `wait: 3.${at + 1} ${visible(field.label)}: ${fieldText(field, secretText)}`,
    ),
    `wait: ${guide.fields.length === 0 ? 3 : 4}. ${visible(guide.finish)}`,
  ];
}

/** How the run ended, its identifier and what comes next. */
export function sentencesOfResult(result: SetupResult): string[] {
  const word = { done: 'ok', 'nothing-to-do': 'ok', planned: 'ok', waiting: 'wait', failed: 'fail' }[
    result.status
  ];
  const effort = `${count(result.requests.sent, 'request')}, ${duration(result.elapsedMs)}`;
  const { application } = result;
  return [
    ...result.steps
      .filter(({ status }) => status === 'waiting')
      .flatMap(({ title, lines }) => lines.map((line) => `wait: ${visible(title)}: ${visible(line)}`)),
    `${word}: ${outcomeOf(result)} (${effort})`,
    ...(application === null ? [] : [`Application ID: ${visible(application.appId)}`]),
    ...(result.error === null ? result.next : []).map((line, at) => `next: ${at + 1}. ${visible(line)}`),
  ];
}

export function sentencesOfResultError(result: SetupResult): string[] {
  const failure = failureOf(result);
  return failure === undefined ? [] : sentencesOfFailure(failure, aftermathOf(result));
}

export function sentencesOfFailure(failure: ShownFailure, { changed, goOn }: Aftermath): string[] {
  const { code, what, why, fix, field, more } = failure;
  return [
    `fail: ${visible(what)} (${visible(code)})`,
    ...under('fail', 'why', why?.split('\n') ?? []),
    ...under('fail', 'field', field === undefined ? [] : [field]),
    ...under('fail', 'fix', numbered(fix)),
    ...under('fail', 'more', more === undefined ? [] : [more]),
    ...sentencesOfChanged(changed),
    ...goOn.map((line) => `next: ${visible(line)}`),
  ];
}

function sentencesOfChanged(changed: Aftermath['changed']): string[] {
  if (changed === undefined) return [];
  if (changed.length === 0) return [NOTHING_CHANGED];
  return [CHANGED_AND_KEPT, ...changed.map((line) => `   ${visible(line)}`)];
}

function under(word: string, what: string, texts: readonly string[]): string[] {
  return texts.map((text) => `${word}:    ${what}: ${visible(text)}`);
}
