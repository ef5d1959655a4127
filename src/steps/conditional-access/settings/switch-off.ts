import { newAlerts } from '../../../jamf/alerts.ts';
import { consolePage } from '../../../jamf/deep-links.ts';
import { writeSettings } from '../../../jamf/settings-body.ts';
import { findSettingsWriter, readPublishedApi, type SettingsWriter } from '../../../jamf/settings-writer.ts';
import { shapeSwitchOff } from '../../../jamf/switch-off-body.ts';
import { isJamfRow, listDeviceManagementPartners } from '../../../microsoft/partners.ts';
import type { GuideInHand } from '../../person.ts';
import type { Session } from '../../session.ts';
import type { Change, Finding } from '../../step.ts';
import { Waiting } from '../../waiting.ts';
import { removalWords } from '../removal-words.ts';
import { readApplication } from '../shared-reads.ts';
import { alertFinding, type Baseline } from './connection-watch.ts';
import { sovereignCloud } from './settings-delivery.ts';
import { describeWriter } from './settings-push.ts';
import { terminateInIntune } from './terminate.ts';
import { lookAtBothSides, readBaseline, waitUntil } from './wait-for-connection.ts';

/** How long Intune may take to say Terminated after the program itself has switched the integration off. */
const ENDED_WITHIN_MS = 120_000;

/** The switch in Jamf Pro is a person's, and Intune's row is the proof. */
export function guideToSwitchOff(terminate: boolean): Change {
  return {
    action: 'guide',
    target: 'jamf-settings',
    summary: 'you, in the Jamf Pro console: clear "Enable Intune Integration for macOS" and save',
    details: fallback(terminate),
    by: 'you',
    // Jamf Pro keeps the configuration of an integration that is off (jamf.md §13).
    destroys: false,
    async apply(session, journal) {
      const before = await readBaseline(session);
      const page = consolePage(session.wanted.jamfUrl, 'conditional-access');
      const inHand = session.person.begin({
        title: 'Switch the integration off',
        url: page.url,
        clicks: [...page.clicks, 'Edit', 'clear "Enable Intune Integration for macOS"'],
        fields: [],
        finish: 'Save',
      });
      try {
        await waitUntilEnded(session, before, session.person.patienceMs, inHand);
      } catch (error) {
        if (!terminate || !(error instanceof Waiting)) throw error;
        inHand.close();
        return await terminateInIntune(session, journal);
      } finally {
        inHand.close();
      }
      return recordEnd(session, journal);
    },
  };
}

/** For a Jamf Pro that publishes an operation which writes the settings. */
export function pushSwitchOff(writer: SettingsWriter, terminate: boolean): Change {
  return {
    action: 'change',
    target: 'jamf-settings',
    summary: 'switch the integration off through the API',
    details: [describeWriter(writer), ...fallback(terminate)],
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const before = await readBaseline(session);
      const shaped = await shapeFor(session, writer);
      if (shaped.kind === 'cannot') throw new Error(shaped.reason);
      await journal.ensure({
        operation: 'switch-jamf-off',
        key: session.wanted.jamfUrl,
        holds: async () => (await lookAtBothSides(session)).row?.partnerState === 'terminated',
        act: () => session.jamf.pinned((jamf) => writeSettings(jamf, writer, shaped.body)),
      });
      try {
        await waitUntilEnded(session, before, ENDED_WITHIN_MS);
      } catch (error) {
        if (!terminate || !(error instanceof Waiting)) throw error;
        return terminateInIntune(session, journal);
      }
      return recordEnd(session, journal);
    },
  };
}

/**
 * The operation of this server that can switch the integration off with what is at hand: where it requires the secret
 * and the secret's text is lost, it cannot.
 */
export async function readOffWriter(session: Session): Promise<SettingsWriter | undefined> {
  const writer = await session.once('off-writer', async () =>
    findSettingsWriter(await readPublishedApi(session.jamf)),
  );
  if (writer === undefined) return undefined;
  return (await shapeFor(session, writer)).kind === 'shaped' ? writer : undefined;
}

async function shapeFor(session: Session, writer: SettingsWriter) {
  const { wanted, cloud, secrets } = session;
  const { application, secret } = session.known().resources;
  const appId = application?.appId ?? (await readApplication(session))?.appId ?? '';
  const text = secret === undefined ? undefined : await secrets.get(secret.keyId);
  return shapeSwitchOff(writer, {
    sovereignCloud: sovereignCloud(cloud),
    tenantName: wanted.tenant.domain,
    applicationId: appId,
    ...(text !== undefined && { clientSecret: text }),
  });
}

/** Waits until Intune's row says Terminated: the switch alone proves nothing. */
function waitUntilEnded(
  session: Session,
  before: Baseline,
  patienceMs: number,
  inHand?: GuideInHand,
): Promise<void> {
  return waitUntil(session, patienceMs, inHand, async () => {
    const { row, alerts } = await lookAtBothSides(session);
    if (row === undefined || row.partnerState === 'terminated') return undefined;
    const [trouble] = newAlerts(before.alerts, alerts).map(alertFinding);
    if (trouble === undefined) {
      const text = 'Intune has not heard yet that the integration is off';
      return { text, findings: [stillOn(row.partnerState)] };
    }
    const text = `Jamf Pro could not tell Intune: ${trouble.seen}. Save the page once more, or leave and add --terminate`;
    return { text, findings: [untold(trouble.seen)] };
  });
}

function stillOn(state: string): Finding {
  return {
    code: 'JI-I247',
    severity: 'warning',
    step: 'jamf-settings',
    seen: `Intune's row says ${state}, terminated expected`,
  };
}

/** Jamf Pro tells Intune once, when the page is saved: it has to be saved once more. */
function untold(seen: string): Finding {
  return {
    code: 'JI-I247',
    severity: 'warning',
    step: 'jamf-settings',
    seen,
    fix: [
      'On the same page in Jamf Pro: tick the box, save, clear it and save again',
      'jamf-intune disconnect  goes on from here',
      'jamf-intune disconnect --terminate  lets Intune end it where Jamf Pro cannot',
    ],
  };
}

async function recordEnd(session: Session, journal: Parameters<Change['apply']>[1]): Promise<string> {
  await journal.note((state) => {
    const { jamfSettings: _ended, ...resources } = state.resources;
    return { ...state, resources };
  });
  const row = (await listDeviceManagementPartners(session.graph)).find(isJamfRow);
  return `switched off · Intune says Terminated · ${removalWords(row ?? { removalDate: undefined })}`;
}

function fallback(terminate: boolean): readonly string[] {
  return terminate ? ["where nobody does it in time: Intune's own terminate"] : [];
}
