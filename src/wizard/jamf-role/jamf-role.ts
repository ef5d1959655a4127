import { toFailure } from '../../engine/explain-failure.ts';
import type { ExitCode } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { privilegesFor } from '../../jamf/least-privileges.ts';
import { Interrupted } from '../../terminal/interrupted.ts';
import { renderFailure } from '../../terminal/render/render-failure.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { hang } from '../../terminal/screen/layout.ts';
import { visible } from '../../terminal/visible.ts';
import { failedDocument } from '../run/failed-document.ts';
import { readGivenSources, resolveAll } from '../run/input-sources.ts';
import { interruption } from '../run/interruption.ts';
import { openRun, runWish } from '../run/open-run.ts';
import type { Run } from '../run/run.ts';
import { createRole, type MadeRole } from './create-jamf-role.ts';
import { JAMF_ROLE_SCHEMA, type JamfRoleResult } from './result.ts';

/** The name of role and client in Jamf Pro; also the key by which they are found again. */
const NAME = 'jamf-intune';

export interface JamfRoleWish {
  readonly create: boolean;
  readonly rotate: boolean;
}

/** Prints the role that this program needs, or makes it with its client. */
export async function jamfRole(host: Host, flags: RawValues, wish: JamfRoleWish): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  const { screen, redactor } = run;
  try {
    const privileges = privilegesFor(['setup']);
    const { rotate } = wish;
    const made =
      wish.create || rotate
        ? await createRole(run, flags, { displayName: NAME, rotate }, privileges)
        : await describeRole(run, flags);
    show(run, { schema: JAMF_ROLE_SCHEMA, displayName: NAME, privileges, ...made, error: null });
    return 0;
  } catch (error) {
    const reason: unknown = host.signal.aborted ? host.signal.reason : error;
    const failure =
      reason instanceof Interrupted ? interruption(reason, undefined) : toFailure(reason, 'Jamf Pro role');
    const redact = run.debug ? redactor.redact : undefined;
    renderFailure(screen, failure, { changed: undefined, goOn: [] }, redact);
    if (screen.mode === 'json') {
      const document = failedDocument('jamf-role', host, failure, flags.sandbox === true);
      screen.out.write(`${asDocument(document)}\n`);
    }
    return failure.exit;
  } finally {
    await run.close();
  }
}

/** No server is asked; what was given is checked all the same, or a mistake would show only when it counts. */
async function describeRole({ host }: Run, flags: RawValues): Promise<MadeRole> {
  const given = await readGivenSources('jamf-role', flags, host);
  await resolveAll('jamf-role', { ...given, state: {}, preset: undefined }, true);
  return { status: 'described', client: null };
}

function show({ screen }: Run, result: JamfRoleResult): void {
  if (screen.mode === 'json') screen.out.write(`${asDocument(result)}\n`);
  else
    screen.out.print(linesOf(result, screen.mode === 'terminal' ? screen.out.look().width - 1 : undefined));
}

/** @param width only a terminal's lines end at its width */
function linesOf(
  { status, privileges, client }: JamfRoleResult,
  width = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (status === 'nothing-to-do')
    return [
      `  Nothing to do: role and client "${NAME}" are as they should be.`,
      ...hang(
        '  ',
        'Nobody has its secret? jamf-intune jamf-role --rotate-credentials makes a new one.',
        width,
      ),
    ];
  if (status === 'done') return linesOfClient(client);
  const column = Math.max(...privileges.map(({ name }) => name.length));
  return [
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
  ];
}

/** Jamf Pro shows the secret this once, so it is printed: on stdout, for whoever asked for it. */
function linesOfClient(client: JamfRoleResult['client']): readonly string[] {
  const id = client?.clientId;
  const secret = client?.clientSecret;
  return [
    `  Role and client "${NAME}" are in Jamf Pro.`,
    ...(id == null ? [] : ['', `  JAMF_CLIENT_ID=${visible(id)}`]),
    ...(secret == null
      ? []
      : [`  JAMF_CLIENT_SECRET=${visible(secret)}`, '', '  Jamf Pro shows the secret only this once.']),
  ];
}
