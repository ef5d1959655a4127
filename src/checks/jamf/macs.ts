import { pagesOfMacs } from '../../jamf/macs.ts';
import { isAtLeast, type JamfVersion, readVersion } from '../../jamf/version.ts';
import type { CheckFinding, CheckReport, CheckSession, DoctorCheck } from '../check.ts';
import { count, firstOf } from '../count.ts';
import { readableOrUndefined, readMacsInIntune } from '../shared-reads.ts';
import { type MacTally, type Tally, tallyMacs } from './tally-macs.ts';

/** Since then Macs no longer renew their registration by themselves. */
const NO_LONGER_GATHERS = '11.5.0';

/** The Macs by registration state, and those that need somebody: silent, without a token, twice there, in the wrong MDM. */
export const macs: DoctorCheck = {
  id: 'macs',
  room: 'jamf',
  title: 'Macs',
  needs: 'Read Computers',

  async look(session) {
    const [{ tally, withIntune }, version] = await Promise.all([
      readTally(session),
      session.once('jamf-version', () => readVersion(session.jamf)),
    ]);
    return judgeMacs(tally, { version, withIntune });
  },
};

/** Macs by registration state, for monitoring: `{ ACTIVATED: 214, UNRESPONSIVE: 3, … }`. Shares the check's read. */
export async function readMacsByState(
  session: Pick<CheckSession, 'graph' | 'jamf' | 'clock' | 'once'>,
): Promise<Readonly<Record<string, number>>> {
  return (await readTally(session)).tally.byState;
}

function readTally(session: Pick<CheckSession, 'graph' | 'jamf' | 'clock' | 'once'>): Promise<{
  readonly tally: MacTally;
  /** Whether Intune's own list was read beside it. */
  readonly withIntune: boolean;
}> {
  return session.once('mac-tally', async () => {
    const intune = await readableOrUndefined(() => readMacsInIntune(session));
    const tally = await tallyMacs(
      pagesOfMacs(session.jamf),
      intune?.enrolledInIntune ?? new Set(),
      session.clock.now(),
    );
    return { tally, withIntune: intune !== undefined };
  });
}

export interface MacContext {
  readonly version: JamfVersion;
  readonly withIntune: boolean;
}

export function judgeMacs(tally: MacTally, { version, withIntune }: MacContext): CheckReport {
  const { byState, silent, tokenExpired, deactivated, unregistered, repeated, wrongDoor } = tally;
  const registrationWorks = byState.ACTIVATED > 0;
  return {
    lines: [
      `${count(tally.total, 'Mac')} · ${Object.entries(byState)
        .map(([state, number]) => `${state === 'none' ? 'no state' : state} ${number}`)
        .join(' · ')}`,
      ...(withIntune ? [] : ['not compared with Intune (needs DeviceManagementManagedDevices.Read.All)']),
    ],
    findings: [
      ...finding('JI-J426', 'warning', silent, 'unresponsive without a check-in for 24 hours'),
      ...finding('JI-J427', 'warning', tokenExpired, 'unresponsive although checking in', gathers(version)),
      ...finding('JI-J428', 'warning', deactivated, 'deactivated'),
      // Right after a set-up nobody has registered yet, which is no news.
      ...(registrationWorks ? finding('JI-J429', 'info', unregistered, 'not registered with Entra') : []),
      ...finding('JI-J430', 'warning', repeated, 'with a serial number that is there already', [], 'record'),
      ...finding('JI-J431', 'warning', wrongDoor, 'enrolled in Intune itself'),
    ],
  };
}

function gathers(version: JamfVersion): readonly string[] {
  return isAtLeast(version, NO_LONGER_GATHERS)
    ? [
        'since Jamf Pro 11.5 a Mac does not renew its registration by itself: a policy has to run gatherAADInfo',
      ]
    : [];
}

function finding(
  code: CheckFinding['code'],
  severity: CheckFinding['severity'],
  { count: number, examples }: Tally,
  what: string,
  advice: readonly string[] = [],
  noun = 'Mac',
): readonly CheckFinding[] {
  if (number === 0) return [];
  return [
    {
      code,
      severity,
      seen: `${count(number, noun)} ${what}`,
      details: [...advice, ...firstOf(examples, number)],
    },
  ];
}
