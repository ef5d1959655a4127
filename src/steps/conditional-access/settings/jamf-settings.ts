import { type Alert, connectionAlerts } from '../../../jamf/alerts.ts';
import { consolePage } from '../../../jamf/deep-links.ts';
import { shapeSettings } from '../../../jamf/settings-body.ts';
import { findSettingsWriter, readPublishedApi, type SettingsWriter } from '../../../jamf/settings-writer.ts';
import type { Application } from '../../../microsoft/applications.ts';
import { INTUNE_API_APP_ID } from '../../../microsoft/identifiers.ts';
import type { DeviceManagementPartner } from '../../../microsoft/partners.ts';
import { Secret } from '../../../secrets/secret.ts';
import type { State } from '../../../state/state.ts';
import type { Session } from '../../session.ts';
import type { Finding, Remainder, Step } from '../../step.ts';
import { isAlive, lastHeard } from '../connector/connector-health.ts';
import { whoseConnector } from '../connector/whose-connector.ts';
import { othersWords, removalWords } from '../removal-words.ts';
import { readApplication, readConnector, readJamfAlerts } from '../shared-reads.ts';
import { alertFinding } from './connection-watch.ts';
import { guideThroughSettings, pushSettings } from './settings-changes.ts';
import { connectionSettings } from './settings-delivery.ts';
import { guideToSwitchOff, pushSwitchOff, readOffWriter } from './switch-off.ts';

export interface ObservedSettings {
  /** Jamf's row in Intune, which tells whether the settings work; Jamf Pro's API reads none of them back. */
  readonly connector: DeviceManagementPartner | undefined;
  readonly appId: string | undefined;
  readonly alerts: readonly Alert[];
  /** How this very server lets its settings be written; undefined when it publishes no way. */
  readonly writer: SettingsWriter | undefined;
  /** For `disconnect`: the application, and how this server lets itself be switched off. */
  readonly application?: Application | undefined;
  readonly offWriter?: SettingsWriter | undefined;
  readonly at: Date;
}

/** Brings tenant, application ID and secret to Jamf Pro, and sees that Jamf Pro connects with them. */
export const jamfSettings: Step<ObservedSettings> = {
  id: 'jamf-settings',
  title: 'Jamf Pro settings',

  async observe(session) {
    const [connector, application, alerts] = await Promise.all([
      readConnector(session),
      readApplication(session),
      readJamfAlerts(session),
    ]);
    const at = session.clock.now();
    if (session.wanted.removal !== undefined) {
      const offWriter = await readOffWriter(session);
      return { connector, appId: application?.appId, alerts, writer: undefined, application, offWriter, at };
    }
    const settled = isSettled(connector, application?.appId, session.known(), at);
    return {
      connector,
      appId: application?.appId,
      alerts,
      writer: settled ? undefined : await readWriter(session),
      at,
    };
  },

  describe({ connector, at }) {
    return [`Intune ${lastHeard(connector, at)}`];
  },

  plan(observed, _wanted, known) {
    if (isSettled(observed.connector, observed.appId, known, observed.at)) return [];
    return [observed.writer === undefined ? guideThroughSettings() : pushSettings(observed.writer)];
  },

  diagnose(observed, _wanted, known) {
    const findings: Finding[] = [];
    if (!isSettled(observed.connector, observed.appId, known, observed.at)) {
      findings.push({
        code: known.resources.secret?.deliveredAt === undefined ? 'JI-J412' : 'JI-I230',
        severity: 'error',
        step: 'jamf-settings',
        seen: `Intune's row says ${observed.connector?.partnerState ?? 'nothing'}`,
      });
    } else {
      // Alerts stay until somebody dismisses them, so beside a living connection they are history.
      findings.push(...connectionHistory(observed.alerts));
    }
    return findings;
  },

  planRemoval({ connector, application, offWriter }, wanted, known) {
    if (connector === undefined || !LIVING.includes(connector.partnerState)) return [];
    if (whoseConnector(connector, application, wanted, known) !== 'ours') return [];
    const terminate = wanted.removal?.terminate === true;
    return [offWriter === undefined ? guideToSwitchOff(terminate) : pushSwitchOff(offWriter, terminate)];
  },

  remainder({ connector, application }, wanted, known) {
    if (connector === undefined) return gone("Intune's partner list has no row for Jamf");
    if (whoseConnector(connector, application, wanted, known) === 'others') {
      return { standing: 'kept', lines: [othersWords(connector)] };
    }
    const look = `if the integration is still on in Jamf Pro, clear the box: ${consolePage(wanted.jamfUrl, 'conditional-access').url}`;
    switch (connector.partnerState) {
      case 'terminated':
        return gone(`Intune says Terminated · ${removalWords(connector)}`, look);
      case 'rejected':
        return gone('Intune has rejected the connection', look);
      case 'unavailable':
        return gone('Intune has never heard from Jamf Pro', look);
      default:
        return gone('there is no connection');
    }
  },
};

/** States in which Intune still counts on Jamf Pro. */
const LIVING: readonly DeviceManagementPartner['partnerState'][] = ['enabled', 'unresponsive'];

function gone(...lines: readonly string[]): Remainder {
  return { standing: 'gone', lines };
}

/** Settled: Intune hears from Jamf Pro for our application, and no newer secret waits to be brought there. */
function isSettled(
  connector: DeviceManagementPartner | undefined,
  appId: string | undefined,
  known: State,
  at: Date,
): boolean {
  const { secret } = known.resources;
  return isAlive(connector, appId, at) && (secret === undefined || secret.deliveredAt !== undefined);
}

/**
 * The operation that this server publishes for the settings, when its body is one that we can fill in. The trial uses
 * a text as long as Entra's longest secrets, because there may be no secret yet.
 */
export function readWriter(
  session: Pick<Session, 'jamf' | 'once' | 'wanted' | 'cloud'>,
): Promise<SettingsWriter | undefined> {
  return session.once('settings-writer', async () => {
    const writer = findSettingsWriter(await readPublishedApi(session.jamf));
    if (writer === undefined) return undefined;
    const trial = connectionSettings(session, {
      appId: INTUNE_API_APP_ID,
      secret: new Secret('x'.repeat(64)),
    });
    return shapeSettings(writer, trial).kind === 'shaped' ? writer : undefined;
  });
}

function connectionHistory(alerts: readonly Alert[]): readonly Finding[] {
  return connectionAlerts(alerts)
    .map(alertFinding)
    .map((finding) => ({ ...finding, severity: 'warning' as const }));
}
