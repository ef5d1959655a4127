import type { ConnectionStatus, StatusResult } from './status-result.ts';

/** Days left from which the next command is the one that renews the secret. */
const RENEW_DAYS = 30;

/**
 * The next commands, most important first, each with what it does.
 * @param command makes a command for this profile: `jamf-intune setup --profile emea`
 */
export function commandsAfter(
  { status, secret, waiting }: Pick<StatusResult, 'status' | 'secret' | 'waiting'>,
  command: (name: string) => string,
): readonly string[] {
  const waits = [...new Set(waiting.map((one) => one.command))].map((name) => `${name}  goes on from here`);
  const rotating = waiting.some((one) => one.command === command('rotate-secret'));
  const expiring = !rotating && secret?.daysLeft != null && secret.daysLeft <= RENEW_DAYS;
  const renewal =
    expiring && status === 'connected'
      ? [`${command('rotate-secret')}  makes a new secret before it expires`]
      : [];
  return [...waits, ...renewal, ...byStatus(status, command, waits.length > 0)];
}

function byStatus(
  status: ConnectionStatus,
  command: (name: string) => string,
  waits: boolean,
): readonly string[] {
  switch (status) {
    case 'connected':
      return [`${command('doctor')}  looks closer, at the network too`];
    case 'leaving':
      return waits ? [] : [`${command('disconnect')}  goes on from here`];
    case 'waiting':
    case 'incomplete':
      return waits ? [] : [`${command('setup')}  goes on from here`];
    case 'problems':
    case 'other-connection':
    case 'not-known':
      return [`${command('doctor')}  says why, and what to do about it`];
    case 'not-connected':
    case 'not-set-up':
      return [`${command('setup')}  connects Jamf Pro to Microsoft Intune`];
    case 'failed':
      return [];
  }
}
