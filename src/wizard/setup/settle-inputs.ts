import { inputsOf } from '../../inputs/catalogue.ts';
import type { Input } from '../../inputs/input.ts';
import { missingInputs } from '../../inputs/missing-inputs.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { EarlyInputs, SetupInputs } from '../../inputs/setup-inputs.ts';
import { Secret } from '../../secrets/secret.ts';
import type { State } from '../../state/state.ts';
import { askMissing } from '../run/ask-missing.ts';
import { type GivenSources, rememberedValues, resolveAll } from '../run/input-sources.ts';
import type { Run } from '../run/run.ts';
import type { SandboxGround } from '../sandbox/ground.ts';
import { acknowledgeUnsupported, notYet } from './unsupported.ts';

interface InputGround {
  readonly given: GivenSources;
  readonly ground: SandboxGround | undefined;
  readonly earlier: State | undefined;
  /** What a saved plan decided; stronger than everything but a flag. */
  readonly savedInputs: RawValues | undefined;
}

/**
 * Settles every input of `setup`: what was given, then what is asked. The first thing a person is told is that the
 * manual connection is unsupported; only then come the questions.
 */
export async function settleInputs(
  run: Run,
  { given, ground, earlier, savedInputs }: InputGround,
): Promise<SetupInputs> {
  const { prompter, emit, redactor } = run;
  const { canPrompt } = run.screen;
  // The sandbox's simulated person is at a browser even where there is no terminal.
  const attended = canPrompt || ground !== undefined;
  const sources = {
    ...given,
    flags: { ...savedInputs, ...given.flags },
    state: rememberedValues(earlier),
    preset: ground && presetFor(ground, canPrompt && given.flags.yes !== true),
  };
  const first = await resolveAll('setup', sources, attended);
  const missing = [...first.missing, ...missingGroups(first.values, canPrompt)];

  const connection = missing.filter(({ key }) => key === 'connection');
  const chosen = canPrompt ? await askMissing(connection, prompter, canPrompt) : {};
  // It brings zod along, which would come before the first question.
  const { readEarlyInputs, readSetupInputs } = await import('../../inputs/setup-inputs.ts');
  const begun = await resolveAll('setup', { ...sources, flags: { ...sources.flags, ...chosen } }, attended);
  const early = readEarlyInputs(begun.values);
  if (early.connection === 'device-compliance') throw notYet();

  // A connection that was begun needs no second yes, and a plan changes nothing.
  const acknowledged = early.acknowledgeUnsupported === true || early.plan === true || earlier !== undefined;
  // Without a terminal everything that is missing is named at once, this one too.
  const unasked = acknowledged ? [] : ['acknowledgeUnsupported'];
  if (!canPrompt) nameMissing([...missing, ...inputsNamed(unasked)], early);
  await acknowledgeUnsupported(acknowledged, prompter, emit);

  const answered = {
    ...chosen,
    ...(await askMissing(
      missing.filter(({ key }) => key !== 'connection'),
      prompter,
      canPrompt,
    )),
  };
  const settled = await resolveAll(
    'setup',
    { ...sources, flags: { ...sources.flags, ...answered } },
    attended,
  );
  for (const { value } of Object.values(settled.values)) if (value instanceof Secret) redactor.add(value);
  return readSetupInputs(settled.values);
}

/** Where nobody can be asked, everything is named at once: the yes to the plan too, when something is missing anyway. */
function nameMissing(missing: readonly Input[], { yes, plan, fromPlan }: EarlyInputs): void {
  if (missing.length === 0) return;
  const agreed = yes === true || plan === true || fromPlan !== undefined;
  throw missingInputs([...missing, ...inputsNamed(agreed ? [] : ['yes'])]);
}

function inputsNamed(keys: readonly string[]): readonly Input[] {
  return inputsOf('setup').filter(({ key }) => keys.includes(key));
}

/** Who rehearses at a terminal chooses the groups as in earnest; the sandbox decides them where nobody does. */
function presetFor({ preset }: SandboxGround, rehearsing: boolean): RawValues {
  if (!rehearsing) return preset;
  const { includeGroups: _include, excludeGroups: _exclude, ...rest } = preset;
  return rest;
}

/** Groups are chosen after the sign-in on a terminal; without one they must be given. */
function missingGroups(values: Readonly<Record<string, unknown>>, canPrompt: boolean): readonly Input[] {
  if (canPrompt || values.includeGroups !== undefined || values.only !== undefined) return [];
  return inputsOf('setup').filter(({ key }) => key === 'includeGroups');
}
