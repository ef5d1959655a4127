import type { Browser } from '../ports/browser.ts';
import { openPageWalker, type Page, type PageWalker } from './page-walker.ts';
import type { SandboxAccess } from './sandbox.ts';

/** More pages than any sign-in has: a sign-in that goes in circles ends with an error. */
const MOST_PAGES = 8;

/**
 * Signs in at the sandbox's Entra as its administrator would in a browser: opens the address, fills in what each
 * page asks for, and follows to the end, which for a browser sign-in is the program's own loopback page.
 *
 * @param url what MSAL wants opened, or the page for device codes
 * @param userCode the code that a device shows
 * @returns the last page; throws when a page says no
 */
export async function signInAsAdministrator(
  access: SandboxAccess,
  url: string,
  userCode?: string,
): Promise<Page> {
  const walker = openPageWalker(access.endpoints.caCertificate);
  try {
    return await walkThrough(walker, await walker.get(url), answersOf(access, userCode));
  } finally {
    await walker.close();
  }
}

/** A browser in which the sandbox's administrator sits. */
export function simulatedBrowser(access: SandboxAccess): Browser {
  return {
    async open(url) {
      await signInAsAdministrator(access, url);
    },
  };
}

/** What the person knows, by the name of the field that asks for it. */
function answersOf({ administrator }: SandboxAccess, userCode: string | undefined) {
  return new Map([
    ['account', administrator.username],
    ['password', administrator.password],
    ['everybody', 'yes'],
    ...(userCode === undefined ? [] : [['otc', userCode] as const]),
  ]);
}

async function walkThrough(
  walker: PageWalker,
  first: Page,
  answers: ReadonlyMap<string, string>,
): Promise<Page> {
  let page = first;
  for (let visited = 0; visited < MOST_PAGES; visited++) {
    const problem = problemOn(page);
    if (problem !== undefined) throw new Error(`The sign-in page says: ${problem}`);
    const form = page.forms[0];
    if (form === undefined) return page;
    const values = form.fields.flatMap(({ name }) => {
      const value = answers.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    // A person presses the first button: it is the one that goes on.
    const button = form.fields.find((field) => field.type === 'submit' && field.name !== '');
    const pressed = button === undefined ? [] : [[button.name, button.value] as const];
    page = await walker.submit(page, form, Object.fromEntries([...values, ...pressed]));
  }
  throw new Error(`The sign-in did not end after ${MOST_PAGES} pages, the last at ${page.url}`);
}

function problemOn(page: Page): string | undefined {
  const alert = /role="alert">([^<]*)</.exec(page.html)?.[1];
  if (alert !== undefined) return alert;
  if (page.status < 400) return undefined;
  return (
    /<main>([\s\S]*?)<\/main>/
      .exec(page.html)?.[1]
      ?.replace(/<[^>]*>|\s+/g, ' ')
      .trim() ?? `status ${page.status}`
  );
}
