import type { PasswordCredential } from '../../microsoft/applications.ts';
import type { State } from '../../state/state.ts';
import { rotationLine } from '../secret-rotation/rotation-state.ts';
import type { Session } from '../session.ts';
import type { Finding, Step } from '../step.ts';
import { isAlive } from './connector-health.ts';
import { createSecret, removeSecret } from './secret-changes.ts';
import { isOurLabel } from './secret-label.ts';
import { readApplication, readConnector } from './shared-reads.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days left at which an expiring secret is worth a warning, and at which it is a fault. */
const EXPIRY_WARNING_DAYS = 30;
const EXPIRY_FAULT_DAYS = 7;

/** States in which Intune counts on nobody: the connection begins when Jamf Pro saves its settings. */
const TO_BEGIN: readonly string[] = ['unknown', 'unavailable', 'terminated'];

export interface ObservedSecrets {
  readonly secrets: readonly PasswordCredential[];
  /** Key ids of our secrets whose text is in the store. */
  readonly kept: ReadonlySet<string>;
  /** Jamf Pro is connected with this application at this moment, so the secret it has is a good one. */
  readonly inUse: boolean;
  /** The connection has ended or never lived: Jamf Pro has to be given a secret again, whatever it had. */
  readonly toBeGiven?: boolean;
  readonly at: Date;
}

/** Creates the one client secret and keeps its text until Jamf Pro has it. */
export const clientSecret: Step<ObservedSecrets> = {
  id: 'client-secret',
  title: 'Client secret',

  async observe(session) {
    const [application, connector] = await Promise.all([readApplication(session), readConnector(session)]);
    const secrets = application?.secrets ?? [];
    const at = session.clock.now();
    return {
      secrets,
      kept: await textsKept(session, secrets),
      inUse: isAlive(connector, application?.appId, at),
      toBeGiven: connector !== undefined && TO_BEGIN.includes(connector.partnerState),
      at,
    };
  },

  describe(observed, _wanted, known) {
    const current = currentSecret(observed, known);
    if (current === undefined) return [];
    const { hint, endDateTime } = current;
    return [`exists · hint ${hint ?? 'unknown'} · expires ${endDateTime?.slice(0, 10) ?? 'never'}`];
  },

  plan(observed, wanted, known) {
    // Both secrets of a rotation stay until Jamf Pro is proved to use the new one; `rotate-secret` ends it.
    if (known.resources.rotation !== undefined) return [];
    const current = usableSecret(observed, known);
    const leftovers = ourSecrets(observed).filter((secret) => secret.keyId !== current?.keyId);
    return [
      ...(current === undefined ? [createSecret(wanted.secretMonths, wanted.secretStore, observed.at)] : []),
      ...leftovers.map((secret) => removeSecret(secret, reasonToRemove(secret, observed))),
    ];
  },

  diagnose(observed, _wanted, known) {
    const findings: Finding[] = [...unfinishedRotation(observed, known)];
    const current = currentSecret(observed, known);
    if (current === undefined) findings.push(missing(observed, known));
    else findings.push(...expiry(current, observed.at));
    const foreign = observed.secrets.filter(
      ({ displayName, keyId }) => !isOurLabel(displayName) && keyId !== current?.keyId,
    );
    if (foreign.length > 0) {
      findings.push({
        code: 'JI-E121',
        severity: 'info',
        step: 'client-secret',
        seen: `${foreign.length} secret${foreign.length === 1 ? '' : 's'} made by hand: ${foreign.map(({ hint }) => `${hint ?? '?'}…`).join(', ')}`,
      });
    }
    return findings;
  },

  planRemoval(observed, wanted, known) {
    // Without a record nobody can say whose application it is.
    if (wanted.removal?.deleteApplication !== true || known.resources.application === undefined) return [];
    return ourSecrets(observed).map((secret) => removeSecret(secret, 'the connection ends'));
  },

  remainder(observed) {
    const { length } = ourSecrets(observed);
    if (length === 0) return { standing: 'gone', lines: ['none of ours'] };
    const names = ourSecrets(observed).map(({ hint }) => `${hint ?? '?'}…`);
    return { standing: 'kept', lines: [`kept: ${names.join(', ')}`] };
  },

  learn(observed, _wanted, known) {
    const current = currentSecret(observed, known);
    const recorded = known.resources.secret;
    if (current === undefined || recorded?.keyId === current.keyId) return known;
    const { keyId, hint, endDateTime, displayName } = current;
    // Found although no record names it: a killed run had made it, or another computer did.
    const delivered = observed.kept.has(keyId) ? {} : { deliveredAt: observed.at.toISOString() };
    const secret = {
      keyId,
      hint: hint ?? '',
      endDateTime: new Date(endDateTime ?? observed.at).toISOString(),
      label: displayName ?? '',
      store: recorded?.store ?? known.answers.secretStore ?? 'none',
      ...delivered,
    };
    return { ...known, resources: { ...known.resources, secret } };
  },
};

