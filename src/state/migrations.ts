export type JsonObject = Readonly<Record<string, unknown>>;

/** Turns the body of one version into the next version's. Pure; never drops what it does not know. */
export type Migration = (body: JsonObject) => JsonObject;

/**
 * The way from the first format to the present one: entry `n` turns version `n + 1` into `n + 2`. Version 1 is the
 * first, so there is none yet. Whoever raises `STATE_VERSION` adds one entry here and one file to
 * `test/fixtures/state`, which has to load for ever.
 */
export const MIGRATIONS: readonly Migration[] = [];

/** The body of a file of `version`, brought to the present version; already there it is given back as it is. */
export function migrate(body: JsonObject, version: number, migrations = MIGRATIONS): JsonObject {
  return migrations.slice(version - 1).reduce((migrated, migration) => migration(migrated), body);
}

/** The version that a chain leads to: `STATE_VERSION` for the real one. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.length + 1;
}
