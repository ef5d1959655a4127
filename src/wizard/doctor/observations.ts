import { readMacsByState } from '../../checks/jamf/macs.ts';
import type { Observations } from '../../engine/doctor-result.ts';
import { heartbeatAge } from '../../steps/conditional-access/connector/connector-health.ts';
import { readApplication, readConnector } from '../../steps/conditional-access/shared-reads.ts';
import type { Session } from '../../steps/session.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Numbers for monitoring, from what the looks of this round read anyway; null for what may not be read. */
export async function observe(round: Session): Promise<Observations> {
  const now = round.clock.now();
  const orNull = <T>(read: Promise<T>): Promise<T | null> => read.catch(() => null);
  const [application, connector, macsByState] = await Promise.all([
    orNull(readApplication(round)),
    orNull(readConnector(round)),
    orNull(readMacsByState(round)),
  ]);
  // The secret that lives longest: while a rotation is under way there are two.
  const ends = (application?.secrets ?? []).flatMap(({ endDateTime }) =>
    endDateTime === null ? [] : [Date.parse(endDateTime)],
  );
  const age = connector == null ? undefined : heartbeatAge(connector, now);
  return {
    secretDaysLeft: ends.length === 0 ? null : Math.floor((Math.max(...ends) - now.getTime()) / DAY_MS),
    heartbeatAgeSeconds: age === undefined ? null : Math.round(age / 1000),
    macsByState,
  };
}
