import { Failure } from '../../errors/failure.ts';
import { ServiceError } from '../../errors/service-error.ts';
import { readAlerts } from '../../jamf/alerts.ts';
import type { ConnectionSettings } from '../../jamf/connection-settings.ts';
import { consolePage } from '../../jamf/deep-links.ts';
import { shapeSettings, writeSettings } from '../../jamf/settings-body.ts';
import type { SettingsWriter } from '../../jamf/settings-writer.ts';
import { readCredentialActivity } from '../../microsoft/credential-activity.ts';
import { isJamfRow, listDeviceManagementPartners } from '../../microsoft/partners.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Journal } from '../journal.ts';
import type { Guide, GuideInHand } from '../person.ts';
import type { Session } from '../session.ts';
import type { Change } from '../step.ts';
import { Waiting } from '../waiting.ts';
import { type Baseline, judgeConnection, type Sight, type Verdict } from './connection-watch.ts';
import { recordedApplication } from './recorded-application.ts';
import { readIntuneApi } from './shared-reads.ts';

/** Pause between two looks at both sides while somebody acts. */
const LOOK_EVERY_MS = 5_000;
/** How long Jamf Pro may take to connect after the program itself has pushed the settings. */
const CONNECT_WITHIN_MS = 120_000;

interface Delivery {
  readonly appId: string;
  readonly secret: Secret;
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
function sovereignCloud({ name, title }: Session['cloud']): string {
  return name === 'sandbox' ? 'Global' : title;
}

/** For every Jamf Pro known today: a person fills in the page, and the program sees whether it worked. */
export function guideThroughSettings(): Change {
  return {
    action: 'guide',
    target: 'jamf-settings',
    summary: 'you, in the Jamf Pro console (4 fields, 1 minute)',
    by: 'you',
    destroys: false,
    async apply(session, journal) {
      const delivery = await readDelivery(session);
      const before = await readBaseline(session);
      const inHand = session.person.begin(settingsGuide(session, delivery));
      try {
        await waitForConnection(session, before, delivery.appId, session.person.patienceMs, inHand);
      } finally {
        inHand.close();
      }
      return recordDelivery(session, journal, 'you');
    },
  };
}

/** For a Jamf Pro that publishes an operation which writes the settings. */
export function pushSettings(writer: SettingsWriter): Change {
  const operation = `${writer.method} ${writer.path}`;
  return {
    action: 'change',
    target: 'jamf-settings',
    summary: 'write tenant, application ID and secret through the API',
    details: [writer.invented ? `${operation} (invented by the sandbox; no Jamf Pro has it)` : operation],
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const delivery = await readDelivery(session);
      const before = await readBaseline(session);
      const shaped = shapeSettings(writer, connectionSettings(session, delivery));
      if (shaped.kind === 'cannot') throw new Error(shaped.reason);
      await journal.run({
        operation: 'write-jamf-settings',
        key: `${delivery.appId}/${session.known().resources.secret?.keyId ?? ''}`,
        // Jamf Pro reads nothing back; writing the same settings again does no harm.
        find: async () => undefined,
        act: async () => {
          await session.jamf.pinned((jamf) => writeSettings(jamf, writer, shaped.body));
          return true;
        },
        remember: (state) => state,
      });
      await waitForConnection(session, before, delivery.appId, CONNECT_WITHIN_MS);
      return recordDelivery(session, journal, 'tool');
    },
  };
}

/** For `disconnect`: the switch in Jamf Pro is a person's, and Intune's row is the proof. */
export function switchOff(): Change {
  return {
    action: 'guide',
    target: 'jamf-settings',
    summary: 'you, in the Jamf Pro console: clear "Enable Intune Integration for macOS" and save',
    by: 'you',
    destroys: true,
    async apply(session, journal) {
      const page = consolePage(session.wanted.jamfUrl, 'conditional-access');
      const inHand = session.person.begin({
        title: 'Switch the integration off',
        url: page.url,
        clicks: [...page.clicks, 'Edit', 'clear "Enable Intune Integration for macOS"'],
        fields: [],
        finish: 'Save',
      });
      try {
        await waitUntil(session, session.person.patienceMs, inHand, async () => {
          const { row } = await look(session);
          if (row?.partnerState === 'terminated') return undefined;
          return { text: 'Intune has not heard yet that the integration is off', findings: [] };
        });
      } finally {
        inHand.close();
      }
      await journal.note((state) => {
        const { jamfSettings: _ended, ...resources } = state.resources;
        return { ...state, resources };
      });
      return 'switched off · Intune says Terminated';
    },
  };
}

async function readDelivery(session: Session): Promise<Delivery> {
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

function settingsGuide(session: Session, { appId, secret }: Delivery): Guide {
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

async function look({ graph, jamf }: Pick<Session, 'graph' | 'jamf'>): Promise<Sight> {
  const [rows, alerts] = await Promise.all([listDeviceManagementPartners(graph), readAlerts(jamf)]);
  return { row: rows.find(isJamfRow), alerts };
}

async function readBaseline(session: Session): Promise<Baseline> {
  const { row, alerts } = await look(session);
  return { heartbeat: row?.lastHeartbeat, alerts };
}

function waitForConnection(
  session: Session,
  before: Baseline,
  appId: string,
  patienceMs: number,
  inHand?: GuideInHand,
): Promise<void> {
  return waitUntil(session, patienceMs, inHand, async () => {
    const verdict: Verdict = judgeConnection(before, await look(session), appId);
    return verdict.kind === 'connected' ? undefined : verdict;
  });
}

type NotYet = Pick<Extract<Verdict, { kind: 'not-yet' }>, 'text' | 'findings'>;

/**
 * Looks until there is nothing left to wait for. A look that fails is said and does not end the waiting: a person may
 * take an hour, and one lost answer in it means nothing.
 */
async function waitUntil(
  session: Session,
  patienceMs: number,
  inHand: GuideInHand | undefined,
  missing: () => Promise<NotYet | undefined>,
): Promise<void> {
  const since = session.clock.now().getTime();
  let left = false;
  // Jamf Pro takes its alerts back while it tries again; what was wrong is told all the same.
  let wrong: NotYet['findings'] = [];
  void inHand?.left.then(() => {
    left = true;
  });
  for (;;) {
    const notYet = await missing().catch((error: unknown): NotYet => {
      if (!(error instanceof ServiceError)) throw error;
      return { text: `the last look failed: ${error.message}`, findings: [] };
    });
    if (notYet === undefined) return;
    inHand?.update(notYet.text);
    if (notYet.findings.length > 0) wrong = notYet.findings;
    const rest = patienceMs - (session.clock.now().getTime() - since);
    if (left || rest <= 0) throw new Waiting(notYet.text, wrong);
    const pause = session.clock.sleep(Math.min(session.lookEveryMs ?? LOOK_EVERY_MS, rest), session.signal);
    await (inHand === undefined ? pause : Promise.race([pause, inHand.left]));
  }
}

/** Connected: from here on the secret's text is not needed any more. Says what Entra knows of this very secret. */
async function recordDelivery(session: Session, journal: Journal, savedBy: 'tool' | 'you'): Promise<string> {
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
