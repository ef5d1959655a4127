import { Failure } from '../errors/failure.ts';
import type { Input } from './input.ts';

/** Where a value came from, in the order in which they count. */
export type ValueSource = 'flag' | 'environment' | '.env' | 'answers file' | 'state' | 'sandbox' | 'default';

/** Something that was given and cannot be used. */
export interface InputProblem {
  /** The input's key, or the unknown key as it was given. */
  readonly field: string;
  /** What was given, made visible; never a secret. */
  readonly given: string;
  readonly from: ValueSource;
  /** What is wrong with it. */
  readonly why: string;
  /** What is expected instead. */
  readonly expected: string;
  /** The ways to give it: flag, variable, key of the answers file. */
  readonly ways: readonly string[];
}

/** The ways in which an input can be given, shortest first. */
export function waysToGive(input: Input): readonly string[] {
  return [
    ...(input.flag === undefined ? [] : [input.flag]),
    ...input.variables.slice(0, 1),
    ...(input.inAnswersFile ? [`${input.key} in the answers file`] : []),
  ];
}

function describe(problem: InputProblem): string {
  return `${problem.field} = ${problem.given} (${problem.from}): ${problem.why}`;
}

function remedy(problem: InputProblem): string {
  const ways = problem.ways.length === 0 ? '' : ` · ${problem.ways.join(' or ')}`;
  return `${problem.field}: ${problem.expected}${ways}`;
}

/** All bad inputs in one failure, so that a script is mended in one go. Exit 2; nothing was changed. */
export function badInputs(problems: readonly InputProblem[]): Failure {
  const [first] = problems;
  const what =
    problems.length === 1 && first !== undefined
      ? `The input ${first.field} cannot be used`
      : `${problems.length} inputs cannot be used`;
  return new Failure({
    code: 'JI-P502',
    exit: 2,
    what,
    why: problems.map(describe).join('\n'),
    fix: problems.map(remedy),
    ...(first === undefined ? {} : { field: first.field }),
  });
}
