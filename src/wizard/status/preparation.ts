import type { RawValues } from '../../inputs/resolve.ts';
import { type EarlyInputs, readEarlyInputs } from '../../inputs/setup-inputs.ts';
import { Secret } from '../../secrets/secret.ts';
import type { State } from '../../state/state.ts';
import { fitsProfilesTenant, fitsServer } from '../connection/fit-profile.ts';
import { homeOf, openProfile } from '../connection/open-profile.ts';
import { tellOfState } from '../connection/tell-of-state.ts';
import type { Opened } from '../examination/examination.ts';
import { askMissing } from '../run/ask-missing.ts';
import {
  type GivenSources,
  profileName,
  readGivenSources,
  rememberedValues,
  resolveAll,
} from '../run/input-sources.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { openSandboxGround, type SandboxGround } from '../sandbox/ground.ts';
import { cloudOf, signInOfRun } from '../sign-in/sign-in-of-run.ts';
import { wayOutOfRun } from '../sign-in/way-out-of-run.ts';

/** What `status` looks at. */
export interface StatusGround {
  readonly earlier: State | undefined;
  readonly opened: Opened;
}

/**
 * Opens both sides for a look, with whatever rights there are, and closes them again. Takes no lock: a look may be
 * taken while another run is at work.
 * @param look not called when nothing was ever set up from here and nothing was given: then there is nobody to ask
 * @returns what `look` gave; undefined when it was not called
 */
export async function withStatusGround<Answer>(
  run: Run,
  flags: RawValues,
  progress: Progress,
  look: (ground: StatusGround) => Promise<Answer>,
): Promise<Answer | undefined> {
  const { host, emit } = run;
  const given = await readGivenSources('status', flags, host);
  progress.profile = await profileName(given, 'status', progress.sandbox);
  const { profile } = progress;
  const store = openProfile(host, profile);
  const loaded = await store.load();
  tellOfState(loaded, emit);
  const earlier = loaded.kind === 'loaded' ? loaded.state : undefined;
  if (earlier === undefined && !progress.sandbox && !(await namesSomething(given))) return undefined;

  const ground = progress.sandbox
    ? await openSandboxGround(host, { home: homeOf(host), variant: 'published' })
    : undefined;
  try {
    const inputs = await settle(run, given, earlier, ground);
    const jamfUrl = inputs.jamfUrl ?? earlier?.jamfUrl;
    if (jamfUrl !== undefined) fitsServer(earlier, { profile, sandbox: progress.sandbox, jamfUrl });
    return await openBoth(run, { inputs, earlier, ground, folder: store.folder }, progress, look);
  } finally {
    await ground?.close();
  }
}

/** Somebody said which tenant or which server is meant. */
async function namesSomething(given: GivenSources): Promise<boolean> {
  const { values } = await resolveAll('status', { ...given, state: {}, preset: undefined }, true);
  return values.tenant !== undefined || values.jamfUrl !== undefined;
}

/** What is missing is asked for where somebody can be asked; elsewhere the lines that need it say so. */
async function settle(
  { prompter, screen, redactor }: Run,
  given: GivenSources,
  earlier: State | undefined,
  ground: SandboxGround | undefined,
): Promise<EarlyInputs> {
  const sources = { ...given, state: rememberedValues(earlier), preset: ground?.preset };
  const attended = screen.canPrompt || ground !== undefined;
  const { missing } = await resolveAll('status', sources, attended);
  const askable = screen.canPrompt ? missing.filter(({ question }) => question !== undefined) : [];
  const answered = await askMissing(askable, prompter, screen.canPrompt);
  const { values } = await resolveAll(
    'status',
    { ...sources, flags: { ...sources.flags, ...answered } },
    attended,
  );
  for (const { value } of Object.values(values)) if (value instanceof Secret) redactor.add(value);
  return readEarlyInputs(values);
}

interface Opening {
  readonly inputs: EarlyInputs;
  readonly earlier: State | undefined;
  readonly ground: SandboxGround | undefined;
  readonly folder: string;
}

async function openBoth<Answer>(
  run: Run,
  opening: Opening,
  progress: Progress,
  look: (ground: StatusGround) => Promise<Answer>,
): Promise<Answer> {
  const { host, emit, screen } = run;
  const { inputs, earlier, ground, folder } = opening;
  const [{ openWayOut }, { openExamination }] = await Promise.all([
    import('../../http/open-way-out.ts'),
    import('../examination/examination.ts'),
  ]);
  const wayOut = await openWayOut(wayOutOfRun(run, inputs.ca, ground));
  progress.counts = wayOut.counts;
  try {
    emit({ type: 'busy', what: 'signing in' });
    const opened = await openExamination({
      host,
      inputs,
      doctor: { deep: false },
      earlier,
      folder,
      attended: screen.canPrompt || ground !== undefined || inputs.deviceCode === true,
      signIn: signInOfRun(run, {
        cloud: cloudOf(inputs, ground),
        wayOut,
        ground,
        folder,
        profile: inputs.profile ?? 'default',
      }),
    });
    try {
      if (opened.tenant !== null) fitsProfilesTenant(earlier, progress.profile, opened.tenant);
      return await look({ earlier, opened });
    } finally {
      await opened.close();
    }
  } finally {
    await wayOut.close();
  }
}
