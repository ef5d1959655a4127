import { toFailure } from '../engine/explain-failure.ts';
import { type ExitCode, Failure } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import type { RawValues } from '../inputs/resolve.ts';
import { applyApiRole, needsUserAccount, readApiAccess } from '../jamf/api-client.ts';
import { changesNothing, planApiRole } from '../jamf/api-role.ts';
import { consolePage } from '../jamf/deep-links.ts';
import { type NeededPrivilege, privilegesFor } from '../jamf/least-privileges.ts';
import { Secret } from '../secrets/secret.ts';
import { stateHome } from '../state/state-home.ts';
import { hang } from '../terminal/layout.ts';
import { renderFailure } from '../terminal/render-failure.ts';
import { askMissing } from './ask-missing.ts';
import { readGivenSources, resolveAll } from './input-sources.ts';
import { openRun, runWish } from './open-run.ts';
import type { Run } from './run.ts';
import { openSandboxGround } from './sandbox-ground.ts';

/** The name of role and client in Jamf Pro; also the key by which they are found again. */
const NAME = 'jamf-intune';

export interface JamfRoleWish {
  readonly create: boolean;
  readonly rotate: boolean;
}

/** Prints the role that this program needs, or makes it with its client. */
export async function jamfRole(host: Host, flags: RawValues, wish: JamfRoleWish): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  try {
    const privileges = privilegesFor(['setup']);
    if (wish.create || wish.rotate) await createRole(run, flags, wish, privileges);
    else printRole(run, flags, privileges);
    return 0;
  } catch (error) {
    const reason: unknown = host.signal.aborted ? host.signal.reason : error;
    const failure = toFailure(reason, 'Jamf Pro role');
    renderFailure(
      run.screen,
      failure,
      { changed: undefined, goOn: [] },
      run.debug ? run.redactor.redact : undefined,
    );
    return failure.exit;
  } finally {
    await run.close();
  }
}

function printRole({ screen }: Run, flags: RawValues, privileges: readonly NeededPrivilege[]): void {
  if (flags.json === true) {
    screen.out.write(
      `${JSON.stringify({ schema: 'jamf-intune/jamf-role@1', displayName: NAME, privileges }, undefined, 2)}\n`,
    );
    return;
  }
  const column = Math.max(...privileges.map(({ name }) => name.length));
  // Only a terminal's lines end at its width.
  const width = screen.mode === 'terminal' ? screen.out.look().width - 1 : Number.POSITIVE_INFINITY;
  screen.out.print([
    ...hang('  ', `API role "${NAME}" for Jamf Pro, with the least privileges that setup needs:`, width),
    '',
    ...privileges.flatMap(({ name, why, optional }) =>
      hang(`  ${name.padEnd(column)}  `, `to ${why}${optional ? ' (optional)' : ''}`, width),
    ),
    '',
    ...hang(
      '  ',
      'Make it in Jamf Pro: Settings > System > API roles and clients, then an API client with this role.',
      width,
    ),
    ...hang(
      '  ',
      'Or let this program make both: jamf-intune jamf-role --create --jamf-username NAME',
      width,
    ),
  ]);
}

/** Creates role and client with a Jamf Pro user's rights; found by name first, so that a second run makes nothing twice. */
async function createRole(
  run: Run,
  flags: RawValues,
  wish: JamfRoleWish,
  privileges: readonly NeededPrivilege[],
): Promise<void> {
  const { host, screen, prompter, redactor } = run;
  const given = await readGivenSources('jamf-role', flags, host);
  const home = stateHome({ platform: host.platform, env: host.env, homeDirectory: host.homeFolder });
  const ground =
    flags.sandbox === true ? await openSandboxGround(host, { home, variant: 'published' }) : undefined;
  try {
    const jamfUser = ground?.access.jamfUser;
    const preset = jamfUser && {
      ...ground?.preset,
      jamfClientId: undefined,
      jamfClientSecret: undefined,
      jamfUsername: jamfUser.username,
      jamfPassword: new Secret(jamfUser.password),
    };
    const sources = { ...given, state: {}, preset };
    // Only a person's account may make API clients, so the client's own variables do not count here.
    const first = resolveAll('jamf-role', sources, true);
    const missing = first.missing.filter(
      ({ key }) => key === 'jamfUrl' || key === 'jamfUsername' || key === 'jamfPassword',
    );
    const answered = await askMissing(missing, prompter, screen.canPrompt);
    const { values } = resolveAll('jamf-role', { ...sources, flags: { ...flags, ...answered } }, true);
    const origin = values.jamfUrl?.value;
    const username = values.jamfUsername?.value;
    const password = values.jamfPassword?.value;
    if (typeof origin !== 'string' || typeof username !== 'string' || !(password instanceof Secret))
      throw needsUserAccount();
    redactor.add(password);

    const [{ openWayOut }, { signInToJamf }] = await Promise.all([
      import('../http/open-way-out.ts'),
      import('../jamf/open-jamf.ts'),
    ]);
    const { clock, signal, jitter } = host;
    const extraCa = ground === undefined ? [] : [ground.access.endpoints.caCertificate];
    const caFile = values.ca?.value;
    const wayOut = await openWayOut({
      env: host.env,
      extraCa,
      ...(typeof caFile === 'string' && { caFile }),
      trace: run.trace,
      signal,
      clock,
    });
    try {
      const credential = { kind: 'user', username, password } as const;
      const jamf = await signInToJamf({ origin, credential, wayOut, clock, signal, jitter });
      try {
        const planning = planApiRole(
          { displayName: NAME, privileges, rotate: wish.rotate },
          await readApiAccess(jamf, NAME),
        );
        if (planning.kind === 'blocked') throw blocked(planning.reason, origin);
        if (changesNothing(planning.plan)) {
          screen.out.print([`  Nothing to do: role and client "${NAME}" are as they should be.`]);
          return;
        }
        const question = `Create or correct the API role and client "${NAME}" at ${origin}?`;
        if (flags.yes !== true && !(await prompter.confirm(question, false))) throw declined();
        showCredentials(run, await applyApiRole(jamf, planning.plan));
      } finally {
        await jamf.signOut();
      }
    } finally {
      await wayOut.close();
    }
  } finally {
    await ground?.close();
  }
}

/** Jamf Pro shows the secret this once, so it is printed: on stdout, for whoever asked for it. */
function showCredentials(
  { screen }: Run,
  { clientId, secret }: Awaited<ReturnType<typeof applyApiRole>>,
): void {
  screen.out.print([
    `  Role and client "${NAME}" are in Jamf Pro.`,
    ...(clientId === undefined ? [] : ['', `  JAMF_CLIENT_ID=${clientId}`]),
    ...(secret === undefined
      ? []
      : [`  JAMF_CLIENT_SECRET=${secret.reveal()}`, '', '  Jamf Pro shows the secret only this once.']),
  ]);
}

function blocked(reason: string, origin: string): Failure {
  return new Failure({
    code: 'JI-J409',
    exit: 1,
    what: 'The API role cannot be made',
    why: `${reason}. Nothing was changed`,
    fix: [`Look at ${consolePage(origin, 'api-roles-and-clients').url}`],
  });
}

function declined(): Failure {
  return new Failure({ code: 'JI-P510', exit: 7, what: 'The role was declined', why: 'Nothing was changed' });
}
