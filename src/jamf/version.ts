import { z } from 'zod';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

export interface JamfVersion {
  /** For people: `11.30.1`. */
  readonly text: string;
  readonly numbers: readonly [major: number, minor: number, patch: number];
}

/**
 * Reads `11.30.1-t1784555528405`, `10.49.0`, `11.5` or `v11.30.1-b1`: what follows the numbers differs between hosted,
 * beta and older servers (jamf.md §5). Undefined when there are no numbers.
 */
export function parseVersion(text: string): JamfVersion | undefined {
  const match = /(\d{1,5})\.(\d{1,5})(?:\.(\d{1,5}))?/.exec(text);
  if (match === null) return undefined;
  const numbers = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] as const;
  return { text: numbers.join('.'), numbers };
}

/** Whether `version` is `least` (such as `10.1.0`) or later. */
export function isAtLeast(version: JamfVersion, least: string): boolean {
  const wanted = parseVersion(least)?.numbers;
  if (wanted === undefined) throw new RangeError(`no version: ${least}`);
  for (const [index, number] of version.numbers.entries()) {
    const bound = wanted[index] ?? 0;
    if (number !== bound) return number > bound;
  }
  return true;
}

const versionSchema = z.object({
  version: z.string().transform((text, context) => {
    const version = parseVersion(text);
    if (version !== undefined) return version;
    context.addIssue('is no version');
    return z.NEVER;
  }),
});

/** The server's version; any token may ask. */
export async function readVersion(jamf: Pick<Jamf, 'get'>): Promise<JamfVersion> {
  return (await jamf.get(jamfPath`/api/v1/jamf-pro-version`, versionSchema)).version;
}
