import { consolePage } from '../../../jamf/deep-links.ts';
import { terminatePartner } from '../../../microsoft/partners.ts';
import type { Journal } from '../../journal.ts';
import type { Session } from '../../session.ts';
import { Waiting } from '../../waiting.ts';
import { removalWords } from '../removal-words.ts';
import { lookAtBothSides, waitUntil } from './wait-for-connection.ts';

/** How long Intune may take to show what it was told. */
const SHOWN_WITHIN_MS = 120_000;

/**
 * Ends the connection in Intune, for a Jamf Pro that nobody switches off. Jamf Pro does not learn of it and goes on
 * raising alerts until somebody clears its box, which is why this is the second choice and has to be asked for.
 */
export async function terminateInIntune(session: Session, journal: Journal): Promise<string> {
  const { graph, wanted } = session;
  const isEnded = async () => {
    const { row } = await lookAtBothSides(session);
    return row === undefined || row.partnerState === 'terminated';
  };
  const { row } = await lookAtBothSides(session);
  if (row === undefined) throw new Waiting("Jamf's row is gone from Intune's partner list");
  await journal.ensure({
    operation: 'terminate-partner',
    key: row.id,
    holds: isEnded,
    act: () => terminatePartner({ graph }, row.id),
  });
  await waitUntil(session, SHOWN_WITHIN_MS, undefined, async () =>
    (await isEnded()) ? undefined : { text: 'Intune does not say Terminated yet', findings: [] },
  );
  const ended = (await lookAtBothSides(session)).row;
  const page = consolePage(wanted.jamfUrl, 'conditional-access');
  return [
    'terminated in Intune, because nobody switched it off in Jamf Pro',
    removalWords(ended ?? row),
    `clear the box in Jamf Pro too, or it goes on raising alerts: ${page.url}`,
  ].join(' · ');
}
