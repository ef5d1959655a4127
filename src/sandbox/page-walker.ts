import { CookieJar } from 'tough-cookie';
import { Agent, fetch } from 'undici';
import { type HtmlForm, readForms } from './html-form.ts';

/** A page as a browser would show it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly forms: readonly HtmlForm[];
}

/** A browser without a screen: what the sandbox's simulated people use. */
export interface PageWalker {
  get(url: string): Promise<Page>;
  /**
   * Posts (or gets) a form of `page` with `values` by field name over what the form already holds; a ticked
   * checkbox is named with its value. Other boxes count only where the page has them checked.
   */
  submit(page: Page, form: HtmlForm, values: Readonly<Record<string, string>>): Promise<Page>;
  close(): Promise<void>;
}

const MOST_REDIRECTS = 10;

/**
 * Keeps cookies and follows redirects by hand, as a browser does. It is deliberately not the program's way out: a
 * person's browser is another program, and it may post to `http://localhost`, where MSAL waits.
 *
 * @param caCertificate PEM of the CA that signs the sandbox's servers
 */
export function openPageWalker(caCertificate: string): PageWalker {
  const agent = new Agent({ connect: { ca: caCertificate } });
  const jar = new CookieJar();

  async function visit(url: string, body?: URLSearchParams, redirects = 0): Promise<Page> {
    if (redirects > MOST_REDIRECTS)
      throw new Error(`More than ${MOST_REDIRECTS} redirects, the last to ${url}`);
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: await jar.getCookieString(url) },
      redirect: 'manual',
      dispatcher: agent,
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    const html = await response.text();
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      // A browser goes on with GET after 301, 302 and 303; nothing in the sandbox answers 307.
      return visit(new URL(location, url).href, undefined, redirects + 1);
    }
    return { url, status: response.status, html, forms: readForms(html) };
  }

  return {
    get: (url) => visit(url),
    submit(page, form, values) {
      const filled = new URLSearchParams({ ...untouched(form), ...values });
      const target = new URL(form.action, page.url);
      if (form.method === 'post') return visit(target.href, filled);
      target.search = filled.toString();
      return visit(target.href);
    },
    close: () => agent.close(),
  };
}

/** What a browser sends for the fields that nobody touched: no buttons, and only the boxes that are ticked. */
function untouched(form: HtmlForm): Record<string, string> {
  const sent = form.fields.filter(
    (field) =>
      field.name !== '' &&
      field.type !== 'submit' &&
      (!['checkbox', 'radio'].includes(field.type) || field.checked),
  );
  return Object.fromEntries(sent.map((field) => [field.name, field.value]));
}
