import { Secret } from '../secrets/secret.ts';
import { visible } from '../terminal/visible.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import type { Jamf } from './jamf.ts';
import type { BodyProperty } from './openapi-schema.ts';
import { knownSetting } from './setting-names.ts';
import type { SettingsWriter } from './settings-writer.ts';

type Value = string | boolean | Secret;

export type ShapedSettings =
  /** Ready for `writeSettings`; the secret is still a `Secret` in it. */
  | { readonly kind: 'shaped'; readonly body: Readonly<Record<string, Value>> }
  | { readonly kind: 'cannot'; readonly reason: string };

/**
 * Shapes the settings by the schema of the operation that will take them, and checks them by it: nothing is sent that
 * the server says it would not understand, and nothing is made up for what it wants and we do not know.
 */
export function shapeSettings(writer: SettingsWriter, settings: ConnectionSettings): ShapedSettings {
  const { properties, required } = writer.schema;
  const stranger = required.find((name) => knownSetting(name) === undefined || !properties.has(name));
  if (stranger !== undefined) {
    return cannot(`it requires "${visible(stranger, 80)}", which this program does not know`);
  }
  const body: Record<string, Value> = {};
  for (const [name, property] of properties) {
    const setting = knownSetting(name);
    if (setting === undefined) continue;
    const value = setting === 'sovereignCloud' ? cloudIn(property, settings) : settings[setting];
    const problem = problemOf(value, property);
    if (value === undefined || problem !== undefined) {
      return cannot(`its "${visible(name, 80)}" ${visible(problem ?? '', 200)}`);
    }
    body[name] = value;
  }
  return { kind: 'shaped', body };
}

/** Sends shaped settings. Only PUT and PATCH may be repeated; a POST might create twice. */
export async function writeSettings(
  jamf: Pick<Jamf, 'write'>,
  writer: SettingsWriter,
  body: Readonly<Record<string, Value>>,
): Promise<void> {
  const revealed = Object.entries(body).map(([name, value]) => [
    name,
    value instanceof Secret ? value.reveal() : value,
  ]);
  await jamf.write(writer.method, writer.path, Object.fromEntries(revealed), {
    idempotent: writer.method !== 'POST',
  });
}

/** The published value that means our cloud, whatever its spelling: `GLOBAL` for `Global`, `USGov` for `US Gov`. */
export function cloudIn(
  property: BodyProperty,
  { sovereignCloud }: Pick<ConnectionSettings, 'sovereignCloud'>,
): string | undefined {
  if (property.enum === undefined) return sovereignCloud;
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
  return property.enum.find((value) => plain(value) === plain(sovereignCloud));
}

/** Why a value does not fit a published property; undefined when it does. */
export function problemOf(value: Value | undefined, property: BodyProperty): string | undefined {
  if (value === undefined) return `takes only ${property.enum?.join(', ') ?? 'other values'}`;
  const type = typeof value === 'boolean' ? 'boolean' : 'string';
  if (property.type !== undefined && property.type !== type) return `is a ${property.type}, not a ${type}`;
  if (typeof value === 'boolean') return undefined;
  const text = value instanceof Secret ? value.reveal() : value;
  if (property.maxLength !== undefined && text.length > property.maxLength) {
    return `takes at most ${property.maxLength} characters`;
  }
  if (property.enum !== undefined && !property.enum.includes(text)) {
    return `takes only ${property.enum.join(', ')}`;
  }
  return undefined;
}

function cannot(why: string): ShapedSettings {
  return { kind: 'cannot', reason: `Jamf Pro publishes an operation for these settings, but ${why}` };
}
