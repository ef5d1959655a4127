import type { Clock } from '../ports/clock.ts';
import { Secret } from '../secrets/secret.ts';
import type { Guide, GuideField, GuideInHand, Person } from '../steps/person.ts';
import type { Fault } from './faults.ts';
import type { FormField, HtmlForm } from './html-form.ts';
import { MESSAGES } from './jamf/microsoft-connection.ts';
import { openPageWalker, type Page, type PageWalker } from './page-walker.ts';
import type { SandboxAccess } from './sandbox.ts';

const DEFAULT_PATIENCE_MS = 60_000;
const RETRY_MS = 2_000;
const MOST_SAVES = 5;

export interface SimulatedAdministratorOptions {
  readonly access: SandboxAccess;
  readonly clock: Clock;
  readonly has: (fault: Fault) => boolean;
  /** How long the engine waits for the effect, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * Stands in for the person at unattended runs against the sandbox: opens the console page over HTTPS, signs in,
 * presses Edit, fills in what the guide says by the fields' labels, and saves; again, when Jamf Pro cannot connect.
 * It knows nothing but the guide and the page, so a guide that a person could not follow fails here too.
 */
export function simulatedAdministrator(options: SimulatedAdministratorOptions): Person {
  return {
    name: "the sandbox's simulated administrator",
    patienceMs: options.patienceMs ?? DEFAULT_PATIENCE_MS,
    begin(guide: Guide): GuideInHand {
      const closed = new AbortController();
      if (!options.has('nobody')) {
        // What goes wrong for a person shows in Jamf Pro and Intune, where the engine looks; nothing is thrown at it.
        void follow(guide, options, closed.signal).catch(() => undefined);
      }
      return {
        // Never leaves: the engine's patience ends the wait.
        left: new Promise<void>(() => undefined),
        update: () => undefined,
        close: () => closed.abort(),
      };
    },
  };
}

async function follow(
  guide: Guide,
  { access, clock, has }: SimulatedAdministratorOptions,
  signal: AbortSignal,
): Promise<void> {
  const walker = openPageWalker(access.endpoints.caCertificate);
  try {
    for (let saves = 0; saves < MOST_SAVES && !signal.aborted; saves += 1) {
      if (saves > 0) await clock.sleep(RETRY_MS, signal);
      const saved = await saveOnce(walker, guide, access, has);
      if (!saved.html.includes(MESSAGES.failed)) return;
    }
  } finally {
    await walker.close();
  }
}

async function saveOnce(
  walker: PageWalker,
  guide: Guide,
  access: SandboxAccess,
  has: (fault: Fault) => boolean,
): Promise<Page> {
  const opened = await walker.get(guide.url);
  const shown = await signInWhereAsked(walker, opened, access.jamfUser);
  const edit = await walker.submit(shown, formWith(shown, 'Edit'), {});
  const { form, values } = fillIn(formWith(edit, 'Save'), guide, has);
  return walker.submit(edit, form, values);
}

async function signInWhereAsked(
  walker: PageWalker,
  page: Page,
  user: SandboxAccess['jamfUser'],
): Promise<Page> {
  const form = page.forms.find((candidate) => hasButton(candidate, 'Sign in'));
  if (form === undefined) return page;
  const values = {
    [fieldFor(form, 'Username').name]: user.username,
    [fieldFor(form, 'Password').name]: user.password,
  };
  return walker.submit(page, form, values);
}

/** The form as this administrator sends it. */
function fillIn(
  form: HtmlForm,
  guide: Pick<Guide, 'clicks' | 'fields'>,
  has: (fault: Fault) => boolean,
): { readonly form: HtmlForm; readonly values: Readonly<Record<string, string>> } {
  const box = form.fields.find((field) => field.type === 'checkbox');
  const typed = guide.fields.map((field) => [fieldFor(form, field.label).name, typedText(field, has)]);
  const others = { ...form, fields: form.fields.filter((field) => field !== box) };
  if (box === undefined || guide.clicks.some((click) => /\b(untick|clear)\b/i.test(click)))
    return { form: others, values: Object.fromEntries(typed) };
  return { form: others, values: { [box.name]: box.value, ...Object.fromEntries(typed) } };
}

function typedText({ label, value }: GuideField, has: (fault: Fault) => boolean): string {
  // An empty field keeps the secret that the page has.
  if (value instanceof Secret && has('old-secret-again')) return '';
  if (value instanceof Secret) return has('wrong-secret') ? 'not-the-secret' : value.reveal();
  return has('wrong-tenant') && /tenant/i.test(label) ? 'fabrikam.onmicrosoft.com' : value;
}

function formWith(page: Page, button: string): HtmlForm {
  const form = page.forms.find((candidate) => hasButton(candidate, button));
  if (form === undefined) throw new Error(`The page ${page.url} has no button "${button}"`);
  return form;
}

const hasButton = (form: HtmlForm, label: string): boolean =>
  form.fields.some((field) => field.type === 'submit' && field.label === label);

/** Jamf has renamed its labels over the years: the field whose label says the same, or the same and more. */
function fieldFor(form: HtmlForm, label: string): FormField {
  const wanted = label.toLowerCase();
  const typable = form.fields.filter((field) => field.type !== 'hidden' && field.type !== 'submit');
  const found =
    typable.find((field) => field.label.toLowerCase() === wanted) ??
    typable.find((field) => field.label.toLowerCase().includes(wanted));
  if (found === undefined) throw new Error(`The page has no field "${label}"`);
  return found;
}
