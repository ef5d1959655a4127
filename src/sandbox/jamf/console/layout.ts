import { html, raw } from 'hono/html';

/** A piece of HTML whose values have been escaped by the tag `html`. */
export type Html = ReturnType<typeof html>;

export interface PageFrame {
  readonly title: string;
  /** Who is signed in, with the token that the sign-out form needs; undefined before sign-in. */
  readonly signedIn?: { readonly username: string; readonly csrf: string };
  readonly content: Html;
}

/** The frame of every console page: the notice that it is simulated, who is signed in, the content. */
export function layout({ title, signedIn, content }: PageFrame): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · simulated Jamf Pro</title>
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <p class="notice"><strong>Sandbox.</strong> This page is simulated by jamf-intune on this computer. It is not Jamf Pro, and nothing real is touched.</p>
    <header>
      <p class="product">Jamf Pro <span>simulated</span></p>
      ${signedIn === undefined ? '' : signOutForm(signedIn)}
    </header>
    <main>${content}</main>
  </body>
</html>`;
}

function signOutForm({ username, csrf }: { readonly username: string; readonly csrf: string }): Html {
  return html`<form class="who" method="post" action="/logout.html">
    <span>${username}</span>
    <input type="hidden" name="csrf" value="${csrf}" />
    <button type="submit" class="quiet">Sign out</button>
  </form>`;
}

const STYLE = `
  :root {
    color-scheme: light dark;
    --ground: #f4f5f7; --sheet: #ffffff; --ink: #1c2330; --soft: #566072; --line: #c3c9d4;
    --accent: #1f5fbf; --on-accent: #ffffff; --good: #17663a; --bad: #a4262c; --warn: #fff3c9; --on-warn: #4a3700;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ground: #14181f; --sheet: #1d232d; --ink: #e8ebf0; --soft: #a5aebc; --line: #465063;
      --accent: #8ab4f8; --on-accent: #10233f; --good: #7ed69d; --bad: #ff9b93; --warn: #463a12; --on-warn: #ffe9a6;
    }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  .notice { margin: 0; padding: .6rem 1.25rem; background: var(--warn); color: var(--on-warn); }
  header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
    padding: .6rem 1.25rem; background: var(--sheet); border-bottom: 1px solid var(--line); }
  .product { margin: 0; font-weight: 600; }
  .product span, .hint, .who span { color: var(--soft); font-weight: 400; }
  .who { display: flex; gap: .75rem; align-items: center; }
  main { max-width: 46rem; margin: 1.5rem auto; padding: 0 1.25rem 3rem; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
  nav ul { display: flex; gap: .25rem; margin: 0; padding: 0; list-style: none; }
  nav a { display: block; padding: .5rem .9rem; border-radius: .5rem .5rem 0 0; color: var(--ink); text-decoration: none;
    background: var(--sheet); border: 1px solid var(--line); border-bottom: 3px solid var(--accent); font-weight: 600; }
  .sheet { padding: 1.25rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
  nav + .sheet { border-top-left-radius: 0; margin-top: -1px; }
  .field { margin: 0 0 1.1rem; border: 0; padding: 0; min-width: 0; }
  .field > label, legend { display: block; padding: 0; font-weight: 600; }
  .hint { margin: .15rem 0 0; font-size: .9rem; }
  input[type=text], input[type=password], select { width: 100%; margin-top: .25rem; padding: .5rem .6rem; font: inherit;
    color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .35rem; }
  .tick { display: flex; gap: .6rem; align-items: baseline; }
  .tick label { font-weight: 600; }
  fieldset .tick label { font-weight: 400; }
  input[type=checkbox], input[type=radio] { accent-color: var(--accent); }
  button { padding: .5rem 1.1rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent);
    border: 1px solid var(--accent); border-radius: .35rem; cursor: pointer; }
  button.quiet { color: var(--ink); background: transparent; border-color: var(--soft); font-weight: 400; }
  .buttons { display: flex; gap: .75rem; margin-top: 1.25rem; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  dl { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .5rem 1rem; margin: 0; }
  dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
  .message { margin: 0 0 1rem; padding: .7rem 1rem; border-left: .3rem solid; background: var(--sheet); }
  .message.good { border-color: var(--good); color: var(--good); }
  .message.bad { border-color: var(--bad); color: var(--bad); }
  @media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
`;
