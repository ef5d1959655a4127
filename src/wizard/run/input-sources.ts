import { isAbsolute, resolve } from 'node:path';
import type { Host } from '../../host.ts';
import { CATALOGUE } from '../../inputs/catalogue.ts';
import { readDotenv } from '../../inputs/dotenv.ts';
import type { Input } from '../../inputs/input.ts';
import { badInputs } from '../../inputs/problem.ts';
import {
  type InputSources,
  isAnythingGiven,
  type RawValues,
  type Resolution,
  resolveInputs,
} from '../../inputs/resolve.ts';
import type { State } from '../../state/state.ts';

/** Everything that was given to a command, before the state and the sandbox have their say. */
export type GivenSources = Omit<InputSources, 'state' | 'preset'>;

/** Reads flags, environment, `.env` and the answers file. */
export async function readGivenSources(command: string, flags: RawValues, host: Host): Promise<GivenSources> {
  const env = withSecrets(host);
  const dotenv = await readDotenv(host.cwd);
  const early = await resolveGiven(
    inputNamed('answers'),
    { flags, env, dotenv, answers: {}, state: {}, preset: undefined },
    command,
  );
  const file = early.values.answers?.value;
  if (typeof file !== 'string') return { flags, env, dotenv, answers: {} };
  const { readAnswersFile } = await import('../../inputs/answers-file.ts');
  const answers = await readAnswersFile(isAbsolute(file) ? file : resolve(host.cwd, file), CATALOGUE);
  if (answers.problems.length > 0) throw badInputs(answers.problems);
  return { flags, env, dotenv, answers: answers.values };
}

/** The environment as it was given. The secrets in it are wrapped again as soon as they are read. */
function withSecrets({ env, secrets }: Host): Readonly<Record<string, string | undefined>> {
  return {
    ...env,
    ...Object.fromEntries([...secrets].map(([variable, secret]) => [variable, secret.reveal()])),
  };
}

/** The profile's name, which decides whose state is read: in the sandbox only a flag may name another one. */
export async function profileName(given: GivenSources, command: string, sandbox: boolean): Promise<string> {
  const sources = sandbox ? { ...given, env: {}, dotenv: {}, answers: {} } : given;
  const preset = sandbox ? { profile: 'sandbox' } : undefined;
  const { values, problems } = await resolveGiven(
    inputNamed('profile'),
    { ...sources, state: {}, preset },
    command,
  );
  if (problems.length > 0) throw badInputs(problems);
  return String(values.profile?.value);
}

function inputNamed(name: string): readonly Input[] {
  return CATALOGUE.filter(({ key }) => key === name);
}

/** All values of a command; throws when any of them cannot be used. */
export async function resolveAll(
  command: string,
  sources: InputSources,
  attended: boolean,
): Promise<Resolution> {
  const resolution = await resolveGiven(CATALOGUE, sources, command, attended);
  if (resolution.problems.length > 0) throw badInputs(resolution.problems);
  return resolution;
}

/** zod takes a sixth of the time until the first question: it is loaded when something was given. */
async function resolveGiven(
  catalogue: readonly Input[],
  sources: InputSources,
  command: string,
  attended = false,
): Promise<Resolution> {
  const check = isAnythingGiven(catalogue, sources, command)
    ? (await import('../../inputs/schema.ts')).checkValue
    : () => ({ ok: false, why: 'nothing was given' }) as const;
  return resolveInputs(catalogue, sources, command, check, attended);
}

/** What the state remembers of earlier answers, as input values. */
export function rememberedValues(state: State | undefined): RawValues {
  if (state === undefined) return {};
  const { appName, adoptApp, permissions, secretMonths, secretStore, includeGroups, excludeGroups } =
    state.answers;
  return {
    connection: state.connection,
    cloud: state.cloud === 'sandbox' ? undefined : state.cloud,
    tenant: state.tenant?.domain,
    jamfUrl: state.jamfUrl,
    appName,
    adoptApp,
    permissions,
    secretMonths,
    secretStore,
    includeGroups: includeGroups?.map(({ id }) => id),
    excludeGroups: excludeGroups?.map(({ id }) => id),
  };
}
