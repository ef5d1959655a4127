import type { PasswordCredential } from '../../../microsoft/applications.ts';
import type { State } from '../../../state/state.ts';
import { rotationLine } from '../../secret-rotation/rotation-state.ts';
import type { Finding } from '../../step.ts';
import { currentSecret, isExpired, type ObservedSecrets } from './current-secret.ts';
import { isOurLabel } from './secret-label.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days left at which an expiring secret is worth a warning, and at which it is a fault. */
const EXPIRY_WARNING_DAYS = 30;
const EXPIRY_FAULT_DAYS = 7;

/** What is wrong with the secrets of the application, or worth a word. */
export function judgeSecrets(observed: ObservedSecrets, known: State): readonly Finding[] {
  const current = currentSecret(observed, known);
  return [
    ...unfinishedRotation(observed, known),
    ...(current === undefined ? [missing(observed, known)] : expiry(current, observed.at)),
    ...madeByHand(observed, current),
  ];
}

function missing(observed: ObservedSecrets, known: State): Finding {
  const recordedId = known.resources.secret?.keyId;
  const recorded = observed.secrets.find(({ keyId }) => keyId === recordedId);
  const finding = { severity: 'error', step: 'client-secret' } as const;
  if (recorded !== undefined && isExpired(recorded, observed.at)) {
    return { ...finding, code: 'JI-E118', seen: `expired on ${recorded.endDateTime?.slice(0, 10)}` };
  }
  if (recorded !== undefined) {
    const seen = `secret ${recorded.hint ?? ''}… exists, its text is lost and Jamf Pro never had it`;
    return { ...finding, code: 'JI-E119', seen };
  }
  return { ...finding, code: 'JI-E117', seen: 'the application has no secret of ours' };
}

/** Worth a word while the old secret lives; without one nobody but `rotate-secret` can mend it. */
function unfinishedRotation(observed: ObservedSecrets, known: State): readonly Finding[] {
  const line = rotationLine(known);
  if (line === undefined) return [];
  const finding = { code: 'JI-E124', step: 'client-secret', seen: line } as const;
  return currentSecret(observed, known) === undefined
    ? [{ ...finding, severity: 'error', blocks: true }]
    : [{ ...finding, severity: 'warning' }];
}

function expiry(secret: PasswordCredential, at: Date): readonly Finding[] {
  if (secret.endDateTime === null) return [];
  const days = Math.floor((new Date(secret.endDateTime).getTime() - at.getTime()) / DAY_MS);
  if (days > EXPIRY_WARNING_DAYS) return [];
  const soon = days <= EXPIRY_FAULT_DAYS ? ', soon' : '';
  const seen = `expires in ${days} day${days === 1 ? '' : 's'} (${secret.endDateTime.slice(0, 10)})${soon}`;
  // Only a warning to `setup`, whichever the number of days: the secret works, and `rotate-secret` is its own command.
  return [{ code: 'JI-E120', severity: 'warning', step: 'client-secret', seen }];
}

function madeByHand(
  { secrets }: ObservedSecrets,
  current: PasswordCredential | undefined,
): readonly Finding[] {
  const foreign = secrets.filter(
    ({ displayName, keyId }) => !isOurLabel(displayName) && keyId !== current?.keyId,
  );
  if (foreign.length === 0) return [];
  const hints = foreign.map(({ hint }) => `${hint ?? '?'}…`).join(', ');
  const seen = `${foreign.length} secret${foreign.length === 1 ? '' : 's'} made by hand: ${hints}`;
  return [{ code: 'JI-E121', severity: 'info', step: 'client-secret', seen }];
}
