import type { Secret } from '../secrets/secret.ts';

/** One field that a person fills in. A secret is shown as where it is kept, and copied on request. */
export interface GuideField {
  readonly label: string;
  readonly value: string | Secret;
}

/** What only a person can do: the page, the way to it by clicks, the fields and their values. */
export interface Guide {
  readonly title: string;
  readonly url: string;
  /** The way by clicks, because deep links are not documented and may move. */
  readonly clicks: readonly string[];
  readonly fields: readonly GuideField[];
  readonly finish: string;
}

/** The person while a guide is open. */
export interface GuideInHand {
  /** Resolves when the person chooses to leave; never rejects. */
  readonly left: Promise<void>;
  /** Says what was seen at the last look: `Intune has not heard from Jamf Pro yet`. */
  update(text: string): void;
  /** Takes the guide off the screen. */
  close(): void;
}

/** Somebody at a terminal, nobody, or the sandbox's simulated administrator. */
export interface Person {
  /** How long to wait for them, in milliseconds; Infinity on a terminal. */
  readonly patienceMs: number;
  /** Name of whoever will act, for the output: `you`, or `the sandbox's simulated administrator`. */
  readonly name: string;
  begin(guide: Guide): GuideInHand;
}
