import { Failure } from '../../errors/failure.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { applyApiRole, readApiAccess } from '../../jamf/api-client.ts';
import { needsUserAccount } from '../../jamf/api-client-failures.ts';
import { changesNothing, planApiRole } from '../../jamf/api-role.ts';
import { consolePage } from '../../jamf/deep-links.ts';
import type { NeededPrivilege } from '../../jamf/least-privileges.ts';
import { Secret } from '../../secrets/secret.ts';
import { homeOf } from '../connection/open-profile.ts';
import { askMissing } from '../run/ask-missing.ts';
import { readGivenSources, resolveAll } from '../run/input-sources.ts';
import type { Run } from '../run/run.ts';
import { openSandboxGround } from '../sandbox/ground.ts';
import { wayOutOfRun } from '../sign-in/way-out-of-run.ts';
import type { JamfRoleResult } from './result.ts';

export type MadeRole = Pick<JamfRoleResult, 'status' | 'client'>;

/** Creates role and client with a Jamf Pro user's rights; found by name first, so that a second run makes nothing twice. */
export async function createRole(
  run: Run,
  flags: RawValues,
  wish: { readonly displayName: string; readonly rotate: boolean },
  privileges: readonly NeededPrivilege[],
): Promise<MadeRole> {
  const { host, screen, prompter, redactor } = run;
  const { displayName, rotate } = wish;
  const given = await readGivenSources('jamf-role', flags, host);
  const ground =
    flags.sandbox === true
      ? await openSandboxGround(host, { home: homeOf(host), variant: 'published' })
      : undefined;
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
    const first = await resolveAll('jamf-role', sources, true);
    const missing = first.missing.filter(
      ({ key }) => key === 'jamfUrl' || key === 'jamfUsername' || key === 'jamfPassword',
    );
    const answered = await askMissing(missing, prompter, screen.canPrompt);
    const { values } = await resolveAll('jamf-role', { ...sources, flags: { ...flags, ...answered } }, true);
    const origin = values.jamfUrl?.value;
    const username = values.jamfUsername?.value;
    const password = values.jamfPassword?.value;
    if (typeof origin !== 'string' || typeof username !== 'string' || !(password instanceof Secret))
      throw needsUserAccount();
    redactor.add(password);

    const [{ openWayOut }, { signInToJamf }] = await Promise.all([
      import('../../http/open-way-out.ts'),
      import('../../jamf/open-jamf.ts'),
    ]);
    const { clock, signal, jitter } = host;
    const caFile = values.ca?.value;
    const wayOut = await openWayOut(
      wayOutOfRun(run, typeof caFile === 'string' ? caFile : undefined, ground),
    );
    try {
      const credential = { kind: 'user', username, password } as const;
      const jamf = await signInToJamf({ origin, credential, wayOut, clock, signal, jitter });
      try {
        const planning = planApiRole(
          { displayName, privileges, rotate },
          await readApiAccess(jamf, displayName),
        );
        if (planning.kind === 'blocked') throw blocked(planning.reason, origin);
        if (changesNothing(planning.plan)) return { status: 'nothing-to-do', client: null };
        const question = `Create or correct the API role and client "${displayName}" at ${origin}?`;
        if (flags.yes !== true && !(await prompter.confirm(question, false))) throw declined();
        const { clientId, secret } = await applyApiRole(jamf, planning.plan);
        const client = { clientId: clientId ?? null, clientSecret: secret?.reveal() ?? null };
        return { status: 'done', client };
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
