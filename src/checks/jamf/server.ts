import type { JamfHealth } from '../../jamf/health.ts';
import { type AcceptedShares, readAcceptedShares } from '../../jamf/health-status.ts';
import { isAtLeast, type JamfVersion, readVersion } from '../../jamf/version.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, DoctorCheck } from '../check.ts';
import { readableOrUndefined } from '../shared-reads.ts';

/** Since then a Mac's new device id from Platform SSO is noticed and its compliance sent again. */
const NOTICES_NEW_DEVICE_ID = '11.9.0';
/** Before it there is no connection to Intune at all, which the prerequisites say. */
const FIRST_WITH_INTUNE = '10.1.0';

/** How Jamf Pro is: what it says itself, how busy it is, and what its version is known for. */
export const server: DoctorCheck = {
  id: 'server',
  room: 'jamf',
  title: 'Server',
  needs: 'a Jamf Pro account',

  async look(session) {
    const { jamf, once } = session;
    const health = await session.jamfHealth();
    if (health.state !== 'ready') return judgeHealth(health);
    const [version, shares] = await Promise.all([
      readableOrUndefined(() => once('jamf-version', () => readVersion(jamf))),
      readableOrUndefined(() => readAcceptedShares(jamf)),
    ]);
    // That it is well is known without a sign-in.
    return version === undefined
      ? { lines: ['healthy · its version is not readable'], findings: [] }
      : judgeServer(version, shares);
  },
};

export function judgeHealth(health: Exclude<JamfHealth, { state: 'ready' }>): CheckReport {
  return { lines: [], findings: [{ code: 'JI-J402', severity: 'error', seen: wordsOf(health) }] };
}

function wordsOf(health: Exclude<JamfHealth, { state: 'ready' }>): string {
  switch (health.state) {
    case 'starting': {
      const progress = health.percentage === undefined ? '' : ` (${health.percentage} %)`;
      const trouble = health.error === undefined ? '' : `: ${health.error}`;
      return `it is starting: ${health.step}${progress}${trouble}`;
    }
    case 'needs-setup-assistant':
      return 'its setup assistant was never finished';
    case 'ill':
      return `it says: ${health.says}`;
    case 'not-jamf-pro':
      return 'what answers at this address is not Jamf Pro';
    case 'unreachable':
      return `it does not answer: ${visible(health.error.message)}`;
  }
}

/** @param shares undefined on a server that does not tell how busy it is */
export function judgeServer(version: JamfVersion, shares: AcceptedShares | undefined): CheckReport {
  const findings: CheckFinding[] = [];
  const refusing = Object.entries(shares ?? {}).filter(([, share]) => share < 1);
  if (refusing.length > 0) {
    findings.push({
      code: 'JI-J420',
      severity: 'warning',
      seen: `in the last 5 minutes it accepted ${refusing.map(([kind, share]) => `${Math.floor(share * 100)} % of ${kind} requests`).join(', ')}`,
    });
  }
  if (isAtLeast(version, FIRST_WITH_INTUNE) && !isAtLeast(version, NOTICES_NEW_DEVICE_ID))
    findings.push({ code: 'JI-J421', severity: 'info', seen: `Jamf Pro is ${version.text}` });
  return { lines: [`${version.text} · healthy`], findings };
}
