import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Failure } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';
import { closest } from './closest.ts';
import type { Input } from './input.ts';
import { type InputProblem, waysToGive } from './problem.ts';
import type { RawValues } from './resolve.ts';

export interface Answers {
  /** By the key of the input, as they stand in the file; `resolveInputs` checks them. */
  readonly values: RawValues;
  /** Keys that do not belong there. */
  readonly problems: readonly InputProblem[];
}

const LARGEST = 1024 * 1024;
const mapping = z.record(z.string(), z.unknown());

function unusable(file: string, why: string, fix: readonly string[]): Failure {
  return new Failure({
    code: 'JI-P504',
    exit: 2,
    what: `The answers file ${visible(file)} cannot be understood`,
    why,
    fix,
    field: 'answers',
  });
}

/** JSON and YAML alike: YAML contains JSON, and its parser knows line and column. */
async function parse(text: string, file: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  // Answers are plain values: no aliases that multiply, no tags that make other things of them.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const where = `Line ${line}, column ${col}: ${visible(error.message, 200)}`;
    throw unusable(file, where, [`open "${visible(file)}" at line ${line}`]);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw unusable(file, 'It uses aliases (*name), which are not read here.', ['write the values out']);
  }
}

function misplaced(input: Input): string {
  return input.secret
    ? 'a secret does not belong into a file that is passed around'
    : 'it belongs to one run and is not read from the answers file';
}

function problemWith(key: string, inputs: readonly Input[]): InputProblem | undefined {
  const input = inputs.find((candidate) => candidate.key === key);
  if (input?.inAnswersFile) return undefined;
  const known = inputs.filter(({ inAnswersFile }) => inAnswersFile).map((candidate) => candidate.key);
  const suggestion = closest(key, known);
  const field = visible(key, 60);
  // The value is never shown: it may be a secret under a mistyped key.
  const problem = { field, given: '…', from: 'answers file' } as const;
  if (input !== undefined) {
    return { ...problem, why: misplaced(input), expected: 'give it another way', ways: waysToGive(input) };
  }
  const expected = suggestion === undefined ? `one of ${known.join(', ')}` : `did you mean ${suggestion}?`;
  return { ...problem, why: 'there is no such key', expected, ways: [] };
}

/**
 * Reads the text of an answers file.
 * @throws Failure JI-P504 with line and column when it is not JSON or YAML, or no mapping of keys to values
 */
export async function parseAnswers(text: string, file: string, inputs: readonly Input[]): Promise<Answers> {
  const content = (await parse(text, file)) ?? {};
  const read = mapping.safeParse(content);
  if (!read.success || Array.isArray(content)) {
    throw unusable(file, 'It is not a list of keys and values.', ['write lines such as  secretMonths: 12']);
  }
  const problems = Object.keys(read.data).map((key) => problemWith(key, inputs));
  const allowed = Object.entries(read.data).filter((_entry, index) => problems[index] === undefined);
  return {
    values: Object.fromEntries(allowed),
    problems: problems.filter((problem) => problem !== undefined),
  };
}

/**
 * Reads an answers file (JSON or YAML).
 * @throws Failure JI-P503 when it cannot be read, JI-P504 when it cannot be understood
 */
export async function readAnswersFile(file: string, inputs: readonly Input[]): Promise<Answers> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Failure({
      code: 'JI-P503',
      exit: 2,
      what: `The answers file ${visible(file)} cannot be read`,
      why: code === 'ENOENT' ? 'There is no such file.' : `The system says ${code}.`,
      fix: [`ls -l "${visible(file)}"`],
      field: 'answers',
    });
  }
  if (text.length > LARGEST)
    throw unusable(file, 'It is larger than 1 MiB.', ['keep only the answers in it']);
  return parseAnswers(text, file, inputs);
}
