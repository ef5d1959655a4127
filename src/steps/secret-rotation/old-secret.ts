import type { PasswordCredential } from '../../microsoft/applications.ts';
import type { State } from '../../state/state.ts';
import { clientSecret } from '../conditional-access/secret/client-secret.ts';
import type { ObservedSecrets } from '../conditional-access/secret/current-secret.ts';
import { removeSecret } from '../conditional-access/secret/secret-changes.ts';
import { isOurLabel } from '../conditional-access/secret/secret-label.ts';
import type { Change, Finding, Step } from '../step.ts';

/** Removes the old secret, once Jamf Pro is proved to use the new one. What somebody made by hand stays. */
export const oldSecret: Step<ObservedSecrets> = {
  id: 'old-secret',
  title: 'Old client secret',

  observe: (session) => clientSecret.observe(session),

  describe: (observed) => (byHand(observed).length > 0 ? ['none of ours is left'] : ['none is left']),

  plan: (observed, _wanted, known) => ourOld(observed, known).map(removeOld),

  diagnose(observed, _wanted, known) {
    const left = known.resources.rotation?.proved === undefined ? [] : ourOld(observed, known);
    return [
      ...left.map(
        (secret): Finding => ({
          code: 'JI-E124',
          severity: 'error',
          step: 'old-secret',
          seen: `the old secret ${secret.hint ?? '?'}… is still there`,
        }),
      ),
      ...judgeByHand(observed),
    ];
  },

  planRemoval: () => [],
};

function ourOld(
  { secrets }: ObservedSecrets,
  { resources: { rotation } }: State,
): readonly PasswordCredential[] {
  return secrets.filter(({ displayName, keyId }) => isOurLabel(displayName) && keyId !== rotation?.keyId);
}

function byHand({ secrets }: ObservedSecrets): readonly PasswordCredential[] {
  return secrets.filter(({ displayName }) => !isOurLabel(displayName));
}

function judgeByHand(observed: ObservedSecrets): readonly Finding[] {
  const names = byHand(observed).map(
    ({ hint, displayName }) => `${hint ?? '?'}… (${displayName ?? 'no name'})`,
  );
  if (names.length === 0) return [];
  const [one, several] = ['1 secret made by hand stays', `${names.length} secrets made by hand stay`];
  return [
    {
      code: 'JI-E121',
      severity: 'info',
      step: 'old-secret',
      seen: `${names.length === 1 ? one : several}: ${names.join(', ')}`,
    },
  ];
}

/** As `removeSecret`, but never before the proof, whatever led here. */
function removeOld(secret: PasswordCredential): Change {
  const removal = removeSecret(secret, 'when Jamf Pro is proved to use the new one');
  return {
    ...removal,
    async apply(session, journal) {
      const { rotation } = session.known().resources;
      if (rotation?.proved === undefined || rotation.keyId === secret.keyId) {
        throw new Error('an old secret goes only after the proof');
      }
      return removal.apply(session, journal);
    },
  };
}
