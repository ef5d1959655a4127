import { Secret } from '../secrets/secret.ts';
import { visible } from '../terminal/visible.ts';
import type { Input } from './input.ts';
import { findMissing } from './missing-inputs.ts';
import { type InputProblem, type ValueSource, waysToGive } from './problem.ts';
import type { checkValue, Value } from './schema.ts';

type Variables = Readonly<Record<string, string | undefined>>;
/** Raw values by the key of the input. */
export type RawValues = Readonly<Record<string, unknown>>;

/** All that was given, each source by itself. */
export interface InputSources {
  readonly flags: RawValues;
  readonly env: Variables;
  readonly dotenv: Variables;
  readonly answers: RawValues;
  readonly state: RawValues;
  /** What the sandbox gives; undefined when the run is about real services. */
  readonly preset: RawValues | undefined;
}

export interface Resolved {
  /** Checked; the value of a secret input is a `Secret`, that of a repeatable one a list. */
  readonly value: Value | readonly Value[] | Secret;
  readonly from: ValueSource;
}

export interface Resolution {
  readonly values: Readonly<Record<string, Resolved>>;
  readonly missing: readonly Input[];
  readonly problems: readonly InputProblem[];
}

/** A variable that is set to nothing counts as not set, as in Azure's libraries; `;` stands between several values. */
function fromVariables(input: Input, variables: Variables): unknown {
  const text = input.variables
    .map((name) => variables[name])
    .find((value) => value !== undefined && value !== '');
  return input.repeatable ? text?.split(';') : text;
}

function candidates(input: Input, sources: InputSources): readonly [ValueSource, unknown][] {
  const own = (values: RawValues | undefined) => values?.[input.key];
  const flag: [ValueSource, unknown] = ['flag', own(sources.flags)];
  const preset: [ValueSource, unknown] = ['sandbox', own(sources.preset)];
  const given: [ValueSource, unknown][] = [
    ['environment', fromVariables(input, sources.env)],
    ['.env', fromVariables(input, sources.dotenv)],
    ['answers file', own(sources.answers)],
    ['state', own(sources.state)],
  ];
  const fallback: [ValueSource, unknown] = ['default', input.default];
  if (sources.preset !== undefined && input.sandboxDecides) return [flag, preset, fallback];
  return [flag, ...given, preset, fallback];
}

function firstGiven(input: Input, sources: InputSources): readonly [ValueSource, unknown] | undefined {
  return candidates(input, sources).find(([, raw]) => raw !== undefined && raw !== null);
}

function problemWith(input: Input, from: ValueSource, raw: unknown, why: string): InputProblem {
  const given = input.secret ? '[secret]' : visible(typeof raw === 'string' ? raw : JSON.stringify(raw), 120);
  return { field: input.key, given, from, why, expected: input.expected, ways: waysToGive(input) };
}

/** Reads one given value: `checkValue`, which brings zod along. */
export type Check = typeof checkValue;

/** Whether anything was given for these inputs that has to be checked. */
export function isAnythingGiven(
  catalogue: readonly Input[],
  sources: InputSources,
  command: string,
): boolean {
  return catalogue
    .filter((input) => input.commands.includes(command))
    .some((input) => {
      const given = firstGiven(input, sources);
      return given !== undefined && asItIs(input, given) === undefined;
    });
}

/**
 * The value where it cannot be wrong: the catalogue's own default, and a path in a variable, which the system keeps
 * free of NUL and which counts as not set when it is empty.
 */
function asItIs(input: Input, [from, raw]: readonly [ValueSource, unknown]): Value | undefined {
  if (from === 'default') return input.default;
  const isPath = input.kind.type === 'path' && input.secret !== true && input.repeatable !== true;
  return from === 'environment' && isPath && typeof raw === 'string' ? raw : undefined;
}

/**
 * Decides the value of every input of a command: flag, environment, `.env`, answers file, state, sandbox, default.
 * Pure. All problems and everything that is missing come at once; a value that cannot be used is a problem, and
 * never a reason to fall back on a weaker source.
 * @param check reads a given value, but for those that cannot be wrong
 * @param attended true when a person can be asked and can sign in with a browser
 */
export function resolveInputs(
  catalogue: readonly Input[],
  sources: InputSources,
  command: string,
  check: Check,
  attended = false,
): Resolution {
  const inputs = catalogue.filter((input) => input.commands.includes(command));
  const values: Record<string, Resolved> = {};
  const problems: InputProblem[] = [];
  for (const input of inputs) {
    const given = firstGiven(input, sources);
    if (given === undefined) continue;
    const [from, wrapped] = given;
    const sure = asItIs(input, given);
    if (sure !== undefined) {
      values[input.key] = { value: sure, from };
      continue;
    }
    const raw = wrapped instanceof Secret ? wrapped.reveal() : wrapped;
    const checked = check(input, raw, { loopbackAllowed: sources.preset !== undefined });
    if (!checked.ok) problems.push(problemWith(input, from, raw, checked.why));
    else if (input.secret) values[input.key] = { value: new Secret(String(checked.value)), from };
    else values[input.key] = { value: checked.value, from };
  }
  const bad = new Set(problems.map(({ field }) => field));
  const has = (key: string) => bad.has(key) || (values[key] !== undefined && values[key].value !== false);
  return { values, missing: findMissing(inputs, has, attended), problems };
}
