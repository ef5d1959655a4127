import { jamfRow } from './intune/partner-row.ts';
import type { SandboxContext } from './service.ts';
import { uuidFrom } from './uuid-from.ts';
import type { Mac } from './world.ts';

const MINUTE_MS = 60_000;
const THREE_DAYS_MS = 3 * 24 * 60 * MINUTE_MS;

/** The Macs as everybody sees them now: what faults do to them shows here and changes nothing, so it heals by itself. */
export function seenMacs(context: SandboxContext): readonly Mac[] {
  const macs = context.world.macs.map((mac, index) =>
    mac.enrolledIn === 'jamf' && mac.personId !== null ? befallen(context, mac, index) : mac,
  );
  return context.has('duplicate-macs') ? [...macs, ...macs.slice(0, 2).map(secondRecord)] : macs;
}

/**
 * Whether Intune still manages a Mac that Jamf Pro manages too. Once the connection lives its people have done what
 * the plan told them, and left Intune; with the fault they have not.
 */
export function isStillInIntune(context: SandboxContext, mac: Mac): boolean {
  if (mac.enrolledIn !== 'both') return mac.enrolledIn === 'intune';
  return context.has('wrong-door') || jamfRow(context)?.partnerState !== 'enabled';
}

function befallen(context: SandboxContext, mac: Mac, index: number): Mac {
  if (context.has('macs-unresponsive') && index % 20 === 1)
    return registered(context, mac, 'UNRESPONSIVE', THREE_DAYS_MS);
  if (context.has('token-not-renewed') && index % 20 === 2)
    return registered(context, mac, 'UNRESPONSIVE', 10 * MINUTE_MS);
  if (context.has('macs-deactivated') && index % 40 === 3)
    return registered(context, mac, 'DEACTIVATED', 10 * MINUTE_MS);
  if (context.has('macs-not-registered') && index % 10 !== 4)
    return registered(context, mac, 'ACTIVATED', 10 * MINUTE_MS);
  return mac;
}

function registered(
  { clock }: SandboxContext,
  mac: Mac,
  registration: Mac['registration'],
  sinceCheckInMs: number,
): Mac {
  return {
    ...mac,
    registration,
    entraDeviceId: mac.entraDeviceId ?? uuidFrom(`entra device ${mac.udid}`),
    lastCheckIn: new Date(clock.now().getTime() - sinceCheckInMs).toISOString(),
  };
}

/** What a Mac leaves that was enrolled again without removing it first. */
function secondRecord(mac: Mac): Mac {
  return { ...mac, id: String(Number(mac.id) + 9000), udid: uuidFrom(`second ${mac.udid}`).toUpperCase() };
}
