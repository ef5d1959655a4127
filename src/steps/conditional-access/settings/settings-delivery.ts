import { Failure } from '../../../errors/failure.ts';
import type { ConnectionSettings } from '../../../jamf/connection-settings.ts';
import { consolePage } from '../../../jamf/deep-links.ts';
import type { Secret } from '../../../secrets/secret.ts';
import type { Guide } from '../../person.ts';
import type { Session } from '../../session.ts';
import { recordedApplication } from '../recorded-application.ts';

/** What Jamf Pro has to be told that is not known before the steps before this one are done. */
export interface Delivery {
  readonly appId: string;
  readonly secret: Secret;
}

/**
 * Takes the delivery from the state and the store.
 * @throws Failure JI-E117 without a secret, JI-E119 when its text is lost
 */
export async function readDelivery(session: Session): Promise<Delivery> {
  const { appId } = recordedApplication(session.known());
  const keyId = session.known().resources.secret?.keyId;
  const secret = keyId === undefined ? undefined : await session.secrets.get(keyId);
  if (secret !== undefined) return { appId, secret };
  if (keyId === undefined) {
    throw new Failure({
      code: 'JI-E117',
      exit: 1,
      what: 'This step needs the client secret, and there is none yet',
      why: 'The step client-secret comes first',
      fix: ['jamf-intune setup  takes all steps in their order', 'jamf-intune setup --only client-secret'],
    });
  }
  throw new Failure({
    code: 'JI-E119',
    exit: 1,
    what: 'The text of the client secret is not on this computer',
    why: 'It can be read only once, when the secret is made',
    fix: ['jamf-intune setup --only client-secret  makes a new one and removes the lost one'],
  });
}

/** The settings by their names, for the push and for the trial that decides whether a push is possible. */
export function connectionSettings(
  { wanted, cloud }: Pick<Session, 'wanted' | 'cloud'>,
  { appId, secret }: Delivery,
): ConnectionSettings {
  return {
    enabled: true,
    sovereignCloud: sovereignCloud(cloud),
    tenantName: wanted.tenant.domain,
    applicationId: appId,
    clientSecret: secret,
  };
}

/** What to choose under "Sovereign Cloud". Jamf's list is not published (jamf.md §16), so this is the cloud's own name. */
export function sovereignCloud({ name, title }: Session['cloud']): string {
  return name === 'sandbox' ? 'Global' : title;
}

/** The page, the way to it and the fields, for whoever fills them in. */
export function settingsGuide(session: Session, { appId, secret }: Delivery): Guide {
  const page = consolePage(session.wanted.jamfUrl, 'conditional-access');
  return {
    title: 'Enter the connection in Jamf Pro',
    url: page.url,
    clicks: [...page.clicks, 'Edit', 'tick "Enable Intune Integration for macOS"'],
    fields: [
      { label: 'Sovereign Cloud', value: sovereignCloud(session.cloud) },
      { label: 'Tenant Name', value: session.wanted.tenant.domain },
      { label: 'Application ID', value: appId },
      { label: 'Client Secret', value: secret },
    ],
    finish: 'Save',
  };
}
