import type { Guide } from '../steps/person.ts';
import type { Finding, StepId } from '../steps/step.ts';
import type { SetupResult } from './result.ts';

/** One line of the plan as it is shown and written to JSON. */
export interface PlannedChange {
  readonly action: 'create' | 'change' | 'remove' | 'guide' | 'prove';
  readonly target: string;
  readonly summary: string;
  readonly details: readonly string[];
  readonly by: 'tool' | 'you';
  readonly destroys: boolean;
}

export interface PlannedStep {
  readonly id: StepId;
  readonly title: string;
  /** Empty when nothing is to be done. */
  readonly changes: readonly PlannedChange[];
  /** What is right already, when there are no changes. */
  readonly already: readonly string[];
}

export interface Header {
  readonly title: string;
  readonly profile: string;
  /** True for `--sandbox`: every screen says that nothing real is touched. */
  readonly sandbox: boolean;
  readonly microsoft: {
    readonly tenant: string;
    readonly domain: string;
    readonly cloud: string;
    readonly signedInAs: string;
    /** Directory roles of a person, or permissions of an application. */
    readonly roles: readonly string[];
  };
  readonly jamf: { readonly url: string; readonly version: string; readonly signedInAs: string };
}

/** What the engine says while it works; three renderers turn it into words. No step writes to a screen. */
export type Event =
  /** Something is being waited for that takes a moment: `signing in to Microsoft`. Ends with the next event. */
  | { readonly type: 'busy'; readonly what: string }
  /** What a running step waits for, told only when it lasts; `elapsedMs` of `limitMs` are over. */
  | {
      readonly type: 'wait-started';
      readonly what: string;
      readonly limitMs: number;
      readonly elapsedMs: number;
    }
  | { readonly type: 'wait-ended' }
  | {
      readonly type: 'notice';
      readonly level: 'info' | 'warning';
      readonly title: string;
      readonly lines: readonly string[];
    }
  | { readonly type: 'header'; readonly header: Header }
  | { readonly type: 'resuming'; readonly since: string; readonly what: string }
  | { readonly type: 'plan'; readonly steps: readonly PlannedStep[]; readonly extension: boolean }
  | { readonly type: 'step-started'; readonly id: StepId; readonly title: string }
  | {
      readonly type: 'step-done';
      readonly id: StepId;
      readonly title: string;
      /** The lines that the changes gave, or what was right already. */
      readonly lines: readonly string[];
      readonly elapsedMs: number;
    }
  | { readonly type: 'step-failed'; readonly id: StepId; readonly title: string }
  | { readonly type: 'guide-opened'; readonly id: StepId; readonly guide: Guide; readonly by: string }
  | { readonly type: 'guide-waiting'; readonly id: StepId; readonly text: string; readonly elapsedMs: number }
  | { readonly type: 'guide-closed'; readonly id: StepId }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'finished'; readonly result: SetupResult };

export type Emit = (event: Event) => void;
