import { z } from 'zod';
import { visible } from '../terminal/visible.ts';
import type { Input, InputKind } from './input.ts';
import { type JamfUrlRules, readJamfUrl } from './jamf-url.ts';
import { STEP_IDS } from './step-ids.ts';

export type Value = string | number | boolean;

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}$/;

const text = z
  .string({
    error: (issue) =>
      typeof issue.input === 'number' ? 'it is a number; put it into quotes' : 'it is no text',
  })
  .trim();

/** One line without characters that a terminal would obey. */
function line(maxLength: number) {
  return text
    .min(1, 'it is empty')
    .max(maxLength, `it is longer than ${maxLength} characters`)
    .refine((value) => visible(value, maxLength * 8) === value, 'it holds control or invisible characters');
}

const guid = text.toLowerCase().pipe(z.guid('it is no GUID'));

const integerText = text.regex(/^[+-]?\d{1,15}$/, 'it is no whole number').transform(Number);

function integer(min: number, max: number) {
  const range = z.int('it is no whole number').min(min, `it is below ${min}`).max(max, `it is above ${max}`);
  return z.union([z.number(), integerText], 'it is no whole number').pipe(range);
}

const SWITCHES: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

/** `true` from a flag or a file, or a word for it from a variable. */
const onOrOff = z.union(
  [
    z.boolean(),
    text
      .toLowerCase()
      .refine((word) => Object.hasOwn(SWITCHES, word))
      .transform((word) => SWITCHES[word] ?? false),
  ],
  'it is neither true nor false',
);

function jamfUrl(rules: JamfUrlRules) {
  return text.transform((pasted, context) => {
    const reading = readJamfUrl(pasted, rules);
    if (reading.ok) return reading.origin;
    context.addIssue(reading.why);
    return z.NEVER;
  });
}

/** The schema that reads one value of a kind: from text as flags and variables give it, or typed as a file does. */
function schemaOf(kind: InputKind, rules: JamfUrlRules): z.ZodType<Value> {
  switch (kind.type) {
    case 'text':
      return line(kind.maxLength);
    case 'choice':
      return text.pipe(z.enum(kind.of, 'it is not one of them'));
    case 'step':
      return text.pipe(z.enum(STEP_IDS, 'there is no such step'));
    case 'integer':
      return integer(kind.min, kind.max);
    case 'guid':
      return guid;
    case 'tenant':
      return text
        .toLowerCase()
        .pipe(z.union([z.guid(), z.string().regex(DOMAIN)], 'it is neither a domain nor a GUID'));
    case 'jamf-url':
      return jamfUrl(rules);
    case 'group':
      return line(256);
    case 'profile':
      return text.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'other characters, or too long');
    case 'path':
      return z
        .string('it is no path')
        .min(1, 'it is empty')
        .regex(/^[^\0]*$/, 'it holds a NUL character');
    case 'switch':
      return onOrOff;
  }
}

/** A secret is taken as it is, spaces and all; only the line break that a file or an editor adds is dropped. */
const secret = z
  .string('it is no text')
  .transform((value) => value.replace(/[\r\n]+$/, ''))
  .pipe(z.string().min(1, 'it is empty').max(4000, 'it is longer than 4000 characters'));

export type Checked =
  | { readonly ok: true; readonly value: Value | readonly Value[] }
  | { readonly ok: false; readonly why: string };

/**
 * Reads one raw value for an input, wherever it came from: also what a person types at a question.
 * @param raw text, number or boolean; for a repeatable input one of them or a list
 */
export function checkValue(
  input: Input,
  raw: unknown,
  rules: JamfUrlRules = { loopbackAllowed: false },
): Checked {
  const one = input.secret ? secret : schemaOf(input.kind, rules);
  const read = input.repeatable
    ? z.array(one).safeParse(Array.isArray(raw) ? raw : [raw])
    : one.safeParse(raw);
  if (read.success) return { ok: true, value: read.data };
  const issue = read.error.issues[0];
  const position = typeof issue?.path[0] === 'number' ? `item ${issue.path[0] + 1}: ` : '';
  return { ok: false, why: `${position}${issue?.message ?? 'it cannot be used'}` };
}
