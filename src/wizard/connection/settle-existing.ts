import { CATALOGUE } from '../../inputs/catalogue.ts';
import type { RawValues, Resolved } from '../../inputs/resolve.ts';
import { resolveInputs } from '../../inputs/resolve.ts';
import { checkValue } from '../../inputs/schema.ts';
import { readSetupInputs, type SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import { Secret } from '../../secrets/secret.ts';
import type { State } from '../../state/state.ts';
import { wantedToExamine } from '../examination/wanted-to-examine.ts';
import { askMissing } from '../run/ask-missing.ts';
import { rememberedValues, resolveAll } from '../run/input-sources.ts';
import type { Run } from '../run/run.ts';
import type { SignedIn } from '../sign-in/open-session.ts';
import type { Beginning } from './with-connection.ts';

/** What is so where neither the state nor the sandbox says otherwise; the rest has its default in the catalogue. */
const WITHOUT_STATE: RawValues = { connection: 'conditional-access', secretStore: 'none' };

/**
 * Settles the inputs of a command on a connection that exists. What the command takes is settled as in `setup`; what
 * it does not take comes from the state, then from the sandbox, then from the defaults. Nothing is said about the
 * connection being unsupported: whoever takes it down or keeps it alive has it already.
 */
export function settleExisting(
  command: 'status' | 'rotate-secret' | 'disconnect',
): (run: Run, beginning: Pick<Beginning, 'given' | 'ground' | 'earlier'>) => Promise<SetupInputs> {
  return async ({ prompter, screen, redactor }, { given, ground, earlier }) => {
    const preset = ground?.preset;
    const sources = { ...given, state: rememberedValues(earlier), preset };
    const attended = screen.canPrompt || ground !== undefined;
    const { missing } = await resolveAll(command, sources, attended);
    const answered = await askMissing(missing, prompter, screen.canPrompt);
    const own = await resolveAll(command, { ...sources, flags: { ...sources.flags, ...answered } }, attended);
    for (const { value } of Object.values(own.values)) if (value instanceof Secret) redactor.add(value);
    return readSetupInputs({ ...valuesOfSetup(earlier, preset), ...own.values });
  };
}

/** What `setup` would take without anybody saying anything. */
function valuesOfSetup(
  earlier: State | undefined,
  preset: RawValues | undefined,
): Readonly<Record<string, Resolved>> {
  const state = { ...WITHOUT_STATE, ...preset, ...withoutGaps(rememberedValues(earlier)) };
  const nobody = { flags: {}, env: {}, dotenv: {}, answers: {} };
  return resolveInputs(CATALOGUE, { ...nobody, state, preset }, 'setup', checkValue).values;
}

function withoutGaps(values: RawValues): RawValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/**
 * What is wanted of a connection that exists: the state says it; without one the connection is found by looking (the
 * application that the connector names, the groups that are on it).
 */
export async function decideExisting(
  _run: Run,
  inputs: SetupInputs,
  { organization, graph, cloud }: SignedIn,
  earlier: State | undefined,
): Promise<Wanted> {
  const { permissions, secretMonths, secretStore } = inputs;
  const found = await wantedToExamine({ inputs, cloud, organization, earlier, graph });
  return { ...found, permissions, secretMonths, secretStore };
}
