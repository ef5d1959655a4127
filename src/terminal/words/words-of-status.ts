import type { ConnectionStatus, StatusResult } from '../../engine/status-result.ts';
import { ago, count } from './quantities.ts';

/** One row of the screen: what it is about, and what is said about it. */
export interface StatusRow {
  readonly label: string;
  readonly text: string;
}

const STATUS: Readonly<Record<ConnectionStatus, string>> = {
  connected: 'connected',
  waiting: 'waiting for a person',
  incomplete: 'not at its end; the set-up goes on where it was',
  leaving: 'being taken down',
  problems: 'something is wrong',
  'other-connection': 'another connection than the one this program keeps',
  'not-connected': 'not connected',
  'not-set-up': 'nothing was set up from here',
  'not-known': 'not known: what would tell could not be read',
  failed: 'not known',
};

const CONNECTIONS: Readonly<Record<StatusResult['connection'], string | undefined>> = {
  none: undefined,
  unknown: undefined,
  manual: 'Conditional Access (manual)',
  'cloud-connector': 'Conditional Access (Cloud Connector)',
  'device-compliance': 'Device Compliance',
};

/** Which connection this is about; unsafe to show as it is. */
export function subjectRows(result: StatusResult): StatusRow[] {
  const { status, connection, tenant, jamf, application, disconnected } = result;
  const kind = CONNECTIONS[connection];
  return [
    { label: 'Connection', text: [STATUS[status], kind].filter((part) => part !== undefined).join(' · ') },
    ...(disconnected === null ? [] : [{ label: 'Disconnected', text: wordsOfEnd(disconnected) }]),
    ...(tenant === null
      ? []
      : [{ label: 'Microsoft', text: `${tenant.displayName} · ${tenant.domain} · ${tenant.cloud}` }]),
    ...(jamf === null
      ? []
      : [{ label: 'Jamf Pro', text: [jamf.url, jamf.version].filter((part) => part !== null).join(' · ') }]),
    ...(application === null
      ? []
      : [{ label: 'Application', text: `${application.displayName} · ${application.appId}` }]),
  ];
}

function wordsOfEnd({ at, macsRemovedOn }: NonNullable<StatusResult['disconnected']>): string {
  const removal = macsRemovedOn === null ? [] : [`Intune removes its Macs on ${macsRemovedOn.slice(0, 10)}`];
  return [`on ${at.slice(0, 10)}`, ...removal].join(' · ');
}

/** The numbers: secret, heartbeat, Macs. What could not be read says so. */
export function numberRows({ status, secret, heartbeat, macs }: StatusResult): StatusRow[] {
  if (status === 'not-set-up') return [];
  return [
    ...(secret === null ? [] : [{ label: 'Secret', text: wordsOfSecret(secret) }]),
    {
      label: 'Heartbeat',
      text:
        heartbeat === null
          ? 'none is known'
          : `Intune heard from Jamf Pro ${ago(heartbeat.ageSeconds * 1000)}`,
    },
    { label: 'Macs', text: macs === null ? 'not readable' : wordsOfMacs(macs) },
  ];
}

function wordsOfSecret({ hint, expires, daysLeft, from }: NonNullable<StatusResult['secret']>): string {
  return [
    ...(hint === null ? [] : [`hint ${hint}`]),
    ...(expires === null ? ['never expires'] : [daysWords(daysLeft ?? 0, expires.slice(0, 10))]),
    ...(from === 'state' ? ['as remembered here'] : []),
  ].join(' · ');
}

function daysWords(daysLeft: number, day: string): string {
  return daysLeft < 0 ? `expired on ${day}` : `${count(daysLeft, 'day')} left, until ${day}`;
}

function wordsOfMacs({ total, byState }: NonNullable<StatusResult['macs']>): string {
  const states = Object.entries(byState)
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number} ${STATES[state] ?? state}`);
  return [count(total, 'Mac'), ...states].join(' · ');
}

/** Jamf Pro's own states, in its own words but in a case that reads. */
const STATES: Readonly<Record<string, string>> = {
  ACTIVATED: 'activated',
  UNRESPONSIVE: 'unresponsive',
  DEACTIVATED: 'deactivated',
  UNKNOWN: 'unknown',
  none: 'not registered',
};
