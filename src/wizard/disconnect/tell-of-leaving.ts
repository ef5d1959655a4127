import type { Leaving, MacsOfIntune, MacsOfJamf } from '../../checks/leaving/leaving.ts';
import type { EndInIntune } from '../../engine/disconnect-result.ts';
import type { Removal } from '../../inputs/wanted.ts';
import { visible } from '../../terminal/visible.ts';
import { count } from '../../terminal/words/quantities.ts';

export interface LeavingContext {
  readonly end: EndInIntune | null;
  readonly removal: Removal;
  /** Application (client) id of the connection's application; undefined when there is none. */
  readonly appId: string | undefined;
  /** It was taken over, so it is never deleted. */
  readonly adopted: boolean;
}

/** What ending the connection means, in lines: whom it touches, when, what stays, and how to leave no window open. */
export function linesOfLeaving(leaving: Leaving, context: LeavingContext): readonly string[] {
  return [
    inJamf(leaving.jamf),
    inIntune(leaving.intune),
    ...dates(context.end),
    ...access(leaving.policies, context.end),
    fate(context),
  ];
}

function inJamf(macs: MacsOfJamf | null): string {
  if (macs === null) return 'Jamf Pro: its Macs may not be read (needs Read Computers)';
  const states = Object.entries(macs.byState)
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number} ${state === 'none' ? 'never registered' : state}`);
  const people = count(macs.people, 'person', 'people');
  return `Jamf Pro: ${macs.registered} of ${count(macs.total, 'Mac')} are registered, of ${people}${states.length === 0 ? '' : ` (${states.join(', ')})`}`;
}

function inIntune(macs: MacsOfIntune | null): string {
  if (macs === null)
    return 'Intune: its Macs may not be read (needs DeviceManagementManagedDevices.Read.All)';
  const states = Object.entries(macs.byCompliance).map(([state, number]) => `${number} ${visible(state)}`);
  const people = count(macs.people, 'person', 'people');
  return `Intune: ${count(macs.macs, 'Mac')} of ${people} from Jamf${states.length === 0 ? '' : ` (${states.join(', ')})`}`;
}

function dates(end: EndInIntune | null): readonly string[] {
  const day = (date: string | null | undefined) => date?.slice(0, 10);
  const [removed, nonCompliant] = [day(end?.macsRemovedOn), day(end?.macsNonCompliantOn)];
  if (removed === undefined) {
    return ['These Macs leave Intune 90 days after the end; Intune tells the day as soon as it has ended'];
  }
  return [
    `These Macs leave Intune on ${removed}`,
    ...(nonCompliant === undefined ? [] : [`They count as not compliant from ${nonCompliant} on`]),
  ];
}

/** What the policies do meanwhile, and how to leave no window open for Macs that count as compliant until then. */
function access(policies: readonly string[] | null, end: EndInIntune | null): readonly string[] {
  if (policies === null) {
    return ['Conditional Access: the policies may not be read (needs Policy.Read.All)'];
  }
  if (policies.length === 0) {
    return ['Conditional Access: no policy asks for a compliant Mac, so nobody loses access'];
  }
  const names = policies.map((name) => `"${visible(name)}"`).join(', ');
  const until = end?.macsNonCompliantOn?.slice(0, 10) ?? 'the day that Intune tells then';
  return [
    `Conditional Access: ${names} ${policies.length === 1 ? 'asks' : 'ask'} for a compliant Mac: who has one keeps access until ${until}, then is refused; who has none is refused already`,
    'To close that window first: assign these people a compliance policy that no Mac meets (macOS 99), and wait until Entra shows their Macs as not compliant',
  ];
}

function fate({ appId, adopted, removal }: LeavingContext): string {
  if (appId === undefined) return 'No application of this connection is left';
  if (!removal.deleteApplication) return `Kept: the application ${appId} and its client secret`;
  if (adopted)
    return `The application ${appId} was taken over: it stays, without what it was given from here`;
  return removal.purge
    ? `Deleted for good: the application ${appId} and its client secret; nobody can restore them`
    : `Deleted: the application ${appId} and its client secret; Entra can restore them for 30 days`;
}
