import type { PasswordCredential } from '../../../microsoft/applications.ts';
import type { Session } from '../../session.ts';
import type { Step } from '../../step.ts';
import { isAlive } from '../connector/connector-health.ts';
import { readApplication, readConnector } from '../shared-reads.ts';
import {
  currentSecret,
  type ObservedSecrets,
  ourSecrets,
  reasonToRemove,
  usableSecret,
} from './current-secret.ts';
import { judgeSecrets } from './judge-secrets.ts';
import { createSecret, removeSecret } from './secret-changes.ts';
import { isOurLabel } from './secret-label.ts';

/** States in which Intune counts on nobody: the connection begins when Jamf Pro saves its settings. */
const TO_BEGIN: readonly string[] = ['unknown', 'unavailable', 'terminated'];

/** Creates the one client secret and keeps its text where the person chose. */
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

  diagnose: (observed, _wanted, known) => judgeSecrets(observed, known),

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
