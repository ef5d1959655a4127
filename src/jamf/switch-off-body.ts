import type { ConnectionSettings } from './connection-settings.ts';
import { knownSetting } from './setting-names.ts';
import { cloudIn, problemOf, type ShapedSettings } from './settings-body.ts';
import type { SettingsWriter } from './settings-writer.ts';

/** The settings with the integration off; without the secret where its text is not at hand. */
export type SettingsOff = Omit<ConnectionSettings, 'enabled' | 'clientSecret'> &
  Partial<Pick<ConnectionSettings, 'clientSecret'>>;

/**
 * Shapes the settings so that they switch the integration off and keep the rest, as clearing the box on the page does
 * (jamf.md §13). Only what the operation requires, or can be said truly, is sent.
 */
export function shapeSwitchOff(writer: SettingsWriter, settings: SettingsOff): ShapedSettings {
  const { properties, required } = writer.schema;
  const off = { ...settings, enabled: false };
  const body: Record<string, string | boolean | ConnectionSettings['clientSecret']> = {};
  let switches = false;
  for (const [name, property] of properties) {
    const setting = knownSetting(name);
    const value =
      setting === undefined || !(setting in off)
        ? undefined
        : setting === 'sovereignCloud'
          ? cloudIn(property, off)
          : off[setting];
    const fits = value !== undefined && problemOf(value, property) === undefined;
    if (fits) body[name] = value;
    else if (required.includes(name)) return cannot(`it requires "${name}", which is not at hand`);
    if (fits && setting === 'enabled') switches = true;
  }
  return switches ? { kind: 'shaped', body } : cannot('it has no switch for the integration');
}

function cannot(why: string): ShapedSettings {
  return { kind: 'cannot', reason: `Jamf Pro publishes an operation for these settings, but ${why}` };
}
