import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MIGRATIONS, type Migration, migrate, newestVersion } from './migrations.ts';
import { STATE_FORMAT, STATE_VERSION, type State, stateSchema } from './state.ts';

/**
 * The text of a state file and back. The envelope carries what must be understood in every version (format,
 * version, checksum of the body); the body is the rest of the state.
 */
export type ParsedState =
  | { readonly kind: 'state'; readonly state: State }
  /** The checksum does not match: somebody edited the file, or a bit flipped where it still makes sense. */
  | { readonly kind: 'edited'; readonly state: State }
  | { readonly kind: 'corrupt'; readonly reason: string }
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'newer'; readonly found: number; readonly known: number }
  | { readonly kind: 'invalid'; readonly problem: string };

const headerSchema = z.looseObject({ format: z.literal(STATE_FORMAT) });
const envelopeSchema = z.strictObject({
  format: z.literal(STATE_FORMAT),
  version: z.int().min(1),
  sha256: z.string(),
  body: z.record(z.string(), z.unknown()),
});

/** @throws Error when `state` does not fit its own schema, which is a defect of this program */
export function writeStateFile(state: State): string {
  const checked = stateSchema.safeParse(state);
  if (!checked.success)
    throw new Error(`state to be saved does not fit its schema: ${firstProblem(checked.error)}`);
  const { format, version, ...body } = checked.data;
  return `${JSON.stringify({ format, version, sha256: checksum(body), body }, null, 2)}\n`;
}

/**
 * @param text the whole file
 * @param migrations the way to the present version; another one only in tests
 */
export function parseStateFile(text: string, migrations: readonly Migration[] = MIGRATIONS): ParsedState {
  const json = parseJson(text);
  if (!json.ok) return { kind: 'corrupt', reason: json.reason };
  if (!headerSchema.safeParse(json.value).success) return { kind: 'not-ours' };

  // A newer version may have another envelope, so its number is looked at before anything else is demanded.
  const known = newestVersion(migrations);
  const version = z.looseObject({ version: z.int() }).safeParse(json.value);
  if (version.success && version.data.version > known) {
    return { kind: 'newer', found: version.data.version, known };
  }

  const envelope = envelopeSchema.safeParse(json.value);
  if (!envelope.success) return { kind: 'invalid', problem: firstProblem(envelope.error) };
  const body = migrate(envelope.data.body, envelope.data.version, migrations);
  const state = stateSchema.safeParse({ ...body, format: STATE_FORMAT, version: STATE_VERSION });
  if (!state.success) return { kind: 'invalid', problem: firstProblem(state.error) };
  const intact = checksum(envelope.data.body) === envelope.data.sha256;
  return { kind: intact ? 'state' : 'edited', state: state.data };
}

/** Over the values and not over the text, so that re-indenting the file is no edit. */
function checksum(body: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  if (text.trim() === '') return { ok: false, reason: 'The file is empty' };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // V8's message quotes the text around the fault: not for a message.
    return { ok: false, reason: 'The file is not whole JSON' };
  }
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'the file'}: ${issue.message}` : 'unknown problem';
}
