import type { Leaving } from '../../checks/leaving/leaving.ts';
import { readLeaving } from '../../checks/leaving/read-leaving.ts';
import { type DisconnectOutcome, runDisconnect } from '../../engine/disconnect.ts';
import type { EndInIntune } from '../../engine/disconnect-result.ts';
import { ServiceError } from '../../errors/service-error.ts';
import { removalOf } from '../../inputs/disconnect-inputs.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { Removal } from '../../inputs/wanted.ts';
import { isJamfRow, listDeviceManagementPartners } from '../../microsoft/partners.ts';
import { judgeRights } from '../../steps/conditional-access/prerequisites/judge-rights.ts';
import { readRoles } from '../../steps/conditional-access/prerequisites/prerequisites.ts';
import { REMOVAL_ORDER } from '../../steps/conditional-access.ts';
import type { Session } from '../../steps/session.ts';
import type { Finding } from '../../steps/step.ts';
import { decideExisting, settleExisting } from '../connection/settle-existing.ts';
import { type Connection, withConnection } from '../connection/with-connection.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { acceptDisconnect } from './accept-plan.ts';
import { linesOfLeaving } from './tell-of-leaving.ts';

/** What became of the connection, and whom its end touches. */
export interface Disconnection extends DisconnectOutcome {
  readonly leaving: Leaving | null;
}

/** `disconnect` in its order: look at both sides, tell what the end means, ask, then take away part by part. */
export function takeDown(run: Run, flags: RawValues, progress: Progress): Promise<Disconnection> {
  const removal = removalOf(flags);
  return withConnection(run, flags, progress, {
    command: 'disconnect',
    // A plan changes nothing, not even the lock: it may be made while another run is at work.
    changes: flags.plan !== true,
    title: 'Disconnect Jamf Pro from Microsoft Intune',
    settle: settleExisting('disconnect'),
    decide: async (...parts) => ({ ...(await decideExisting(...parts)), removal }),
    act: (connection) => act(run, connection, removal),
  });
}

async function act(run: Run, connection: Connection, removal: Removal): Promise<Disconnection> {
  const { inputs, wanted, keeper } = connection;
  // Nobody signs in as the application: its secret is about to go, and its sign-ins tell who still uses it.
  const session: Session = { ...connection.session, purpose: 'glance' };
  let leaving: Leaving | null = null;
  const outcome = await runDisconnect(
    {
      session,
      wanted,
      keeper,
      emit: run.emit,
      steps: REMOVAL_ORDER,
      missingRights: () => missingRights(session, removal),
      preview: async ({ resources: { application } }) => {
        const [seen, end] = await Promise.all([readLeaving(session), readEnd(session)]);
        leaving = seen;
        run.emit({
          type: 'notice',
          level: 'warning',
          title: 'What ending this connection means',
          lines: linesOfLeaving(seen, {
            end,
            removal,
            appId: application?.appId ?? wanted.adoptApp,
            adopted: application?.adopted !== false,
          }),
        });
      },
      accept: acceptDisconnect(run, inputs, wanted),
      readEnd: () => readEnd(session),
    },
    inputs.plan,
  );
  return { ...outcome, leaving };
}

/** What is certainly missing: the permissions, and the role for deleting an application where one is to be deleted. */
async function missingRights(session: Session, { deleteApplication }: Removal): Promise<readonly Finding[]> {
  const { identity, jamfIdentity, wanted } = session;
  const roles = identity.kind === 'person' ? await readRoles(session) : [];
  const seen = { identity, roles, jamfPrivileges: jamfIdentity.privileges };
  return judgeRights(seen, wanted).filter(
    ({ code, blocks }) => blocks === true && (code === 'JI-E111' || deleteApplication),
  );
}

async function readEnd({ graph }: Pick<Session, 'graph'>): Promise<EndInIntune | null> {
  try {
    const row = (await listDeviceManagementPartners(graph)).find(isJamfRow);
    const ended = row?.partnerState === 'terminated';
    return {
      partnerState: row?.partnerState ?? null,
      macsRemovedOn: (ended && row.removalDate?.toISOString()) || null,
      macsNonCompliantOn: (ended && row.nonCompliantDate?.toISOString()) || null,
    };
  } catch (error) {
    // The answer is complete without it.
    if (error instanceof ServiceError) return null;
    throw error;
  }
}
