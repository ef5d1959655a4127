import { readCredentialActivity } from '../../../microsoft/credential-activity.ts';
import type { Journal } from '../../journal.ts';
import type { Session } from '../../session.ts';
import { readIntuneApi } from '../shared-reads.ts';

/** Connected: from here on the secret's text is not needed any more. Says what Entra knows of this very secret. */
export async function recordDelivery(
  session: Session,
  journal: Journal,
  savedBy: 'tool' | 'you',
): Promise<string> {
  const now = session.clock.now().toISOString();
  await journal.note((state) => {
    const { secret } = state.resources;
    return {
      ...state,
      resources: {
        ...state.resources,
        ...(secret && { secret: { ...secret, deliveredAt: now } }),
        jamfSettings: { savedBy, seenAt: now },
      },
    };
  });
  return `saved · Intune heard from Jamf Pro${await secretSeen(session)}`;
}

/**
 * What Entra says of this very secret. Only a sign-in for the Intune API counts: this program has tried the secret
 * itself, but for Microsoft Graph only, until the step `proof` (microsoft.md §6, "Which secret was used").
 */
async function secretSeen(session: Session): Promise<string> {
  const keyId = session.known().resources.secret?.keyId;
  if (keyId === undefined) return '';
  const [activity, api] = await Promise.all([
    readCredentialActivity(session.graph, keyId).catch(() => undefined),
    readIntuneApi(session),
  ]);
  if (activity === undefined || activity === 'not-readable' || api === undefined) return '';
  if (activity.resourceId !== api.id && activity.resourceId !== api.appId) return '';
  return ` · Entra saw this secret sign in at ${activity.lastSignIn.toISOString()}`;
}
