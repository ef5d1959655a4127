import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxAccess } from '../../../src/sandbox/sandbox.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { readSecrets } from './end.ts';

/**
 * The canary: the text of the client secret is in the store that the person chose and in Jamf Pro, and nowhere else;
 * passwords and tokens are nowhere at all.
 */

/** The file that keeps the secret on purpose. */
const STORE = join('sandbox', 'secrets.json');
/** Written by the sandbox itself: the way to it, with its accounts. */
const SANDBOX_FOLDER = 'sandbox-world';

/** What the program left behind, by where it stands. */
export function leftovers(
  home: string,
  run: { readonly stdout: string; readonly stderr: string },
): ReadonlyMap<string, string> {
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(home, SANDBOX_FOLDER)) && path !== join(home, STORE));
  return new Map([
    ['stdout', run.stdout],
    ['stderr', run.stderr],
    ...files.map((path) => [path.slice(home.length + 1), readFileSync(path, 'utf8')] as const),
  ]);
}

/** A text in every form in which it could have got out. */
function formsOf(text: string): readonly string[] {
  const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    new URLSearchParams({ v: text }).toString().slice(2),
    base64,
    Buffer.from(text).toString('hex'),
  ];
}

/** Texts of client secrets that there are now: kept on this computer, or given to Jamf Pro. */
export function secretTexts(world: World, home: string): readonly string[] {
  const inJamf = world.jamf.settings?.clientSecret;
  const texts = new Set([...Object.values(readSecrets(home)), inJamf ?? '']);
  // Switched off, Jamf Pro has none.
  texts.delete('');
  return [...texts];
}

/** Accounts of the sandbox's own that a run signs in with. */
export function accountSecrets({ administrator, jamfClient, automation }: SandboxAccess): readonly string[] {
  return [administrator.password, jamfClient.clientSecret, automation.clientSecret];
}

/** Where a secret, a token or an Authorization header stands in `content`: one line for each. */
export function leaksIn(place: string, content: string, secrets: readonly string[]): readonly string[] {
  // A secret that is spaced out or broken into lines is one all the same.
  const compact = content.replaceAll(/\s/gu, '');
  const leaks = secrets
    .filter((secret) => formsOf(secret).some((form) => content.includes(form) || compact.includes(form)))
    .map((secret) => `${place} holds ${secret.slice(0, 3)}…`);
  // A JSON Web Token begins with the base64 of {".
  if (/eyJ[\w-]{10,}\.[\w-]{10,}/.test(compact)) leaks.push(`${place} holds a token`);
  if (/bearer [\w-]{10,}/i.test(content)) leaks.push(`${place} holds an Authorization header`);
  return leaks;
}

/** Everything that got out in what a run said and left behind. */
export function leaksOf(
  home: string,
  run: { readonly stdout: string; readonly stderr: string },
  secrets: readonly string[],
): readonly string[] {
  return [...leftovers(home, run)].flatMap(([place, content]) => leaksIn(place, content, secrets));
}
