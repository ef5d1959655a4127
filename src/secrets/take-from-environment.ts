import { Secret } from './secret.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface TakenFromEnvironment {
  /** By variable name as asked for; an empty variable counts as absent. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** The environment without any of the names. */
  readonly env: Environment;
  /** The names as they stood in the environment: what `main.ts` deletes from the process's own. */
  readonly taken: readonly string[];
}

/**
 * Takes secrets out of an environment, so that neither children nor Node's diagnostic reports see them
 * (reliability.md §9.2).
 *
 * @param names the variables that hold secrets; compared without case on Windows, as Windows does
 */
export function takeFromEnvironment(
  env: Environment,
  names: readonly string[],
  platform: NodeJS.Platform,
): TakenFromEnvironment {
  const fold = (name: string) => (platform === 'win32' ? name.toUpperCase() : name);
  const wanted = new Map(names.map((name) => [fold(name), name]));
  const secrets = new Map<string, Secret>();
  const rest: Record<string, string | undefined> = {};
  const taken: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    const asked = wanted.get(fold(name));
    if (asked === undefined) {
      rest[name] = value;
    } else {
      taken.push(name);
      if (value) secrets.set(asked, new Secret(value));
    }
  }
  return { secrets, env: rest, taken };
}