async function textsKept(
  { secrets: store, once }: Pick<Session, 'secrets' | 'once'>,
  secrets: readonly PasswordCredential[],
): Promise<ReadonlySet<string>> {
  const ours = secrets.filter(({ displayName }) => isOurLabel(displayName));
  const kept = await Promise.all(
    ours.map(async ({ keyId }) =>
      (await once(`secret:${keyId}`, () => store.get(keyId))) === undefined ? [] : [keyId],
    ),
  );
  return new Set(kept.flat());
}

function ourSecrets({ secrets }: ObservedSecrets): readonly PasswordCredential[] {
  return secrets.filter(({ displayName }) => isOurLabel(displayName));
}

function isExpired({ endDateTime }: PasswordCredential, at: Date): boolean {
  return endDateTime !== null && new Date(endDateTime) <= at;
}

/**
 * The secret that the connection lives by: the recorded one, as long as it lives and its text is known or already in
 * Jamf Pro. Without a record, one whose text is in the store; and where Jamf Pro is connected, the youngest of ours, or
 * else of those made by hand: a living connection needs no new secret, and removing one could cut it.
 */
function currentSecret(observed: ObservedSecrets, known: State): PasswordCredential | undefined {
  // Until it is proved that Jamf Pro uses it, the new secret of a rotation is not the one that the connection lives by.
  const { rotation } = known.resources;
  const pending = rotation?.proved === undefined ? rotation?.keyId : undefined;
  const living = ourSecrets(observed).filter(
    (secret) => !isExpired(secret, observed.at) && secret.keyId !== pending,
  );
  const recorded = living.find(({ keyId }) => keyId === known.resources.secret?.keyId);
  if (recorded !== undefined) {
    const delivered = known.resources.secret?.deliveredAt !== undefined;
    return delivered || observed.kept.has(recorded.keyId) ? recorded : undefined;
  }
  const withText = living.find(({ keyId }) => observed.kept.has(keyId));
  if (withText !== undefined) return withText;
  return observed.inUse ? (youngest(living) ?? youngest(livingByHand(observed))) : undefined;
}

/** The same for `plan`: a secret that has to be given to Jamf Pro again is of use only as long as its text is here. */
function usableSecret(observed: ObservedSecrets, known: State): PasswordCredential | undefined {
  const current = currentSecret(observed, known);
  const lost = current !== undefined && !observed.kept.has(current.keyId);
  return lost && observed.toBeGiven === true ? undefined : current;
}

function livingByHand({ secrets, at }: ObservedSecrets): readonly PasswordCredential[] {
  return secrets.filter((secret) => !isOurLabel(secret.displayName) && !isExpired(secret, at));
}

function youngest(secrets: readonly PasswordCredential[]): PasswordCredential | undefined {
  return secrets.toSorted((a, b) => (b.startDateTime ?? '').localeCompare(a.startDateTime ?? ''))[0];
}

function reasonToRemove(secret: PasswordCredential, observed: ObservedSecrets): string {
  if (isExpired(secret, observed.at)) return 'expired';
  return observed.kept.has(secret.keyId) ? 'a second one' : 'its text is lost';
}

function missing(observed: ObservedSecrets, known: State): Finding {
  const recordedId = known.resources.secret?.keyId;
  const recorded = observed.secrets.find(({ keyId }) => keyId === recordedId);
  const finding = { severity: 'error', step: 'client-secret' } as const;
  if (recorded !== undefined && isExpired(recorded, observed.at)) {
    return { ...finding, code: 'JI-E118', seen: `expired on ${recorded.endDateTime?.slice(0, 10)}` };
  }
  if (recorded !== undefined) {
    return {
      ...finding,
      code: 'JI-E119',
      seen: `secret ${recorded.hint ?? ''}… exists, its text is lost and Jamf Pro never had it`,
    };
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
  return [
    {
      code: 'JI-E120',
      // Only a warning to `setup`, whichever the number of days: the secret works, and `rotate-secret` is its own command.
      severity: 'warning',
      step: 'client-secret',
      seen: `expires in ${days} day${days === 1 ? '' : 's'} (${secret.endDateTime.slice(0, 10)})${days <= EXPIRY_FAULT_DAYS ? ', soon' : ''}`,
    },
  ];
}
