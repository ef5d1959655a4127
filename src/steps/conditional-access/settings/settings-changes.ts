import type { SettingsWriter } from '../../../jamf/settings-writer.ts';
import type { Change } from '../../step.ts';
import { recordDelivery } from './record-delivery.ts';
import { readDelivery, settingsGuide } from './settings-delivery.ts';
import { describeWriter, preparePush } from './settings-push.ts';
import { readBaseline, waitForConnection } from './wait-for-connection.ts';

/** How long Jamf Pro may take to connect after the program itself has pushed the settings. */
const CONNECT_WITHIN_MS = 120_000;

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
  return {
    action: 'change',
    target: 'jamf-settings',
    summary: 'write tenant, application ID and secret through the API',
    details: [describeWriter(writer)],
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const delivery = await readDelivery(session);
      const before = await readBaseline(session);
      const keyId = session.known().resources.secret?.keyId ?? '';
      await preparePush(session, writer, delivery, keyId)(journal);
      await waitForConnection(session, before, delivery.appId, CONNECT_WITHIN_MS);
      return recordDelivery(session, journal, 'tool');
    },
  };
}
