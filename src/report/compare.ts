import type { EarlierResult } from './earlier-result.ts';
import { endpointOf, wordsOfVerdict } from './verdict-words.ts';
import { HOWS, VERDICTS } from './verdicts.ts';

/** An endpoint or check that was one way, and is another now; null where there was none, or is none any more. */
export interface Difference {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Comparison {
  readonly earlierAt: string;
  readonly at: string;
  readonly newFindings: readonly ComparedFinding[];
  readonly goneFindings: readonly ComparedFinding[];
  readonly checks: readonly Difference[];
  readonly probes: readonly Difference[];
}

export type ComparedFinding = EarlierResult['findings'][number];

/**
 * What changed between two answers: before and after a repair, or the office's network and the one at home. Numbers that
 * differ with every run (times, addresses) are no change. Pure.
 */
export function compareResults(earlier: EarlierResult, now: EarlierResult): Comparison {
  return {
    earlierAt: earlier.at,
    at: now.at,
    newFindings: missingFrom(earlier.findings, now.findings),
    goneFindings: missingFrom(now.findings, earlier.findings),
    checks: differences(earlier.checks, now.checks, {
      key: ({ id }) => id,
      name: ({ title }) => title,
      state: ({ outcome }) => outcome,
    }),
    probes: differences(earlier.probes, now.probes, {
      key: ({ id }) => id,
      name: endpointOf,
      state: stateOfProbe,
    }),
  };
}

export function isUnchanged({ newFindings, goneFindings, checks, probes }: Comparison): boolean {
  return [newFindings, goneFindings, checks, probes].every(({ length }) => length === 0);
}

function missingFrom(
  these: readonly ComparedFinding[],
  others: readonly ComparedFinding[],
): ComparedFinding[] {
  // What was seen holds dates and counts that move on; the same code at the same step is the same finding.
  const known = new Set(these.map(({ code, step }) => `${code} ${step}`));
  return others.filter(({ code, step }) => !known.has(`${code} ${step}`));
}

interface Reading<T> {
  readonly key: (one: T) => string;
  readonly name: (one: T) => string;
  readonly state: (one: T) => string;
}

function differences<T>(
  these: readonly T[],
  those: readonly T[],
  { key, name, state }: Reading<T>,
): Difference[] {
  const earlier = new Map(these.map((one) => [key(one), one]));
  const later = new Map(those.map((one) => [key(one), one]));
  const keys = new Set([...later.keys(), ...earlier.keys()]);
  return [...keys].flatMap((id) => {
    const was = earlier.get(id);
    const is = later.get(id);
    const one = is ?? was;
    const before = was === undefined ? null : state(was);
    const after = is === undefined ? null : state(is);
    return one === undefined || before === after ? [] : [{ what: name(one), before, after }];
  });
}

/** Words where we know the verdict; a version that knew others is shown as it spoke. */
function stateOfProbe({ verdict, how, issuer }: EarlierResult['probes'][number]): string {
  const known = VERDICTS.find((one) => one === verdict);
  const knownHow = HOWS.find((one) => one === how);
  if (known === undefined) return verdict;
  return wordsOfVerdict({ verdict: known, issuer, ...(knownHow === undefined ? {} : { how: knownHow }) });
}
