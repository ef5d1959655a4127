/** What the browser shows when the sign-in is over. Self-contained: nothing is loaded from anywhere. */
function page(title: string, text: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>body{font:1.1rem/1.5 system-ui;margin:15vh auto;max-width:32rem;padding:0 1rem}
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}</style><h1>${title}</h1><p>${text}</p></html>`;
}

export const SIGNED_IN_PAGE = page('Signed in', 'Close this page and go back to the terminal.');
export const NOT_SIGNED_IN_PAGE = page('Not signed in', 'Close this page; the terminal says why.');
