import { Failure } from '../../errors/failure.ts';
import { BOOK } from '../../findings/book.ts';
import { type DoctorInputs, readDoctorInputs } from '../../inputs/read-doctor-inputs.ts';
import { type EarlyInputs, readEarlyInputs } from '../../inputs/setup-inputs.ts';
import { Secret } from '../../secrets/secret.ts';
import type { State } from '../../state/state.ts';
import { askMissing } from '../run/ask-missing.ts';
import { type GivenSources, rememberedValues, resolveAll } from '../run/input-sources.ts';
import type { Run } from '../run/run.ts';
import type { SandboxGround } from '../sandbox/ground.ts';
import { unknownNames } from './selection.ts';

/** Settles every input of the doctor; asks for what is missing where somebody can be asked. */
export async function settleDoctor(
  run: Run,
  given: GivenSources,
  earlier: State | undefined,
  ground: SandboxGround | undefined,
): Promise<{ readonly inputs: EarlyInputs; readonly doctor: DoctorInputs }> {
  const { prompter, screen, redactor } = run;
  const preset = ground && { ...ground.preset, deep: true };
  const sources = { ...given, state: rememberedValues(earlier), preset };
  const attended = screen.canPrompt || ground !== undefined;
  const first = await resolveAll('doctor', sources, attended);
  const doctor = readDoctorInputs(first.values);
  const onlyNetwork =
    doctor.examineOnly.length > 0 && doctor.examineOnly.every((name) => name.toLowerCase() === 'network');
  // Whatever is missing is asked for where somebody can be asked; elsewhere the looks that need it say so.
  const answered =
    screen.canPrompt && !onlyNetwork
      ? await askMissing(
          first.missing.filter(({ question }) => question),
          prompter,
          true,
        )
      : {};
  const { values } = await resolveAll(
    'doctor',
    { ...sources, flags: { ...sources.flags, ...answered } },
    attended,
  );
  for (const { value } of Object.values(values)) if (value instanceof Secret) redactor.add(value);
  return { inputs: readEarlyInputs(values), doctor };
}

/**
 * Refuses names in `--only` and `--skip` that nothing has.
 * @param looks ids of all steps and checks
 * @throws Failure JI-P502
 */
export function refuseUnknown({ examineOnly, examineSkip }: DoctorInputs, looks: readonly string[]): void {
  const known = ['entra', 'intune', 'jamf', 'network', 'program', ...looks];
  const unknown = unknownNames([...examineOnly, ...examineSkip], known, Object.keys(BOOK));
  if (unknown.length === 0) return;
  throw new Failure({
    code: 'JI-P502',
    exit: 2,
    what: `The doctor does not know ${unknown.map((name) => name || 'an empty name').join(', ')}`,
    why: `It knows: ${known.join(', ')}, and codes such as JI-E102`,
    fix: ['jamf-intune doctor --only ROOM'],
    field: 'examineOnly',
  });
}
