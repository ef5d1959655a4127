import type { Emit } from '../../engine/event.ts';
import { Failure } from '../../errors/failure.ts';
import { SOURCES } from '../../findings/entry.ts';
import type { Prompter } from '../../terminal/prompts/prompter.ts';

/**
 * The first thing anybody is told about the manual connection. Going on needs a yes, or `--acknowledge-unsupported`
 * (failures-and-users.md §8).
 */
export async function acknowledgeUnsupported(
  acknowledged: boolean,
  prompter: Prompter,
  emit: Emit,
): Promise<void> {
  emit({
    type: 'notice',
    level: 'warning',
    title: 'Microsoft has not supported this connection since 2025-01-31',
    lines: [
      'Jamf Pro\'s "Conditional Access" takes no new configurations, by Microsoft\'s own page; existing ones may go on.',
      'Its replacement is Device Compliance (Jamf Pro 10.43 or later for Macs), set up in Jamf Pro.',
      `Read: ${SOURCES.deviceCompliance.url}`,
    ],
  });
  if (acknowledged) return;
  if (await prompter.confirm('Set up the unsupported connection all the same?', false)) return;
  throw new Failure({
    code: 'JI-P513',
    exit: 7,
    what: 'The unsupported connection was declined',
    fix: [`Set up Device Compliance: ${SOURCES.deviceCompliance.url}`],
  });
}

/** Device Compliance is what this program recommends and cannot build yet. */
export function notYet(): Failure {
  return new Failure({
    code: 'JI-P512',
    exit: 2,
    what: 'Device Compliance cannot be set up by this program yet',
    why: "It is the connection that Microsoft supports; until it is built in here, Jamf Pro's own wizard sets it up",
    fix: [
      'Jamf Pro > Settings > Global > Device Compliance',
      `Read: ${SOURCES.deviceCompliance.url}`,
      'jamf-intune setup --connection conditional-access  sets up the manual connection',
    ],
    field: 'connection',
  });
}
