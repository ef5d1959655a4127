import { shapeSettings, writeSettings } from '../../../jamf/settings-body.ts';
import type { SettingsWriter } from '../../../jamf/settings-writer.ts';
import type { Journal } from '../../journal.ts';
import type { Session } from '../../session.ts';
import { connectionSettings, type Delivery } from './settings-delivery.ts';

/** By which operation a Jamf Pro that publishes one takes its settings, for the plan. */
export function describeWriter({ method, path, invented }: SettingsWriter): string {
  const operation = `${method} ${path}`;
  return invented ? `${operation} (invented by the sandbox; no Jamf Pro has it)` : operation;
}

/**
 * Prepares to write the settings by that operation.
 * @param keyId of the secret that is delivered
 * @returns writes them, as often as it is called
 * @throws Error when they do not go into the operation's body, which the plan has tried
 */
export function preparePush(
  session: Session,
  writer: SettingsWriter,
  delivery: Delivery,
  keyId: string,
): (journal: Journal) => Promise<void> {
  const shaped = shapeSettings(writer, connectionSettings(session, delivery));
  if (shaped.kind === 'cannot') throw new Error(shaped.reason);
  return (journal) =>
    journal.ensure({
      operation: 'write-jamf-settings',
      key: `${delivery.appId}/${keyId}`,
      // Jamf Pro reads nothing back; writing the same settings again does no harm.
      holds: async () => false,
      act: () => session.jamf.pinned((jamf) => writeSettings(jamf, writer, shaped.body)),
    });
}
