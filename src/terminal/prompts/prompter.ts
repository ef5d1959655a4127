import type { Secret } from '../../secrets/secret.ts';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly name: string;
  /** A few words beside the name. */
  readonly hint?: string;
}

/** Looks choices up for what was typed so far; the signal aborts when more is typed. */
export type ChoiceSource<Value extends string = string> = (
  text: string,
  signal: AbortSignal,
) => Promise<readonly Choice<Value>[]>;

/** Gives what is wrong with an answer, for the person, or undefined when it is right. */
export type Validate = (answer: string) => string | undefined | Promise<string | undefined>;

/**
 * Asks a person. Every question goes to stderr. Each method throws `Interrupted` on Ctrl-C, on the end of the input,
 * and when the run's signal aborts.
 */
export interface Prompter {
  confirm(question: string, suggested: boolean): Promise<boolean>;
  select<Value extends string>(question: string, choices: readonly Choice<Value>[]): Promise<Value>;
  text(question: string, validate?: Validate, suggested?: string): Promise<string>;
  /** Never echoed, never empty. */
  secret(question: string): Promise<Secret>;
  search<Value extends string>(question: string, source: ChoiceSource<Value>): Promise<Value>;
  /** Several, one after the other, each once; `atLeast` of them, 0 when not given. */
  multi<Value extends string>(
    question: string,
    source: ChoiceSource<Value>,
    atLeast?: number,
  ): Promise<readonly Choice<Value>[]>;
}
